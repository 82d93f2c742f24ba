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

    private static final Set<String> TOWNS = Set.of("Geelong", "Ballarat", "Bendigo", "Torquay");
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
        String conflict = patients.get(0);
        String agreement = patients.get(1);
        String request = patients.get(2);
        String newcomer = world.hubspot.create(
                "contacts", Map.of("firstname", "Nora", "lastname", "Newcomer", "email", "nora@newcomer.example"));

        world.cliniko.editPatient(conflict, Map.of("city", "Geelong"));
        world.editContact(conflict, Map.of("city", "Ballarat"));
        world.cliniko.editPatient(agreement, Map.of("city", "Bendigo"));
        world.editContact(agreement, Map.of("city", "Bendigo", FLAG, "Yes"));
        world.editContact(request, Map.of("city", "Torquay", FLAG, "Yes"));
        world.hubspot.edit("contacts", newcomer, Map.of(FLAG, "Yes"));
        long patches = world.cliniko.calls("PATCH /v1/patients/*");
        passes.put("edits", engine.runNow());

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
                "only the requested edit was written there",
                world.cliniko.calls("PATCH /v1/patients/*") == patches + 1);
        claims.that(
                "both flags were reset",
                world.contactText(agreement, FLAG).equals("No")
                        && world.contactText(request, FLAG).equals("No"));
        claims.that(
                "a requested contact became a patient and carries its id",
                world.hubspot.record("contacts", newcomer).map(c -> c.get(DemoWorld.PATIENT_ID)).stream()
                        .anyMatch(id -> world.patientText(id, "last_name").equals("Newcomer")));
        return true;
    }

    /** Moving somebody to where they live already would show nothing. */
    private boolean livesElsewhere(String patient) {
        return !TOWNS.contains(world.patientText(patient, "city"));
    }
}
