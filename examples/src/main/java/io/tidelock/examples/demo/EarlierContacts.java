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
import java.util.regex.Pattern;

/**
 * People whom the CRM knows already, under other spellings: capitals in the e-mail, the number written abroad. Only people
 * whom nobody else in the clinic resembles, so that there is one right answer.
 */
final class EarlierContacts {

    private static final int MOST = 60;
    private static final Pattern EMAIL = Pattern.compile("[a-z0-9._+-]+@([a-z0-9][a-z0-9-]*\\.)+[a-z]{2,}");

    private final Map<String, Integer> holders = new HashMap<>();

    private EarlierContacts(Iterable<Map<String, Object>> patients) {
        for (Map<String, Object> patient : patients) {
            holders.merge(email(patient), 1, Integer::sum);
            mobile(patient).ifPresent(number -> holders.merge(number, 1, Integer::sum));
        }
    }

    /**
     * Puts some of the patients into the CRM as somebody there would have typed them.
     *
     * @param patients by their ids
     * @return the contacts' ids, by the patients'
     */
    static Map<String, String> type(Map<String, Map<String, Object>> patients, FakeHubSpot crm) {
        EarlierContacts people = new EarlierContacts(patients.values());
        List<String> ids = new ArrayList<>(patients.keySet());
        Map<String, String> typed = new LinkedHashMap<>();
        int step = Math.max(1, ids.size() / (2 * MOST));
        for (int i = 0; i < ids.size() && typed.size() < MOST; i += step) {
            String id = ids.get(i);
            people.respell(patients.getOrDefault(id, Map.of()), typed.size() % 2 == 0)
                    .ifPresent(contact -> typed.put(id, crm.create("contacts", contact)));
        }
        return typed;
    }

    private Optional<Map<String, String>> respell(Map<String, Object> patient, boolean byEmail) {
        Map<String, String> contact = new LinkedHashMap<>();
        String firstName = text(patient, "first_name");
        if (byEmail) {
            if (email(patient).isEmpty() || !isNobodyElses(email(patient))) {
                return Optional.empty();
            }
            contact.put("email", email(patient).toUpperCase(Locale.ROOT));
            contact.put("firstname", firstName.substring(0, 1) + ".");
        } else {
            Optional<String> number = mobile(patient);
            if (number.isEmpty() || holders.getOrDefault(number.get(), 0) > 1 || !isNobodyElses(email(patient))) {
                return Optional.empty();
            }
            contact.put("mobilephone", number.get().replaceFirst("^(\\+61)(\\d{3})(\\d{3})(\\d{3})$", "$1 ($2) $3-$4"));
            contact.put("firstname", firstName.toUpperCase(Locale.ROOT));
        }
        contact.put("lastname", text(patient, "last_name").toUpperCase(Locale.ROOT));
        return isSameName(patient, contact) ? Optional.of(contact) : Optional.empty();
    }

    private boolean isNobodyElses(String email) {
        return email.isEmpty() || (EMAIL.matcher(email).matches() && holders.getOrDefault(email, 0) == 1);
    }

    /** Some letters do not survive capitals: with ß it would be another name. */
    private static boolean isSameName(Map<String, Object> patient, Map<String, String> contact) {
        return text(patient, "last_name").equalsIgnoreCase(contact.get("lastname"))
                && text(patient, "first_name").toUpperCase(Locale.ROOT).equalsIgnoreCase(text(patient, "first_name"));
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

    static String email(Map<String, Object> patient) {
        return text(patient, "email").toLowerCase(Locale.ROOT);
    }

    private static String text(Map<String, Object> patient, String field) {
        return String.valueOf(patient.getOrDefault(field, ""));
    }
}
