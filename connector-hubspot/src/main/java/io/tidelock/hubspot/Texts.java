package io.tidelock.hubspot;

import io.tidelock.record.Value;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns values into HubSpot's text and back (§5.2). */
final class Texts {

    /** Three digits, and no end of time: a date that nobody meant is HubSpot's to refuse. */
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private static final String LARGEST_ID = Long.toString(Long.MAX_VALUE);

    private Texts() {}

    /** Returns the text to write; {@code ""} clears. Options never begin with {@code ;}, which would append. */
    static String of(Value value) {
        if (value instanceof Value.Moment moment) {
            return MILLIS.format(moment.instant());
        }
        if (value instanceof Value.Items items) {
            return items.items().stream().filter(item -> !item.isBlank()).collect(Collectors.joining(";"));
        }
        return value.plain();
    }

    static Value value(@Nullable String text) {
        return text == null || text.isEmpty() ? Value.empty() : Value.text(text);
    }

    /** Reads a stamp: ISO-8601, or milliseconds since 1970 as some calculated properties come. */
    static @Nullable Instant stamp(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return text.matches("\\d{1,16}") ? Instant.ofEpochMilli(Long.parseLong(text)) : Instant.parse(text);
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    /** Splits a property that holds several values. */
    static String[] parts(@Nullable String text) {
        return text == null || text.isBlank() ? new String[0] : text.split(";", -1);
    }

    /**
     * Tells whether HubSpot may have made the one of the other by storing it (G13): white space, letter case, the scale of a
     * number, the form of a stamp and the order of options do not count.
     */
    static boolean alike(String one, String other) {
        return tidy(one).equals(tidy(other));
    }

    private static String tidy(String text) {
        String stripped = text.strip().toLowerCase(Locale.ROOT);
        if (stripped.matches("-?\\d{1,30}(\\.\\d{1,30})?")) {
            BigDecimal number = new BigDecimal(stripped);
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }
        if (stripped.contains(";")) {
            return String.join(";", new TreeSet<>(List.of(stripped.split(";", -1))));
        }
        Instant stamp = text.contains("T") ? stamp(text.strip()) : null;
        return stamp == null ? stripped : stamp.toString();
    }

    /** Compares ids as the numbers they are. */
    static int compareIds(String one, String other) {
        return one.length() != other.length() ? Integer.compare(one.length(), other.length()) : one.compareTo(other);
    }

    /** Tells whether a text is an id as HubSpot has them; any other would make it refuse those asked for with it. */
    static boolean isId(String text) {
        return text.matches("\\d{1,19}") && compareIds(text, LARGEST_ID) <= 0;
    }
}
