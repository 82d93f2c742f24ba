package io.tidelock.record;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a field means, and so when two values of it are the same.
 *
 * <p>{@link #read} turns what a system showed into a value of this type; {@link #canonical} gives the one text that all
 * equal values share, so that formats (number scales, letter case of an e-mail, separators in a phone number) cannot
 * ping-pong between two systems. The canonical form is compared and fingerprinted, never written. It is versioned:
 * changing one changes {@link #version()}.
 */
public enum FieldType {
    /** Free text: compared in Unicode NFC, with {@code \n} line ends, without white space around it. */
    TEXT {
        @Override
        String form(Value value) {
            return value.plain();
        }
    },
    /** An e-mail address: compared without white space around it and in lower case. */
    EMAIL {
        @Override
        String form(Value value) {
            return value.plain().strip().toLowerCase(Locale.ROOT);
        }
    },
    /**
     * A phone number: compared by its digits and a leading {@code +}. E.164 is a match key, not the stored form, so
     * {@code 0400 000 001} and {@code +61 400 000 001} differ here.
     */
    PHONE {
        @Override
        String form(Value value) {
            String text = value.plain().strip();
            boolean international = text.startsWith("+");
            if (isDigits(text, international ? 1 : 0)) {
                return text; // as most systems store it
            }
            String digits = digits(text);
            return international ? "+" + digits : digits.isEmpty() ? text : digits;
        }
    },
    /** A decimal number of at most 1,000 digits, written out: {@code 12.50} equals {@code 12.5}. */
    DECIMAL {
        @Override
        Value typed(Value raw) {
            BigDecimal number = raw instanceof Value.Decimal decimal
                    ? decimal.number()
                    : parsed(raw.plain().strip());
            if (Math.abs((long) number.scale()) + number.precision() > MOST_DIGITS) {
                throw new UnreadableValueException(this);
            }
            return raw instanceof Value.Decimal ? raw : Value.decimal(number);
        }

        private BigDecimal parsed(String text) {
            if (text.length() > MOST_DIGITS) {
                throw new UnreadableValueException(this);
            }
            return new BigDecimal(text);
        }

        @Override
        String form(Value value) {
            BigDecimal number = ((Value.Decimal) value).number();
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
        }
    },
    /** Yes or no; reads {@code true}/{@code false} in any case. */
    BOOLEAN {
        @Override
        Value typed(Value raw) {
            return switch (raw.plain().strip().toLowerCase(Locale.ROOT)) {
                case "true" -> Value.bool(true);
                case "false" -> Value.bool(false);
                default -> throw new UnreadableValueException(this);
            };
        }

        @Override
        String form(Value value) {
            return value.plain();
        }
    },
    /** A calendar date, {@code YYYY-MM-DD}; never passes through a time zone. */
    DATE {
        @Override
        Value typed(Value raw) {
            return raw instanceof Value.Date
                    ? raw
                    : Value.date(LocalDate.parse(raw.plain().strip()));
        }

        @Override
        String form(Value value) {
            return value.plain();
        }
    },
    /** A point in time, ISO-8601 with an offset; compared to the millisecond. */
    INSTANT {
        @Override
        Value typed(Value raw) {
            return raw instanceof Value.Moment
                    ? raw
                    : Value.moment(OffsetDateTime.parse(raw.plain().strip()).toInstant());
        }

        @Override
        String form(Value value) {
            Instant instant = ((Value.Moment) value).instant();
            return instant.truncatedTo(ChronoUnit.MILLIS).toString();
        }
    },
    /** One of a list of options: compared letter by letter, without white space around it. */
    CHOICE {
        @Override
        String form(Value value) {
            return value.plain();
        }
    },
    /** Several of a list of options; order and repetition mean nothing. Text is split at {@code ;}. */
    CHOICES {
        @Override
        Value typed(Value raw) {
            return set(raw);
        }

        @Override
        String form(Value value) {
            return setForm(value);
        }
    },
    /** A set of ids of other records, see {@link Association}; order and repetition mean nothing. Text is split at {@code ;}. */
    REFS {
        @Override
        Value typed(Value raw) {
            return set(raw);
        }

        @Override
        String form(Value value) {
            return setForm(value);
        }
    };

    private static final char FIRST_COMBINING = '\u0300';

    /** More digits are no number anybody means, but an attack or a mistake. */
    private static final int MOST_DIGITS = 1_000;

    /** Tells whether values are sets, whose elements come and go one by one. */
    public boolean isSet() {
        return this == CHOICES || this == REFS;
    }

    /** Returns the version of the canonical form; a fingerprint of another version is not comparable. */
    public int version() {
        return 1;
    }

    /**
     * Reads what a system showed as a value of this type: blank text and an empty set become null, absent and null stay
     * what they are.
     *
     * @throws UnreadableValueException if it cannot be read so; the record is quarantined
     */
    public Value read(Value raw) {
        if (!raw.isPresent()) {
            return raw;
        } else if (raw instanceof Value.Text text && text.text().isBlank()) {
            return Value.empty();
        } else if (raw instanceof Value.Items set && set.items().stream().allMatch(String::isBlank)) {
            return Value.empty();
        }
        try {
            Value value = typed(raw);
            return value instanceof Value.Items items && items.items().isEmpty() ? Value.empty() : value;
        } catch (NumberFormatException | DateTimeException unreadable) {
            throw new UnreadableValueException(this);
        }
    }

    /**
     * Returns the text that all equal values of this type share; different for null and for every distinct value.
     *
     * @param value as {@link #read} returned it, not absent
     */
    public String canonical(Value value) {
        if (value.isAbsent()) {
            throw new IllegalArgumentException("An absent value has no canonical form");
        }
        return value.isNull() ? "null" : "=" + comparable(value);
    }

    /**
     * Returns the text that all values of this type which are equal to one share: {@link #canonical} without the mark that tells
     * a value from null.
     *
     * @param value as {@link #read} returned it, neither null nor absent
     */
    public String comparable(Value value) {
        return tidy(form(read(value)));
    }

    Value typed(Value raw) {
        return raw;
    }

    abstract String form(Value value);

    private static Value set(Value raw) {
        Stream<String> items = raw instanceof Value.Items chosen
                ? chosen.items().stream()
                : Arrays.stream(raw.plain().split(";", -1));
        return Value.items(
                items.map(FieldType::tidy).filter(item -> !item.isEmpty()).collect(Collectors.toList()));
    }

    private static String setForm(Value value) {
        return ((Value.Items) value)
                .items().stream().map(item -> item.length() + ":" + item).collect(Collectors.joining());
    }

    /** Tells whether nothing is there to compose and no line ends to unify: below U+0300 all text is in NFC. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= FIRST_COMBINING || c == '\r') {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigits(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static String digits(String text) {
        StringBuilder digits = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (isDigit(text.charAt(i))) {
                digits.append(text.charAt(i));
            }
        }
        return digits.toString();
    }

    private static String tidy(String text) {
        if (isPlain(text)) {
            return text.strip();
        }
        return Normalizer.normalize(text, Normalizer.Form.NFC)
                .replace("\r\n", "\n")
                .replace('\r', '\n')
                .strip();
    }
}
