package io.tidelock.examples.demo;

import io.tidelock.mapping.PhoneNumbers;
import io.tidelock.testkit.fake.hubspot.FakeHubSpot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** People whom the CRM knows already, under other spellings: capitals in the e-mail, the number written abroad. */
final class EarlierContacts {

    private static final int MOST = 60;

    private EarlierContacts() {}

    /** Puts some of the patients into the CRM as somebody there would have typed them; returns how many. */
    static int type(List<Map<String, Object>> patients, FakeHubSpot crm) {
        List<Map<String, String>> spelled = new ArrayList<>();
        Map<String, Integer> emails = counts(patients);
        int step = Math.max(1, patients.size() / (2 * MOST));
        for (int i = 0; i < patients.size() && spelled.size() < MOST; i += step) {
            respell(patients.get(i), emails, spelled.size() % 2 == 0).ifPresent(spelled::add);
        }
        spelled.forEach(contact -> crm.create("contacts", contact));
        return spelled.size();
    }

    private static Map<String, Integer> counts(List<Map<String, Object>> patients) {
        Map<String, Integer> emails = new HashMap<>();
        patients.forEach(patient -> emails.merge(email(patient), 1, Integer::sum));
        return emails;
    }

    private static Optional<Map<String, String>> respell(
            Map<String, Object> patient, Map<String, Integer> emails, boolean byEmail) {
        Map<String, String> contact = new LinkedHashMap<>();
        if (byEmail) {
            if (email(patient).isEmpty()
                    || email(patient).contains("@.")
                    || emails.getOrDefault(email(patient), 0) > 1) {
                return Optional.empty();
            }
            contact.put("email", email(patient).toUpperCase(Locale.ROOT));
            contact.put("firstname", text(patient, "first_name").substring(0, 1) + ".");
        } else {
            Optional<String> number = mobile(patient);
            if (number.isEmpty()) {
                return Optional.empty();
            }
            contact.put("mobilephone", number.get().replaceFirst("^(\\+61)(\\d{3})(\\d{3})(\\d{3})$", "$1 ($2) $3-$4"));
            contact.put("firstname", text(patient, "first_name").toUpperCase(Locale.ROOT));
        }
        contact.put("lastname", text(patient, "last_name").toUpperCase(Locale.ROOT));
        return Optional.of(contact);
    }

    private static Optional<String> mobile(Map<String, Object> patient) {
        return ((List<?>) patient.getOrDefault("patient_phone_numbers", List.of()))
                .stream()
                        .map(phone -> (Map<?, ?>) phone)
                        .filter(phone -> "Mobile".equals(phone.get("phone_type")))
                        .map(phone -> String.valueOf(phone.get("number")))
                        .findFirst()
                        .flatMap(number -> PhoneNumbers.e164(number, "AU"));
    }

    private static String email(Map<String, Object> patient) {
        return text(patient, "email").toLowerCase(Locale.ROOT);
    }

    private static String text(Map<String, Object> patient, String field) {
        return String.valueOf(patient.getOrDefault(field, ""));
    }
}
