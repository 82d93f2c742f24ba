package io.tidelock.testkit.fake.cliniko;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Invents patients, the same for the same seed. */
final class Samples {

    private static final List<String> FIRST =
            List.of("Alice", "Ben", "Chloe", "Dev", "Elena", "Farid", "Grace", "Hugo", "Ines", "Jonas", "Mei", "Noah");
    private static final List<String> LAST = List.of(
            "Archer", "Brown", "Cohen", "Diaz", "Evans", "Fischer", "Gupta", "Hansen", "Ito", "Jones", "Nguyen");
    private static final List<String> CITIES = List.of("Melbourne", "Geelong", "Ballarat", "Bendigo");

    private final Random random;
    private int number;

    Samples(long seed) {
        this.random = new Random(seed ^ 0x5EED);
    }

    /** Returns how many patients it invented. */
    int count() {
        return number;
    }

    /** Goes on after so many. */
    void skip(int count) {
        number = count;
    }

    Map<String, Object> patient() {
        number++;
        String first = pick(FIRST);
        String last = pick(LAST);
        Map<String, Object> patient = new LinkedHashMap<>();
        patient.put("first_name", first);
        patient.put("last_name", last);
        patient.put("email", (first + "." + last + "." + number + "@example.com").toLowerCase(Locale.ROOT));
        patient.put(
                "date_of_birth",
                "%d-%02d-%02d".formatted(1940 + random.nextInt(70), 1 + random.nextInt(12), 1 + random.nextInt(28)));
        patient.put("patient_phone_numbers", List.of(Map.of("number", phone(), "phone_type", "Mobile")));
        patient.put("address_1", (1 + random.nextInt(200)) + " Example Street");
        patient.put("city", pick(CITIES));
        patient.put("state", "VIC");
        patient.put("post_code", Integer.toString(3000 + random.nextInt(900)));
        patient.put("country_code", "AU");
        return patient;
    }

    private String phone() {
        return "0400 %03d %03d".formatted(number / 1000 % 1000, number % 1000);
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
