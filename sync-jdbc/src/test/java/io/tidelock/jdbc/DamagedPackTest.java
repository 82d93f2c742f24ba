package io.tidelock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.store.Fingerprint;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedPackTest {

    @Test
    void lengthThatWasNeverWrittenTakesNoMemory() {
        byte[] twoGigabytes = {-1, -1, -1, -1, 7};

        assertThatThrownBy(() -> new PackReader(twoGigabytes).text())
                .isInstanceOf(StoreFormatException.class)
                .hasMessageContaining("damaged");
        assertThatThrownBy(() -> new PackReader(new PackWriter().number(-1).toBytes()).text())
                .isInstanceOf(StoreFormatException.class);
    }

    @Test
    void cutPackIsRefusedWhereverItIsCut() {
        byte[] whole = new PackWriter().text("id").moment(Instant.EPOCH).toBytes();

        for (int length = 0; length < whole.length; length++) {
            PackReader cut = new PackReader(java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> {
                        cut.text();
                        cut.moment();
                    })
                    .isInstanceOf(StoreFormatException.class);
        }
        assertThatThrownBy(() -> new PackReader(new byte[15]).fingerprint()).isInstanceOf(StoreFormatException.class);
    }

    @Test
    void numberWithoutEndAndMomentBeyondTimeAreRefused() {
        byte[] endless = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1};
        assertThatThrownBy(() -> new PackReader(endless).number()).isInstanceOf(StoreFormatException.class);

        byte[] beyond = new PackWriter().number(Long.MAX_VALUE).number(0).toBytes();
        assertThatThrownBy(() -> new PackReader(beyond).moment()).isInstanceOf(StoreFormatException.class);
        byte[] large = new PackWriter().number(1L << 32).toBytes();
        assertThatThrownBy(() -> new PackReader(large).integer()).isInstanceOf(StoreFormatException.class);
    }

    @Test
    void moreThingsThanThereAreBytesForAreRefusedBeforeRoomIsMadeForThem() {
        byte[] pack =
                new PackWriter().number(3).fingerprint(new Fingerprint(1, 2)).toBytes();

        assertThatThrownBy(() -> new PackReader(pack).count(16)).isInstanceOf(StoreFormatException.class);
        assertThatThrownBy(() -> new PackReader(new PackWriter().number(-1).toBytes()).count(1))
                .isInstanceOf(StoreFormatException.class);
        assertThat(new PackReader(pack).count(5)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\", "a\\x0041", "\\u00", "\\u00zz"})
    void escapeThatWasNeverWrittenIsRefused(String column) {
        assertThatThrownBy(() -> Texts.fromColumn(column)).isInstanceOf(StoreFormatException.class);
    }

    @Test
    void momentsOfTheFirstAndLastSecondComeBack() {
        for (long column : new long[] {Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, Long.MAX_VALUE - 1, Long.MAX_VALUE}) {
            assertThat(Moments.toColumn(Moments.fromColumn(column))).isEqualTo(column);
        }
        assertThat(Moments.toColumn(Instant.MIN)).isEqualTo(Long.MIN_VALUE);
        assertThat(Moments.toColumn(Instant.MAX)).isEqualTo(Long.MAX_VALUE);
    }
}
