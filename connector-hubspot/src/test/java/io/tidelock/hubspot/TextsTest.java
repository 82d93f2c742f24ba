package io.tidelock.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.record.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {

    @Test
    @Tag("G20")
    void valuesAreWrittenAsHubSpotReadsThem() {
        assertThat(Texts.of(Value.date(LocalDate.parse("2020-02-29")))).isEqualTo("2020-02-29");
        assertThat(Texts.of(Value.moment(Instant.parse("2020-02-29T03:30:17.123456Z"))))
                .isEqualTo("2020-02-29T03:30:17.123Z");
        assertThat(Texts.of(Value.moment(Instant.parse("2020-02-29T03:30:00Z"))))
                .isEqualTo("2020-02-29T03:30:00.000Z");
        assertThat(Texts.of(Value.decimal(new BigDecimal("1E+3")))).isEqualTo("1000");
        assertThat(Texts.of(Value.bool(true))).isEqualTo("true");
        assertThat(Texts.of(Value.empty())).isEmpty();
    }

    @Test
    void optionsReplaceAndNeverAppend() {
        assertThat(Texts.of(Value.items(List.of("b", "", "a")))).isEqualTo("a;b");
    }

    @ParameterizedTest
    @Tag("G13")
    @CsvSource({
        "1500.50, 1500.5, true",
        "A@Example.com, a@example.com, true",
        "b;a, a;b, true",
        "2026-02-01T10:00:00Z, 2026-02-01T10:00:00.000Z, true",
        "1500.50, 1500.51, false",
        "Anna, Anne, false"
    })
    void whatHubSpotMakesOfAValueIsAlike(String written, String stored, boolean alike) {
        assertThat(Texts.alike(written, stored)).isEqualTo(alike);
    }

    @Test
    void idsAreNumbersThatHubSpotCanRead() {
        assertThat(Texts.isId("9223372036854775807")).isTrue();
        assertThat(Texts.isId("9223372036854775808")).isFalse();
        assertThat(Texts.isId("7a")).isFalse();
    }
}
