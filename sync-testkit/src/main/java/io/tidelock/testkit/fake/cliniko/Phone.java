package io.tidelock.testkit.fake.cliniko;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One entry of {@code patient_phone_numbers} or {@code phone_numbers} (page, "Patient"). The normalised number follows
 * a simple rule of ours: digits with the calling code of the record's country, 61 without one.
 */
record Phone(String number, String type, String normalized) {

    private static final Set<String> TYPES = Set.of("Fax", "Home", "Mobile", "Other", "Work");
    private static final String AUSTRALIA = "61";
    private static final Map<String, String> CALLING_CODES = Map.ofEntries(
            Map.entry("AU", AUSTRALIA),
            Map.entry("CA", "1"),
            Map.entry("DE", "49"),
            Map.entry("ES", "34"),
            Map.entry("FI", "358"),
            Map.entry("FR", "33"),
            Map.entry("GB", "44"),
            Map.entry("IE", "353"),
            Map.entry("NL", "31"),
            Map.entry("NZ", "64"),
            Map.entry("SE", "46"),
            Map.entry("UA", "380"),
            Map.entry("US", "1"),
            Map.entry("ZA", "27"));

    static List<Phone> readAll(JsonNode json) {
        if (!json.isArray()) {
            throw new Kind.BadValue("is invalid");
        }
        List<Phone> phones = new ArrayList<>();
        json.forEach(entry -> phones.add(read(entry)));
        return List.copyOf(phones);
    }

    private static Phone read(JsonNode entry) {
        String number = entry.path("number").asText("");
        String type = entry.path("phone_type").asText("");
        if (number.isBlank()) {
            throw new Kind.BadValue("number can't be blank");
        }
        if (number.length() > 100) {
            throw new Kind.BadValue("number is too long (maximum is 100 characters)");
        }
        if (!TYPES.contains(type)) {
            throw new Kind.BadValue("phone_type is not included in the list");
        }
        return new Phone(number, type, "");
    }

    static ArrayNode writeAll(List<?> phones) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Object each : phones) {
            Phone phone = (Phone) each;
            array.addObject()
                    .put("number", phone.number)
                    .put("normalized_number", phone.normalized)
                    .put("phone_type", phone.type);
        }
        return array;
    }

    /** Returns this entry as a record of that country shows it. */
    Phone in(String countryCode) {
        String calling = CALLING_CODES.getOrDefault(countryCode, AUSTRALIA);
        return new Phone(number, type, normalize(number, calling));
    }

    private static String normalize(String number, String calling) {
        String digits = number.replaceAll("\\D", "");
        if (number.strip().startsWith("+")) {
            return digits;
        }
        if (digits.startsWith("00")) {
            return digits.substring(2);
        }
        String national = digits.startsWith("0") ? digits.substring(1) : digits;
        boolean alreadyInternational = digits.startsWith(calling) && digits.length() > 10;
        return alreadyInternational ? digits : calling + national;
    }
}
