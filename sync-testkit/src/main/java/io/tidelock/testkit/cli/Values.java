package io.tidelock.testkit.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads option values; says what would be right. */
final class Values {

    private Values() {}

    /** A whole number from 0 to a maximum. */
    static int number(String text, int max, String wanted) {
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) > max) {
            throw new TypeConversionException("'" + text + "' is not " + wanted);
        }
        return Integer.parseInt(text);
    }

    /** A port. */
    static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return number(text, 65_535, "a port; give 0 (any free one) to 65535");
        }
    }

    /** A number of records. */
    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return number(text, 1_000_000, "a number of records; give 0 to 1000000");
        }
    }

    /** A duration such as 20ms, 5s or 1m. */
    static final class Length implements ITypeConverter<Duration> {

        private static final Pattern FORM = Pattern.compile("([0-9]{1,6})(ms|s|m)");

        @Override
        public Duration convert(String text) {
            Matcher matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + text + "' is not a duration; write 20ms, 5s or 1m");
            }
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                default -> Duration.ofMinutes(amount);
            };
        }
    }

    /** A token or key; never repeated in a message. */
    static final class Secret implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (text.isBlank()) {
                throw new TypeConversionException("it is empty; leave the option out for the default");
            }
            return text;
        }
    }
}
