package io.tidelock.examples.demo;

import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncReport;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What people do on both sides between two passes, and what should have become of it. */
final class Story {

    /** How many patients it needs. */
    static final int PEOPLE = 3;

    private static final String PATCHES = "PATCH /v1/patients/*";
    private static final Set<String> TOWNS = Set.of("Geelong", "Ballarat", "Bendigo", "Torquay");
    private static final String NEWCOMER = "Newcomer";
    private static final String FLAG = "update_cliniko_patient";

    private final DemoWorld world;
    private final Claims claims;
    private final Map<String, SyncReport> passes;

    Story(DemoWorld world, Claims claims, Map<String, SyncReport> passes) {
        this.world = world;
        this.claims = claims;
        this.passes = passes;
    }

    /** Tells whether there were enough patients to play it. */
    boolean play(SyncEngine engine, List<String> settled) {
        List<String> patients = settled.stream().filter(this::livesElsewhere).toList();
        if (patients.size() < PEOPLE) {
            return false;
        }
        String newcomer = newcomer();
        long patches = world.cliniko.calls(PATCHES);
        edit(patients.get(0), patients.get(1), patients.get(2), newcomer);
        passes.put("edits", engine.runNow());
        check(patients.get(0), patients.get(1), patients.get(2), newcomer);
        claims.that("only the requested edit was written there", world.cliniko.calls(PATCHES) == patches + 1);
        return true;
    }

    private String newcomer() {
        long earlier = world.hubspot.records("contacts").values().stream()
                .filter(contact -> contact.getOrDefault("lastname", "").startsWith(NEWCOMER))
                .count();
        String number = earlier == 0 ? "" : String.valueOf(earlier + 1);
        return world.hubspot.create(
                "contacts",
                Map.of(
                        "firstname", "Nora",
                        "lastname", NEWCOMER + number,
                        "email", "nora" + number + "@newcomer.example"));
    }

    private void edit(String conflict, String agreement, String request, String newcomer) {
        world.cliniko.editPatient(conflict, Map.of("city", "Geelong"));
        world.editContact(conflict, Map.of("city", "Ballarat"));
        world.cliniko.editPatient(agreement, Map.of("city", "Bendigo"));
        world.editContact(agreement, Map.of("city", "Bendigo", FLAG, "Yes"));
        world.editContact(request, Map.of("city", "Torquay", FLAG, "Yes"));
        world.hubspot.edit("contacts", newcomer, Map.of(FLAG, "Yes"));
    }

    private void check(String conflict, String agreement, String request, String newcomer) {
        claims.that(
                "conflict: without a request Cliniko wins",
                world.contactText(conflict, "city").equals("Geelong"));
        claims.that(
                "agreement: both said the same",
                world.contactText(agreement, "city").equals("Bendigo"));
        claims.that(
                "request: the CRM's edit reached Cliniko",
                world.patientText(request, "city").equals("Torquay"));
        claims.that(
                "both flags were reset",
                world.contactText(agreement, FLAG).equals("No")
                        && world.contactText(request, FLAG).equals("No"));
        claims.that(
                "a requested contact became a patient and carries its id",
                world.hubspot.record("contacts", newcomer).map(c -> c.get(DemoWorld.PATIENT_ID)).stream()
                        .anyMatch(id -> world.patientText(id, "last_name").startsWith(NEWCOMER)));
    }

    /** Moving somebody to where they live already would show nothing. */
    private boolean livesElsewhere(String patient) {
        return !TOWNS.contains(world.patientText(patient, "city"));
    }
}
