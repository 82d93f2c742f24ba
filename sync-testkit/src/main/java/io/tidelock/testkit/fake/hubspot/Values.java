package io.tidelock.testkit.fake.hubspot;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks and normalises one value as HubSpot does on a write (§5.2, G13). */
final class Values {

    static final int MAX_STRING = 65_536;

    private static final Pattern EMAIL = Pattern.compile("[^@\\s,;<>()\"]+@[a-z0-9][a-z0-9.-]*\\.[a-z]{2,}");
    private static final Pattern EPOCH_MILLIS = Pattern.compile("-?\\d{1,15}");
    private static final int MAX_EXPONENT = 40;

    private Values() {}

    /** A value that HubSpot refuses. */
    static final class Invalid extends Exception {

        private final Problem problem;

        Invalid(String property, String code, String message) {
            super(message, null, false, false);
            this.problem = Problem.ofProperty(property, code, message);
        }

        Problem problem() {
            return problem;
        }
    }

    /**
     * Returns what will be stored.
     *
     * @param raw not empty; empty means clear and needs no check
     * @param current what is stored now, for the values that append
     */
    static String normalise(PropertyDef def, String raw, @Nullable String current) throws Invalid {
        if (!def.isText() && !raw.equals(raw.strip())) {
            throw new Invalid(
                    def.name(), "LEADING_TRAILING_WHITESPACE", "Leading or trailing whitespace in " + def.name());
        }
        return switch (def.type()) {
            case "number" -> number(def, raw);
            case "date" -> date(def, raw);
            case "datetime" ->
                Json.stamp(time(raw)
                        .orElseThrow(() -> new Invalid(def.name(), "INVALID_DATE", raw + " is not a valid date")));
            case "enumeration", "bool" -> def.isMultiple() ? several(def, raw, current) : one(def, raw);
            default -> text(def, raw);
        };
    }

    private static String text(PropertyDef def, String raw) throws Invalid {
        if (raw.length() > MAX_STRING) {
            throw new Invalid(def.name(), "PROPERTY_VALUE_TOO_LONG", "Longer than " + MAX_STRING + " characters");
        }
        if (def.name().equals("email") && def.isStandard()) {
            String email = email(raw);
            if (!EMAIL.matcher(email).matches()) {
                throw new Invalid("email", "INVALID_EMAIL", "Email address " + raw + " is invalid");
            }
            return email;
        }
        if (def.name().equals("hs_call_recording_url") && !raw.startsWith("https://")) {
            throw new Invalid(def.name(), "INVALID_URL", "The recording URL must be HTTPS");
        }
        return raw;
    }

    static String email(String raw) {
        return raw.strip().toLowerCase(Locale.ROOT);
    }

    private static String number(PropertyDef def, String raw) throws Invalid {
        Optional<BigDecimal> number = decimal(raw);
        if (number.isEmpty() || Math.abs(number.get().scale()) > MAX_EXPONENT) {
            throw new Invalid(def.name(), "INVALID_INTEGER", raw + " was not a valid number.");
        }
        if (def.name().equals("price") && number.get().signum() < 0) {
            throw new Invalid(def.name(), "INVALID_INTEGER", "price must not be negative");
        }
        BigDecimal plain = number.get().stripTrailingZeros();
        return plain.signum() == 0 ? "0" : plain.toPlainString();
    }

    static Optional<BigDecimal> decimal(String raw) {
        try {
            return Optional.of(new BigDecimal(raw));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String date(PropertyDef def, String raw) throws Invalid {
        Optional<LocalDate> day = day(raw);
        if (day.isPresent()) {
            return day.get().toString();
        }
        Instant instant =
                time(raw).orElseThrow(() -> new Invalid(def.name(), "INVALID_DATE", raw + " is not a valid date"));
        LocalTime time = instant.atOffset(ZoneOffset.UTC).toLocalTime();
        if (!time.equals(LocalTime.MIDNIGHT)) {
            throw new Invalid(def.name(), "INVALID_DATE", raw + " is at " + time + " UTC, not midnight!");
        }
        return instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    static Optional<LocalDate> day(String raw) {
        try {
            return raw.length() == 10 ? Optional.of(LocalDate.parse(raw)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Reads ISO-8601 with a zone, or epoch milliseconds. */
    static Optional<Instant> time(String raw) {
        try {
            return Optional.of(
                    EPOCH_MILLIS.matcher(raw).matches()
                            ? Instant.ofEpochMilli(Long.parseLong(raw))
                            : OffsetDateTime.parse(raw).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String one(PropertyDef def, String raw) throws Invalid {
        if (!def.hasOutsideOptions() && !def.optionValues().contains(raw)) {
            throw new Invalid(
                    def.name(), "INVALID_OPTION", raw + " was not one of the allowed options: " + def.optionValues());
        }
        return raw;
    }

    /** Replaces the set; a leading semicolon adds to it. Comes back in the order of the options, not as sent. */
    private static String several(PropertyDef def, String raw, @Nullable String current) throws Invalid {
        Set<String> wanted = new LinkedHashSet<>(raw.startsWith(";") ? split(current) : List.of());
        for (String value : split(raw)) {
            wanted.add(one(def, def.name().equals("hs_additional_emails") ? email(value) : value));
        }
        List<String> ordered = new ArrayList<>(def.optionValues());
        ordered.retainAll(wanted);
        ordered.addAll(wanted.stream().filter(value -> !ordered.contains(value)).toList());
        return String.join(";", ordered);
    }

    /** Splits a multiple value. */
    static List<String> split(@Nullable String value) {
        List<String> parts = new ArrayList<>();
        if (value != null) {
            for (String part : value.split(";", -1)) {
                if (!part.isEmpty()) {
                    parts.add(part);
                }
            }
        }
        return parts;
    }
}
