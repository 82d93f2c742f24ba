package io.tidelock.mapping;

import io.tidelock.record.Field;
import io.tidelock.record.FieldType;
import io.tidelock.record.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

/** Makes values as records show them, the same every time: what is known to be troublesome, then some by chance. */
final class Specimens {

    private static final long SEED = 29;
    private static final int BY_CHANCE = 16;
    private static final int LONG = 400;
    private static final String LETTERS = "abcxyzABCXYZäöüßéñøžабвІї李小0123456789  -.,;:/'\"&<>@#%";

    private static final List<String> TEXTS = List.of(
            "Ada",
            "ADA",
            "ada lovelace",
            " Bo ",
            "O'Brien-Smith",
            "Zoë",
            "Zoe\u0308",
            "Straße",
            "İzmir",
            "Їжак",
            "李小龍",
            "😀",
            "one; two",
            "first\r\nsecond",
            "0",
            "-12.50",
            "1,234.5",
            "true",
            "2024-02-29",
            "2025-03-30T01:30:00Z",
            "FI 1234567-8",
            "fi12345678",
            "No. 7/B");

    private static final List<String> EMAILS = List.of(
            "ada@example.com",
            "Ada.Lovelace@Example.COM",
            "a.b+tag@mail.example.org",
            "zoë@exämple.de",
            "o'brien@example.co.uk");

    /** Numbers as people write them at home: Australia, Ukraine, Finland, Germany, Britain, America, New Zealand … */
    private static final List<String> PHONES = List.of(
            "0400 000 001",
            "(02) 9374 4000",
            "067 123 45 67",
            "(044) 490-00-00",
            "8 044 490 00 00",
            "040 1234567",
            "09 3158 7100",
            "030 303986300",
            "07400 123456",
            "020 7031 3000",
            "(650) 253-0000",
            "021 123 4567",
            "06 12 34 56 78",
            "085 012 3456",
            "312 345 678",
            "070-123 45 67",
            "612 34 56 78",
            "98765 43210",
            "+61 400 000 001",
            "+380 (67) 123-45-67",
            "+1 650-253-0000 ext. 12",
            "12",
            "none");

    private static final List<String> DECIMALS =
            List.of("0", "-0.01", "1", "12.50", "0.1", "0.333333333", "-7", "1E+3", "1E-9", "100", "999999999999.99");

    /** Leap days, days on which clocks change, a day that one country never had. */
    private static final List<String> DATES = List.of(
            "2024-02-29",
            "1900-01-01",
            "1970-01-01",
            "1999-12-31",
            "2011-12-30",
            "2018-11-04",
            "2025-03-30",
            "2025-10-26",
            "2099-12-31");

    private static final List<String> MOMENTS = List.of(
            "1970-01-01T00:00:00Z",
            "1969-12-31T23:59:59.999Z",
            "2024-02-29T12:00:00Z",
            "2025-03-30T00:59:59.999Z",
            "2025-03-30T01:00:00Z",
            "2025-10-26T00:30:00Z",
            "2025-10-26T01:30:00Z",
            "2016-12-31T23:59:59Z",
            "2025-07-01T14:30:00.123Z",
            "2099-12-31T23:00:00Z");

    /** Options that nobody declared may be anything. */
    private static final List<String> WORDS = List.of(
            "new", "New", "in progress", "CLOSED", "1", "a-b_c", "Größe", "true", "2024-02-29", "2024-02-29T12:00:00Z");

    private Specimens() {}

    /** Returns what a field may show; empty fields are never converted. */
    static List<Value> of(Field field) {
        return of(field.type());
    }

    static List<Value> of(FieldType type) {
        return switch (type) {
            case TEXT -> texts(Stream.concat(TEXTS.stream(), byChance()));
            case EMAIL -> texts(EMAILS.stream());
            case PHONE -> texts(PHONES.stream());
            case DECIMAL -> all(DECIMALS, text -> Value.decimal(new BigDecimal(text)));
            case BOOLEAN -> List.of(Value.bool(true), Value.bool(false));
            case DATE -> all(DATES, text -> Value.date(LocalDate.parse(text)));
            case INSTANT -> all(MOMENTS, text -> Value.moment(Instant.parse(text)));
            case CHOICE -> texts(WORDS.stream());
            case CHOICES, REFS -> List.of(Value.items(WORDS), Value.items(WORDS.subList(0, 1)));
        };
    }

    private static Stream<String> byChance() {
        Random random = new Random(SEED);
        List<String> texts = new ArrayList<>(List.of("x".repeat(LONG)));
        for (int i = 0; i < BY_CHANCE; i++) {
            StringBuilder text = new StringBuilder("s"); // never blank
            for (int left = random.nextInt(20); left > 0; left--) {
                text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            texts.add(text.toString());
        }
        return texts.stream();
    }

    private static List<Value> texts(Stream<String> texts) {
        return texts.map(Value::text).toList();
    }

    private static List<Value> all(List<String> texts, Function<String, Value> read) {
        return texts.stream().map(read).toList();
    }
}
