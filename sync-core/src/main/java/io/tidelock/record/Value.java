package io.tidelock.record;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a record shows in one field, in one of three states: {@link Absent} (the system said nothing about the field),
 * {@link Null} (the system said it is empty) or a typed value.
 *
 * <p>Absent is never empty: an absent value overwrites nothing. Values are immutable. {@code equals} compares what is
 * held; whether two values mean the same is a question for {@link FieldType#canonical}. {@code toString} never shows
 * what is held.
 */
public sealed interface Value {

    /** Returns the value that says nothing. */
    static Value absent() {
        return Absent.INSTANCE;
    }

    /** Returns the value that says "empty". */
    static Value empty() {
        return Null.INSTANCE;
    }

    /** Holds text; {@code null} is {@link #empty()}. */
    static Value text(@org.jspecify.annotations.Nullable String text) {
        return text == null ? empty() : new Text(text);
    }

    /** Holds a decimal number. */
    static Value decimal(BigDecimal number) {
        return new Decimal(number);
    }

    /** Holds a truth value. */
    static Value bool(boolean truth) {
        return new Bool(truth);
    }

    /** Holds a calendar date without a zone. */
    static Value date(LocalDate date) {
        return new Date(date);
    }

    /** Holds a point in time. */
    static Value moment(Instant instant) {
        return new Moment(instant);
    }

    /** Holds a set of texts, such as the options chosen in a multi-select; order and repetition mean nothing. */
    static Value items(Collection<String> items) {
        return new Items(new TreeSet<>(items));
    }

    /** Tells whether the system said nothing about the field. */
    default boolean isAbsent() {
        return this instanceof Absent;
    }

    /** Tells whether the system said that the field is empty. */
    default boolean isNull() {
        return this instanceof Null;
    }

    /** Tells whether there is something: neither absent nor null. */
    default boolean isPresent() {
        return !isAbsent() && !isNull();
    }

    /**
     * Returns the plain text form in which a value goes over a wire that knows only text: ISO-8601 for dates and
     * instants, no exponent for numbers up to a thousand digits, {@code true}/{@code false}, items joined by {@code ;}, and {@code ""} for
     * absent and null.
     */
    String plain();

    /** The system said nothing about the field. */
    enum Absent implements Value {
        /** The only one. */
        INSTANCE;

        @Override
        public String plain() {
            return "";
        }
    }

    /** The system said that the field is empty. */
    enum Null implements Value {
        /** The only one. */
        INSTANCE;

        @Override
        public String plain() {
            return "";
        }
    }

    /**
     * Text as the system shows it.
     *
     * @param text as it stands, not trimmed
     */
    record Text(String text) implements Value {
        @Override
        public String plain() {
            return text;
        }

        @Override
        public String toString() {
            return "text(…)";
        }
    }

    /**
     * A decimal number.
     *
     * @param number of any scale
     */
    record Decimal(BigDecimal number) implements Value {
        /** Written out, 1e2000000000 would fill the memory. */
        private static final int MOST_ZEROS = 1_000;

        @Override
        public String plain() {
            return Math.abs((long) number.scale()) > MOST_ZEROS ? number.toString() : number.toPlainString();
        }

        @Override
        public String toString() {
            return "decimal(…)";
        }
    }

    /**
     * A truth value.
     *
     * @param truth yes or no
     */
    record Bool(boolean truth) implements Value {
        @Override
        public String plain() {
            return Boolean.toString(truth);
        }

        @Override
        public String toString() {
            return "bool(…)";
        }
    }

    /**
     * A calendar date without a zone.
     *
     * @param date the date
     */
    record Date(LocalDate date) implements Value {
        @Override
        public String plain() {
            return date.toString();
        }

        @Override
        public String toString() {
            return "date(…)";
        }
    }

    /**
     * A point in time.
     *
     * @param instant the instant
     */
    record Moment(Instant instant) implements Value {
        @Override
        public String plain() {
            return instant.toString();
        }

        @Override
        public String toString() {
            return "moment(…)";
        }
    }

    /**
     * A set of texts.
     *
     * @param items sorted, without repetition
     */
    record Items(SortedSet<String> items) implements Value {
        /** Copies the items. */
        public Items {
            items = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(items));
        }

        @Override
        public String plain() {
            return String.join(";", items);
        }

        @Override
        public String toString() {
            return "items(…)";
        }
    }
}
