package io.tidelock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tidelock.fuzz.Fuzzed;
import io.tidelock.store.Fingerprint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Timeout;

/** What stands in a database that somebody may have damaged. */
@Timeout(600)
class JdbcFuzzTest {

    /** The first byte of each step says what is read next, as the stores' values are mixed. */
    @FuzzTest(maxDuration = Fuzzed.TIME)
    void packsAreReadOrRefused(byte[] input) {
        int steps = input.length == 0 ? 0 : input[0] & 0xFF;
        PackReader in = new PackReader(input);
        try {
            for (int i = 0; i < 8; i++) {
                switch ((steps >> i) % 6) {
                    case 0 -> in.text();
                    case 1 -> in.momentOrNull();
                    case 2 -> in.fingerprintOrNull();
                    case 3 -> in.ref();
                    case 4 -> in.integer();
                    default -> in.format(1);
                }
            }
        } catch (StoreFormatException documented) {
            assertThat(documented.getMessage()).hasSizeLessThan(200);
        }
    }

    @FuzzTest(maxDuration = Fuzzed.TIME)
    void packsComeBackAsTheyWere(byte[] input) {
        ByteBuffer data = ByteBuffer.wrap(Arrays.copyOf(input, Math.max(input.length, 20)));
        long number = data.getLong();
        long other = data.getLong();
        Instant moment = Instant.ofEpochSecond(number / 300_000_000, Math.floorMod(data.getInt(), 1_000_000_000));
        Fingerprint print = new Fingerprint(number, other);
        StoredRef ref = new StoredRef(Fuzzed.text(input), (int) other & Integer.MAX_VALUE, Fuzzed.text(input));

        PackReader in = new PackReader(new PackWriter()
                .number(number)
                .moment(moment)
                .momentOrNull(null)
                .fingerprintOrNull(print)
                .ref(ref)
                .toBytes());

        assertThat(in.number()).isEqualTo(number);
        assertThat(in.moment()).isEqualTo(moment);
        assertThat(in.momentOrNull()).isNull();
        assertThat(in.fingerprintOrNull()).isEqualTo(print);
        assertThat(in.ref()).isEqualTo(ref);
    }

    @FuzzTest(maxDuration = Fuzzed.TIME)
    void textsComeBackAsTheyWere(byte[] input) {
        String text = Fuzzed.text(input);
        String column = Texts.toColumn(text);

        assertThat(column).doesNotContain("\0");
        assertThat(new String(column.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(column);
        assertThat(Texts.fromColumn(column)).isEqualTo(text);
        try {
            Texts.fromColumn(text);
        } catch (StoreFormatException documented) {
            assertThat(documented.getMessage()).hasSizeLessThan(200);
        }
    }

    @FuzzTest(maxDuration = Fuzzed.TIME)
    void momentsComeBackAsFarAsTheyGo(byte[] input) {
        ByteBuffer data = ByteBuffer.wrap(Arrays.copyOf(input, 12));
        long column = data.getLong();
        assertThat(Moments.toColumn(Moments.fromColumn(column))).isEqualTo(column);
        Instant any = Instant.ofEpochSecond(column / 300, data.getInt());
        long stored = Moments.toColumn(any);
        assertThat(Moments.toColumn(Moments.fromColumn(stored))).isEqualTo(stored);
    }
}
