package io.tidelock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyedHashTest {

    private static final byte[] KEY = new byte[20];

    static {
        Arrays.fill(KEY, (byte) 0x0b);
    }

    static Stream<KeyedHash> all() {
        return Stream.of(KeyedHash.under(KEY), KeyedHash.repeating(KEY), KeyedHash.under(KEY, Uncopied::new));
    }

    /** What a platform has that cannot copy a hash. */
    private static final class Uncopied extends MessageDigest {
        Uncopied() {
            super("SHA-256");
        }

        @Override
        protected void engineUpdate(byte input) {}

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {}

        @Override
        protected byte[] engineDigest() {
            return new byte[KeyedHash.BYTES];
        }

        @Override
        protected void engineReset() {}
    }

    /** RFC 4231, test case 1. */
    @ParameterizedTest
    @MethodSource("all")
    void hashesAsTheStandardSays(KeyedHash hash) {
        assertThat(hash(hash.beginning(bytes("Hi "), 3), "There"))
                .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    }

    @ParameterizedTest
    @MethodSource("all")
    void beginningServesManyTexts(KeyedHash hash) {
        KeyedHash.Beginning beginning = hash.beginning(bytes("Hi "), 3);
        String there = hash(beginning, "There");

        assertThat(hash(beginning, "Then")).isNotEqualTo(there);
        assertThat(hash(hash.beginning(bytes("Hi T"), 4), "here")).isEqualTo(there);
        assertThat(hash(beginning, "There")).isEqualTo(there);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 131, 500})
    void everyLengthOfKeyAndTextHashesAsThePlatformDoes(int length) throws Exception {
        byte[] key = bytes("k".repeat(length));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        String text = "some text ".repeat(length);

        String expected = HexFormat.of().formatHex(mac.doFinal(bytes(text + "rest")));

        assertThat(hash(KeyedHash.under(key).beginning(bytes(text), text.length()), "rest"))
                .isEqualTo(expected);
        assertThat(hash(KeyedHash.repeating(key).beginning(bytes(text), text.length()), "rest"))
                .isEqualTo(expected);
    }

    @Test
    void hashMayTakeThePlaceOfTheText() {
        byte[] text = Arrays.copyOf(bytes("There"), 64);

        KeyedHash.under(KEY).beginning(bytes("Hi "), 3).finish(text, 5, text);

        assertThat(HexFormat.of().formatHex(text, 0, KeyedHash.BYTES))
                .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    }

    private static String hash(KeyedHash.Beginning beginning, String rest) {
        byte[] hash = new byte[KeyedHash.BYTES];
        beginning.finish(bytes(rest), rest.length(), hash);
        return HexFormat.of().formatHex(hash);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
