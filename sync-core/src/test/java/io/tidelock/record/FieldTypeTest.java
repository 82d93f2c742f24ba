package io.tidelock.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldTypeTest {

    private static String canonical(FieldType type, String text) {
        return type.canonical(type.read(Value.text(text)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EMAIL|ADA@Example.COM|ada@example.com",
                "EMAIL|' ada@example.com '|ada@example.com",
                "PHONE|0400 000 001|(0400) 000-001",
                "PHONE|+61 400 000 001|+61400000001",
                "DECIMAL|12.50|12.5",
                "DECIMAL|0.00|0",
                "DECIMAL|1E+3|1000",
                "BOOLEAN|TRUE|true",
                "INSTANT|2020-02-29T03:30:17Z|2020-02-29T03:30:17.000Z",
                "INSTANT|2020-02-29T13:30:17+10:00|2020-02-29T03:30:17Z",
                "CHOICES|b;a;b|a;b",
                "TEXT|' Zoe\u0308 '|Zoë"
            })
    void spellingsOfOneValueAreEqual(FieldType type, String one, String other) {
        assertThat(canonical(type, one)).isEqualTo(canonical(type, other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TEXT|Ada|ada",
                "CHOICE|Yes|yes",
                "PHONE|0400 000 001|+61 400 000 001",
                "DECIMAL|12.5|12.51",
                "CHOICES|a;b|a"
            })
    void differentValuesDiffer(FieldType type, String one, String other) {
        assertThat(canonical(type, one)).isNotEqualTo(canonical(type, other));
    }

    @ParameterizedTest
    @EnumSource(FieldType.class)
    void blankIsNullAndAbsentStaysAbsent(FieldType type) {
        assertThat(type.read(Value.text("  ")).isNull()).isTrue();
        assertThat(type.read(Value.empty()).isNull()).isTrue();
        assertThat(type.read(Value.absent()).isAbsent()).isTrue();
        assertThatThrownBy(() -> type.canonical(Value.absent())).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"DECIMAL,twelve", "DATE,29.02.2020", "DATE,2021-02-29", "INSTANT,yesterday", "BOOLEAN,maybe"})
    void unreadableValueIsSaidWithoutShowingIt(FieldType type, String text) {
        assertThatThrownBy(() -> type.read(Value.text(text)))
                .isInstanceOf(UnreadableValueException.class)
                .hasMessageContaining(type.name())
                .hasMessageNotContaining(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "1e-400", "1e999999999", "-1e2147483647"})
    void hugeExponentsNeitherHangNorExplode(String number) {
        assertThat(FieldType.DECIMAL.canonical(Value.decimal(new BigDecimal(number))))
                .hasSizeLessThan(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "\uD800", "👩‍⚕️", "שלום", "\u202Eabc"})
    void hostileTextIsReadAsItStands(String text) {
        Value value = FieldType.TEXT.read(Value.text(text));

        assertThat(value.plain()).isEqualTo(text);
        assertThat(FieldType.TEXT.canonical(value)).startsWith("=");
    }

    @Test
    void valuesNeverShowThemselves() {
        assertThat(List.of(
                                Value.text("canary"),
                                Value.items(List.of("canary")),
                                Value.date(LocalDate.of(2020, 2, 29)),
                                Value.moment(Instant.EPOCH))
                        .toString())
                .doesNotContain("canary", "2020", "1970");
    }
}
