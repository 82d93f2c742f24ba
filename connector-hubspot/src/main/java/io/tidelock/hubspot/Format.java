package io.tidelock.hubspot;

import io.tidelock.record.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The form in which a property takes its values (§5.2), as the portal defines it. What it would refuse is known before it is
 * sent, so that one bad value does not spoil a batch (G15, G20); the code is the one that HubSpot has for it.
 */
final class Format {

    private static final int LONGEST = 65_536;

    private final Wire.Property definition;

    Format(Wire.Property definition) {
        this.definition = definition;
    }

    /**
     * What came of a value.
     *
     * @param text to send; {@code ""} clears
     * @param fault HubSpot's code, or {@code ""} when all is well
     */
    record Formatted(String text, String fault) {
        static Formatted sound(String text) {
            return new Formatted(text, "");
        }

        private static Formatted fault(String code) {
            return new Formatted("", code);
        }

        boolean isSound() {
            return fault.isEmpty();
        }
    }

    /**
     * Brings a value into the property's form.
     *
     * @param text the value in HubSpot's words
     */
    Formatted of(Value value, String text) {
        if (definition.readOnly()) {
            return Formatted.fault("READ_ONLY_VALUE");
        }
        String stripped = text.strip();
        return switch (text.isEmpty() ? "" : definition.kind()) {
            case "string" ->
                text.length() > LONGEST ? Formatted.fault("PROPERTY_VALUE_TOO_LONG") : Formatted.sound(text);
            case "number" ->
                stripped.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,2})?")
                        ? Formatted.sound(stripped)
                        : Formatted.fault("INVALID_INTEGER");
            case "date" -> found(day(value, stripped), "INVALID_DATE");
            case "datetime" -> found(moment(value, stripped), "INVALID_DATE");
            case "bool" -> options(stripped.toLowerCase(Locale.ROOT), Set.of("true", "false"));
            case "enumeration" -> options(stripped, offered());
            default -> Formatted.sound(text);
        };
    }

    private static Formatted found(Optional<String> text, String fault) {
        return text.map(Formatted::sound).orElseGet(() -> Formatted.fault(fault));
    }

    /** A day is a day: a moment is one only at midnight UTC, and never goes through another zone. */
    private static Optional<String> day(Value value, String text) {
        if (value instanceof Value.Date) {
            return Optional.of(text);
        }
        return date(text)
                .or(() -> instant(text)
                        .map(instant -> instant.atOffset(ZoneOffset.UTC))
                        .filter(time -> time.toLocalTime().equals(LocalTime.MIDNIGHT))
                        .map(OffsetDateTime::toLocalDate))
                .map(LocalDate::toString);
    }

    private static Optional<String> moment(Value value, String text) {
        if (value instanceof Value.Moment) {
            return Optional.of(text);
        }
        return instant(text)
                .or(() -> date(text).map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant()))
                .map(instant -> Texts.of(Value.moment(instant)));
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(
                    text.matches("-?\\d{1,15}")
                            ? Instant.ofEpochMilli(Long.parseLong(text))
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException noMoment) {
            return Optional.empty();
        }
    }

    private Set<String> offered() {
        Set<String> offered = new HashSet<>();
        definition
                .options()
                .forEach(option -> Optional.ofNullable(option.value()).ifPresent(offered::add));
        return offered;
    }

    /** Options are compared letter by letter; owners, pipelines and the like have theirs elsewhere. */
    private Formatted options(String text, Set<String> offered) {
        boolean several = "checkbox".equals(definition.fieldType());
        Stream<String> chosen =
                several ? Stream.of(Texts.parts(text)).filter(part -> !part.isBlank()) : Stream.of(text);
        return definition.externalOptions() || offered.isEmpty() || chosen.allMatch(offered::contains)
                ? Formatted.sound(text)
                : Formatted.fault("INVALID_OPTION");
    }
}
