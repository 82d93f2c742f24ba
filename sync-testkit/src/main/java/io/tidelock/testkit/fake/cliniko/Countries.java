package io.tidelock.testkit.fake.cliniko;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** ISO 3166-1 codes and the English names Cliniko shows beside them. */
final class Countries {

    private static final Set<String> CODES = Set.of(Locale.getISOCountries());
    private static final Map<String, String> CODE_BY_NAME = byName();

    private Countries() {}

    private static Map<String, String> byName() {
        Map<String, String> codes = new HashMap<>();
        CODES.forEach(code -> codes.put(name(code), code));
        return Map.copyOf(codes);
    }

    private static String name(String code) {
        return new Locale.Builder().setRegion(code).build().getDisplayCountry(Locale.ENGLISH);
    }

    /** Returns what is wrong with a country code, or null. */
    static @Nullable String codeProblem(Object value) {
        return value.equals("") || CODES.contains((String) value) ? null : "is not a valid country code";
    }

    /** Returns what is wrong with a country name, or null. */
    static @Nullable String nameProblem(Object value) {
        return value.equals("") || CODE_BY_NAME.containsKey((String) value) ? null : "is not a valid country";
    }

    static Object codeOf(Object name) {
        return CODE_BY_NAME.getOrDefault((String) name, "");
    }

    static @Nullable String nameOf(String code) {
        return code.isEmpty() ? null : name(code);
    }
}
