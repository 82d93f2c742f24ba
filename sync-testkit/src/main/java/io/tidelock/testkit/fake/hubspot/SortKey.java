package io.tidelock.testkit.fake.hubspot;

import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/** A value as search compares it: numbers and stamps by size, text without case, options as they are (§2.5). */
record SortKey(BigDecimal number, String text) implements Comparable<SortKey> {

    static Optional<SortKey> of(PropertyDef def, String value) {
        if (def.type().equals("number")) {
            return Values.decimal(value).map(number -> new SortKey(number.stripTrailingZeros(), ""));
        }
        if (def.isTime()) {
            return millis(value).map(millis -> new SortKey(BigDecimal.valueOf(millis), ""));
        }
        boolean isText = def.isText();
        return Optional.of(new SortKey(BigDecimal.ZERO, isText ? value.toLowerCase(Locale.ROOT) : value));
    }

    private static Optional<Long> millis(String value) {
        return Values.day(value)
                .map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant())
                .or(() -> Values.time(value))
                .map(instant -> instant.toEpochMilli());
    }

    SortKey shifted(long millis) {
        return new SortKey(number.add(BigDecimal.valueOf(millis)), text);
    }

    @Override
    public int compareTo(SortKey other) {
        int byNumber = number.compareTo(other.number);
        return byNumber != 0 ? byNumber : text.compareTo(other.text);
    }
}
