package io.tidelock.examples.killed;

import io.tidelock.testkit.fake.cliniko.FakeCliniko;
import io.tidelock.testkit.fake.hubspot.FakeHubSpot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;

/**
 * What people do on both sides, in acts. Within an act nobody is touched by two steps, so that it makes no difference how much
 * was synced between two steps; between acts everything settles.
 */
final class People {

    private static final String FLAG = "update_cliniko_patient";

    private final FakeCliniko cliniko;
    private final FakeHubSpot hubspot;
    private final List<String> patients = new ArrayList<>();
    private final Map<String, String> towns = new TreeMap<>();
    private int newcomers;

    People(FakeCliniko cliniko, FakeHubSpot hubspot) {
        this.cliniko = cliniko;
        this.hubspot = hubspot;
    }

    /** Returns the acts, each a list of steps. */
    List<List<Runnable>> acts() {
        return List.of(
                List.of(() -> arrive(12)), // the CRM gets its properties first
                List.of(() -> arrive(18), () -> arrive(14), this::newcomer, this::family, () -> arrive(10)),
                List.of(() -> edit(0), () -> edit(6), () -> edit(12), () -> edit(18), () -> edit(24), () -> edit(30)),
                List.of(this::patientsLeave, this::contactsLeave, this::contactsMerge, () -> arrive(3)),
                List.of(() -> edit(3), () -> edit(9), () -> edit(15), () -> edit(21)));
    }

    /** Returns, by last name, the town that both sides must show in the end. */
    Map<String, String> towns() {
        return towns;
    }

    private void arrive(int count) {
        for (int i = 0; i < count; i++) {
            int number = patients.size();
            Map<String, Object> patient = new TreeMap<>(Map.of(
                    "first_name",
                    "First" + number,
                    "last_name",
                    name(number),
                    "email",
                    "p" + number + "@example.com",
                    "city",
                    "Melbourne",
                    "patient_phone_numbers",
                    List.of(
                            Map.of("phone_type", "Mobile", "number", mobile(number)),
                            Map.of("phone_type", "Work", "number", "03 9000 0000"))));
            if (number % 7 == 0) { // the CRM knows them already
                hubspot.create("contacts", Map.of("email", "P" + number + "@EXAMPLE.com", "lastname", name(number)));
            } else if (number % 7 == 1) {
                hubspot.create(
                        "contacts",
                        Map.of(
                                "firstname", "FIRST" + number,
                                "lastname", name(number),
                                "mobilephone", mobile(number).replace(" ", "")));
            }
            patients.add(cliniko.createPatient(patient));
            towns.put(name(number), "Melbourne");
        }
    }

    /** Every second one has neither e-mail nor phone: only by the name can a lost creation be recognised. */
    private void newcomer() {
        String name = "Newcomer" + newcomers;
        Map<String, String> contact =
                new TreeMap<>(Map.of("firstname", "Nora", "lastname", name, "city", "Perth", FLAG, "Yes"));
        if (newcomers++ % 2 == 1) {
            contact.put("email", name + "@example.org");
        }
        hubspot.create("contacts", contact);
        towns.put(name, "Perth");
    }

    private void family() {
        cliniko.createPatient(Map.of("first_name", "Ann", "last_name", "Lee", "email", "lee@example.com"));
        cliniko.createPatient(Map.of("first_name", "Bo", "last_name", "Leebaby", "email", "lee@example.com"));
        for (int i = 0; i < 4; i++) {
            cliniko.createContact(Map.of("first_name", "Doc", "last_name", "Tor" + i, "email", i + "@doc.example"));
        }
    }

    /** Six people, each another case. */
    private void edit(int first) {
        String round = first % 2 + "-" + first;
        inCliniko(first, "A" + round);
        inCrm(first + 1, Map.of("city", "B" + round, FLAG, "Yes"));
        towns.put(name(first + 1), "B" + round);
        inCrm(first + 2, Map.of("city", "lost to Cliniko"));
        inCliniko(first + 2, "C" + round);
        cliniko.editPatient(patients.get(first + 3), Map.of("city", "lost to the CRM"));
        inCrm(first + 3, Map.of("city", "D" + round, FLAG, "Yes"));
        towns.put(name(first + 3), "D" + round);
        inCrm(first + 4, Map.of("city", "E" + round, FLAG, "Yes"));
        inCliniko(first + 4, "E" + round);
        inCrm(first + 5, Map.of("mobilephone", "0499 000 " + (100 + first), "city", "F" + round, FLAG, "Yes"));
        towns.put(name(first + 5), "F" + round);
        newcomer();
        newcomer();
    }

    private void patientsLeave() {
        cliniko.mergePatients(patients.get(36), patients.get(37));
        cliniko.archivePatient(patients.get(38));
        towns.remove(name(36));
        inCliniko(37, "survived");
    }

    private void contactsLeave() {
        hubspot.archive("contacts", contactOf(39));
        cliniko.editPatient(patients.get(39), Map.of("city", "nowhere"));
        towns.remove(name(39));
    }

    /** Does what no feed shows: only a comparison finds it. */
    void leaveUnseen() {
        hubspot.archive("contacts", contactOf(40));
        towns.remove(name(40));
    }

    private void contactsMerge() {
        String stray = hubspot.create("contacts", Map.of("lastname", name(41), "email", "stray@example.com"));
        hubspot.merge("contacts", contactOf(41), stray);
        inCliniko(41, "merged");
        String other = hubspot.create("contacts", Map.of("lastname", name(42), "email", "other@example.com"));
        hubspot.merge("contacts", other, contactOf(42));
        inCliniko(42, "absorbed");
    }

    private void inCliniko(int number, String city) {
        cliniko.editPatient(patients.get(number), Map.of("city", city));
        towns.put(name(number), city);
    }

    private void inCrm(int number, Map<String, String> properties) {
        hubspot.edit("contacts", contactOf(number), properties);
    }

    private String contactOf(int number) {
        return hubspot.records("contacts").entrySet().stream()
                .filter(contact ->
                        patients.get(number).equals(contact.getValue().get("cliniko_patient_id")))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("Nobody carries the id of " + name(number)));
    }

    private static String name(int number) {
        return "Last%02d".formatted(number);
    }

    private static String mobile(int number) {
        return "0400 000 %03d".formatted(number);
    }
}
