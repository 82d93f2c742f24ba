package io.tidelock.testkit.fake.hubspot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One search filter (§2.5).
 *
 * @param wanted {@code value} alone, or {@code values} of {@code IN} and {@code NOT_IN}
 */
record Filter(PropertyDef def, Operator operator, List<String> wanted, String highValue) {

    /** The operators of the search endpoint. */
    enum Operator {
        EQ,
        NEQ,
        LT,
        LTE,
        GT,
        GTE,
        BETWEEN,
        IN,
        NOT_IN,
        HAS_PROPERTY,
        NOT_HAS_PROPERTY,
        CONTAINS_TOKEN,
        NOT_CONTAINS_TOKEN;

        boolean takesList() {
            return this == IN || this == NOT_IN;
        }

        boolean takesNothing() {
            return this == HAS_PROPERTY || this == NOT_HAS_PROPERTY;
        }
    }

    String property() {
        return def.name();
    }

    boolean isExact() {
        return operator == Operator.EQ || operator == Operator.IN;
    }

    boolean isRange() {
        return switch (operator) {
            case LT, LTE, GT, GTE, BETWEEN, EQ -> true;
            default -> false;
        };
    }

    /** The smallest stamp that can match. */
    long lowest() {
        return operator == Operator.LT || operator == Operator.LTE ? Long.MIN_VALUE : millis(wanted.get(0));
    }

    /** The largest stamp that can match. */
    long highest() {
        return switch (operator) {
            case GT, GTE -> Long.MAX_VALUE;
            case BETWEEN -> millis(highValue);
            default -> millis(wanted.get(0));
        };
    }

    private static long millis(String text) {
        return Long.parseLong(text);
    }

    /** A record without the value matches only {@code NOT_HAS_PROPERTY} and {@code NOT_CONTAINS_TOKEN}. */
    boolean matches(@Nullable String stored) {
        if (stored == null) {
            return operator == Operator.NOT_HAS_PROPERTY || operator == Operator.NOT_CONTAINS_TOKEN;
        }
        return switch (operator) {
            case HAS_PROPERTY -> true;
            case NOT_HAS_PROPERTY -> false;
            case EQ -> equal(stored, wanted.get(0));
            case NEQ -> !equal(stored, wanted.get(0));
            case IN -> isListed(stored);
            case NOT_IN -> !isListed(stored);
            case CONTAINS_TOKEN -> hasToken(stored);
            case NOT_CONTAINS_TOKEN -> !hasToken(stored);
            default -> inRange(stored);
        };
    }

    private boolean inRange(String stored) {
        Optional<SortKey> key = SortKey.of(def, stored);
        if (key.isEmpty()) {
            return false;
        }
        int low = key.get().compareTo(SortKey.of(def, wanted.get(0)).orElseThrow());
        return switch (operator) {
            case LT -> low < 0;
            case LTE -> low <= 0;
            case GT -> low > 0;
            case GTE -> low >= 0;
            default ->
                low >= 0 && key.get().compareTo(SortKey.of(def, highValue).orElseThrow()) <= 0;
        };
    }

    private boolean equal(String stored, String value) {
        if (def.isMultiple()) {
            return Values.split(stored).contains(value);
        }
        Optional<SortKey> key = SortKey.of(def, stored);
        return key.isPresent() && key.equals(SortKey.of(def, value));
    }

    /** Text in a list is compared in lower case with the value as sent: capitals there never match. */
    private boolean isListed(String stored) {
        boolean isText = def.isText();
        return wanted.stream()
                .anyMatch(value -> isText ? stored.toLowerCase(Locale.ROOT).equals(value) : equal(stored, value));
    }

    private boolean hasToken(String stored) {
        String value = wanted.get(0).toLowerCase(Locale.ROOT);
        String text = stored.toLowerCase(Locale.ROOT);
        if (value.contains("*")) {
            Pattern pattern = wildcard(value);
            return pattern.matcher(text).matches()
                    || tokens(text).stream()
                            .anyMatch(token -> pattern.matcher(token).matches());
        }
        return tokens(text).containsAll(tokens(value));
    }

    private static Pattern wildcard(String value) {
        String regex = Arrays.stream(value.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(regex, Pattern.DOTALL);
    }

    static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        for (String token : text.split("[^\\p{L}\\p{N}]+", -1)) {
            if (!token.isEmpty()) {
                tokens.add(token);
            }
        }
        return tokens;
    }
}
