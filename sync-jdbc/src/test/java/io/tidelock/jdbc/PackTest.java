package io.tidelock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.store.Fingerprint;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored comes back as it was. */
class PackTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "back\\slash",
                "\\u0041",
                "nul\u0000",
                "\u0000",
                "\uD83D\uDE00",
                "\uD83D",
                "\uDE00\uD83D",
                "\\\\"
            })
    void textComesBackAndIsTextToADatabase(String text) {
        String column = Texts.toColumn(text);

        assertThat(Texts.fromColumn(column)).isEqualTo(text);
        assertThat(column).doesNotContain("\u0000");
        assertThat(new String(
                        column.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(column);
    }

    @Test
    void anyTextComesBackAndNoTwoAreOne() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String text = random.ints(random.nextInt(6), 0, 8)
                    .mapToObj(n -> "\\u0a\uD83D\uDE00\u0000z".substring(n, n + 1))
                    .reduce("", String::concat);
            assertThat(Texts.fromColumn(Texts.toColumn(text))).isEqualTo(text);
        }
    }

    @Test
    void numbersOfAllSizesComeBack() {
        PackWriter out = new PackWriter();
        long[] numbers = {0, 1, 127, 128, 16_383, 16_384, Integer.MAX_VALUE, Long.MAX_VALUE, -1, Long.MIN_VALUE};
        for (long number : numbers) {
            out.number(number);
        }
        PackReader in = new PackReader(out.toBytes());
        for (long number : numbers) {
            assertThat(in.number()).isEqualTo(number);
        }
    }

    @Test
    void momentsKeepEveryDigit() {
        for (Instant moment : new Instant[] {
            Instant.EPOCH,
            Instant.EPOCH.minusNanos(1),
            Instant.parse("2026-01-05T08:00:00.123456789Z"),
            Instant.MAX,
            Instant.MIN
        }) {
            assertThat(new PackReader(new PackWriter().moment(moment).toBytes()).moment())
                    .isEqualTo(moment);
        }
        Instant now = Instant.parse("2026-01-05T08:00:00.123456789Z");
        assertThat(Moments.fromColumn(Moments.toColumn(now))).isEqualTo(now);
        assertThat(Moments.fromColumn(Moments.toColumn(Instant.EPOCH.minusNanos(1))))
                .isEqualTo(Instant.EPOCH.minusNanos(1));
        assertThat(Moments.toColumn(Instant.MAX)).isEqualTo(Long.MAX_VALUE);
        assertThat(Moments.toColumn(Instant.MIN)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void manyNumbersAndOneLongTextFindRoom() {
        PackWriter numbers = new PackWriter();
        for (int i = 0; i < 1_000; i++) {
            numbers.number(i);
        }
        PackReader in = new PackReader(numbers.toBytes());
        for (int i = 0; i < 1_000; i++) {
            assertThat(in.number()).isEqualTo(i);
        }
        byte[] packed = new PackWriter().number(1).text("x".repeat(1_000)).toBytes();
        assertThat(packed).hasSize(1 + 2 + 1_000);
    }

    @Test
    void numberOfANewerReleaseIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> Numbers.side(2))
                .isInstanceOf(StoreFormatException.class)
                .hasMessageContaining("side is 2")
                .hasMessageContaining("update this node");
        assertThatThrownBy(() -> Numbers.linkState(4)).isInstanceOf(StoreFormatException.class);
        assertThatThrownBy(() -> Numbers.parkedState(3)).isInstanceOf(StoreFormatException.class);
    }

    @Test
    void aLongValueFindsRoom() {
        PackWriter out = new PackWriter();
        for (int i = 0; i < 1_000; i++) {
            out.fingerprint(new Fingerprint(i, -i)).text("x".repeat(i)).bytes(new byte[i * 3]);
        }
        PackReader in = new PackReader(out.toBytes());
        for (int i = 0; i < 1_000; i++) {
            assertThat(in.fingerprint()).isEqualTo(new Fingerprint(i, -i));
            assertThat(in.text()).hasSize(i);
            assertThat(in.bytes()).hasSize(i * 3);
        }
    }

    @Test
    void valueOfANewerFormatIsRefusedWithWhatToDo() {
        PackReader in = new PackReader(new PackWriter().number(9).toBytes());

        assertThatThrownBy(() -> in.format(1))
                .isInstanceOf(StoreFormatException.class)
                .hasMessageContaining("format 9")
                .hasMessageContaining("update this node");
    }
}
