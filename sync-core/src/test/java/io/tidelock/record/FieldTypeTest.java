package io.tidelock.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldTypeTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "TEXT, `a b`, ` a b  `",
                "TEXT, `\u00e9`, `e\u0301`",
                "EMAIL, Ada@Example.com, ` ada@example.COM`",
                "PHONE, +61 (400) 000-001, +61400000001",
                "PHONE, 0400 000 001, 0400-000-001",
                "DECIMAL, 12.50, 12.5",
                "DECIMAL, 0.00, -0",
                "DECIMAL, 1e3, 1000",
                "BOOLEAN, TRUE, true",
                "INSTANT, 2026-01-05T08:00:00Z, 2026-01-05T10:00:00.0004+02:00",
                "CHOICE, ` a`, a",
                "CHOICES, b;a, a; b;;a",
            })
    void sameMeaningHasOneForm(FieldType type, String one, String other) {
        assertThat(form(type, one)).isEqualTo(form(type, other));
    }

    @ParameterizedTest
    @CsvSource({
        "TEXT, Ada, ada",
        "EMAIL, a@example.com, b@example.com",
        "PHONE, 0400 000 001, +61 400 000 001",
        "PHONE, anonymous, unknown",
        "DECIMAL, 1.1, 1.10001",
        "CHOICE, Yes, yes",
        "CHOICES, a;b, ab",
        "INSTANT, 2026-01-05T08:00:00Z, 2026-01-05T08:00:00.001Z",
    })
    void differentMeaningHasAnother(FieldType type, String one, String other) {
        assertThat(form(type, one)).isNotEqualTo(form(type, other));
    }

    @ParameterizedTest
    @EnumSource
    void absentEmptyAndBlankAreToldApart(FieldType type) {
        assertThat(type.read(Value.absent()).isAbsent()).isTrue();
        assertThat(type.read(Value.empty()).isNull()).isTrue();
        assertThat(type.read(Value.text("")).isNull()).isTrue();
        assertThat(type.read(Value.text(" \t\n")).isNull()).isTrue();
        assertThat(type.read(Value.items(List.of())).isNull()).isTrue();
        assertThat(type.read(Value.items(List.of(" "))).isNull()).isTrue();
        assertThat(type.canonical(Value.empty())).isEqualTo("null");
        assertThatThrownBy(() -> type.canonical(Value.absent())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void textThatSaysNullIsNotNull() {
        assertThat(form(FieldType.TEXT, "null")).isNotEqualTo(FieldType.TEXT.canonical(Value.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "DECIMAL, twelve",
        "DECIMAL, 1e400000",
        "DECIMAL, 1e2147483647",
        "DECIMAL, 1e-2147483647",
        "DECIMAL, 1e99999999999",
        "DECIMAL, NaN",
        "BOOLEAN, yes",
        "BOOLEAN, 1",
        "DATE, 05/01/2026",
        "DATE, 2026-02-30",
        "INSTANT, 2026-01-05T08:00:00",
        "INSTANT, now",
    })
    void whatCannotBeReadIsSaidSoWithoutTheValue(FieldType type, String text) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(2),
                () -> assertThatThrownBy(() -> type.read(Value.text(text)))
                        .isInstanceOf(UnreadableValueException.class)
                        .hasMessageNotContaining(text));
    }

    @Test
    void hugeNumbersNeitherHangNorFillTheMemory() {
        Value huge = Value.decimal(new BigDecimal("1e2000000000"));
        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> {
            assertThat(huge.plain()).hasSizeLessThan(100);
            assertThatThrownBy(() -> FieldType.DECIMAL.read(huge)).isInstanceOf(UnreadableValueException.class);
            assertThatThrownBy(() -> FieldType.DECIMAL.read(Value.text("9".repeat(1 << 20))))
                    .isInstanceOf(UnreadableValueException.class);
            assertThat(FieldType.TEXT.canonical(huge)).hasSizeLessThan(100);
            assertThat(form(FieldType.DECIMAL, "1e400")).hasSizeLessThan(1_000);
        });
    }

    @Test
    void farMomentsAreMoments() {
        for (Instant far : List.of(Instant.MAX, Instant.MIN, Instant.EPOCH.minusNanos(1))) {
            assertThat(FieldType.INSTANT.canonical(Value.moment(far))).isNotEmpty();
        }
        assertThat(FieldType.DATE.canonical(Value.date(LocalDate.MAX))).contains("+999999999");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\ud800", "\udfff", "\ud83d\ude00", "a\ud83d", "\u202eabc", "\u0130", "\ufb01"})
    void oddTextIsTextAndItsFormIsStable(String odd) {
        for (FieldType type : List.of(FieldType.TEXT, FieldType.EMAIL, FieldType.PHONE, FieldType.CHOICE)) {
            String form = form(type, odd);
            assertThat(type.canonical(Value.text(form.substring(1))))
                    .as("%s", type)
                    .isEqualTo(form);
        }
    }

    @Test
    void formOfAFormIsTheForm() {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            String text = hostile(random);
            for (FieldType type : List.of(FieldType.TEXT, FieldType.EMAIL, FieldType.PHONE, FieldType.CHOICE)) {
                String form = form(type, text);
                if (!form.equals("null")) {
                    assertThat(type.canonical(Value.text(form.substring(1))))
                            .as("%s of seed 42, case %d", type, i)
                            .isEqualTo(form);
                }
            }
        }
    }

    @Test
    void whatWasReadReadsTheSameAgain() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            Value raw = Value.text(hostile(random));
            for (FieldType type : FieldType.values()) {
                Value once = readOrEmpty(type, raw);
                assertThat(type.read(once)).as("%s, case %d", type, i).isEqualTo(once);
                assertThat(type.canonical(readOrEmpty(type, Value.text(once.plain()))))
                        .as("%s over a wire of text, case %d", type, i)
                        .isEqualTo(type.canonical(once));
            }
        }
    }

    @Test
    void valuesNeverShowWhatTheyHold() {
        List<Value> values = List.of(
                Value.text("canary"),
                Value.items(List.of("canary")),
                Value.decimal(new BigDecimal("777")),
                Value.date(LocalDate.of(1777, 7, 7)),
                Value.moment(Instant.parse("1777-07-07T00:00:00Z")),
                Value.bool(true));

        assertThat(values.toString()).doesNotContain("canary", "777", "true");
    }

    private static Value readOrEmpty(FieldType type, Value raw) {
        try {
            return type.read(raw);
        } catch (UnreadableValueException unreadable) {
            return Value.empty();
        }
    }

    private static String form(FieldType type, String text) {
        return type.canonical(type.read(Value.text(text)));
    }

    private static String hostile(Random random) {
        String alphabet = " \t\r\n;+-.0123456789eEaB@\u0000\ud800\udc00\u0301\u00e9\u0130\u00a0\u2003\u0660tTrue:Z";
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(12);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
