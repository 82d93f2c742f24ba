package io.tidelock.examples.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks into the CRM after the first pass: who of the patients is there, and how often. */
final class FirstPass {

    private final Map<String, Map<String, Object>> patients;
    private final Map<String, Map<String, String>> contacts;
    private final Map<String, Integer> contactsOf = new HashMap<>();

    /**
     * Takes what both sides show.
     *
     * @param patients by their ids, as they were loaded
     * @param contacts by their ids
     */
    FirstPass(Map<String, Map<String, Object>> patients, Map<String, Map<String, String>> contacts) {
        this.patients = patients;
        this.contacts = contacts;
        contacts.values().stream()
                .map(contact -> contact.get(DemoWorld.PATIENT_ID))
                .filter(Objects::nonNull)
                .forEach(id -> contactsOf.merge(id, 1, Integer::sum));
    }

    /** Claims what there is to claim. */
    void check(Claims claims, Map<String, String> known, Set<String> held) {
        claims.that(
                "every patient has one contact" + (held.isEmpty() ? "" : ", or a reason why not"),
                patients.keySet().stream().allMatch(id -> count(id) == 1 || (count(id) == 0 && held.contains(id))));
        claims.that(
                "and there are no other contacts",
                contacts.size() == contactsOf.size() && patients.keySet().containsAll(contactsOf.keySet()));
        if (!known.isEmpty()) {
            claims.that(
                    "whom it knew (" + known.size() + ") it recognised",
                    known.keySet().stream().allMatch(id -> isContactOf(known.getOrDefault(id, ""), id)));
        }
        Map<String, Long> sharers = emails(patients.values().stream().map(EarlierContacts::email));
        sharers.values().removeIf(people -> people == 1);
        if (!sharers.isEmpty()) {
            Map<String, Long> shown = emails(contacts.values().stream()
                    .map(contact -> contact.getOrDefault("email", "").toLowerCase(Locale.ROOT)));
            claims.that(
                    "no e-mail that several have (" + sharers.size() + ") stands on two contacts",
                    sharers.keySet().stream().allMatch(email -> shown.getOrDefault(email, 0L) <= 1));
        }
    }

    private static Map<String, Long> emails(Stream<String> all) {
        return all.filter(email -> !email.isEmpty())
                .collect(Collectors.groupingBy(email -> email, TreeMap::new, Collectors.counting()));
    }

    /** Returns the patients who have a contact, in the order of the file. */
    List<String> settled() {
        return patients.keySet().stream().filter(id -> count(id) == 1).toList();
    }

    private int count(String patient) {
        return contactsOf.getOrDefault(patient, 0);
    }

    private boolean isContactOf(String contact, String patient) {
        return patient.equals(contacts.getOrDefault(contact, Map.of()).get(DemoWorld.PATIENT_ID));
    }
}
