package io.tidelock.examples.demo;

import io.tidelock.cliniko.ClinikoPlan;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncReport;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Appointments with a case and an invoice: booked and billed, then cancelled, renamed and paid. */
final class Bookings {

    private static final String APPOINTMENTS = "individual_appointments";

    private final DemoWorld world;
    private final Claims claims;
    private final Map<String, SyncReport> passes;

    Bookings(DemoWorld world, Claims claims, Map<String, SyncReport> passes) {
        this.world = world;
        this.claims = claims;
        this.passes = passes;
    }

    void play(SyncEngine engine, String patient) {
        String knee = world.cliniko.create("patient_cases", Map.of("name", "Left knee", "patient_id", patient));
        String kind = world.cliniko.create("appointment_types", Map.of("name", "Massage"));
        String ahead = appointment(patient, knee, kind, Duration.ofDays(20));
        String over = appointment(patient, knee, kind, Duration.ofDays(-3));
        String invoice = world.cliniko.create(
                "invoices",
                Map.of(
                        "patient_id",
                        patient,
                        "appointment_id",
                        over,
                        "number",
                        1042,
                        "issue_date",
                        day(),
                        "total_amount",
                        "90.0"));
        world.cliniko.create("invoice_items", Map.of("invoice_id", invoice, "name", "Massage", "unit_price", "90.0"));
        passes.put("bookings", engine.runNow());
        checkNew(patient, ahead, over, invoice);

        world.cliniko.cancel(APPOINTMENTS, ahead);
        world.cliniko.edit("patient_cases", knee, Map.of("name", "Both knees"));
        world.cliniko.edit("invoices", invoice, Map.of("status", 20));
        passes.put("changes", engine.runNow());
        checkChanged(ahead, over, invoice);
    }

    private String appointment(String patient, String patientCase, String kind, Duration ahead) {
        return world.cliniko.create(
                APPOINTMENTS,
                Map.of(
                        "patient_id",
                        patient,
                        "patient_case_id",
                        patientCase,
                        "appointment_type_id",
                        kind,
                        "business_id",
                        "1",
                        "practitioner_id",
                        "1",
                        "starts_at",
                        world.now().plus(ahead).toString()));
    }

    private String day() {
        return world.now().toString().substring(0, 10);
    }

    private void checkNew(String patient, String ahead, String over, String invoice) {
        claims.that(
                "an appointment is a deal, booked",
                stage(ClinikoPlan.APPOINTMENT_ID.name(), ahead).equals("Booked"));
        claims.that(
                "one that is over is completed",
                stage(ClinikoPlan.APPOINTMENT_ID.name(), over).equals("Completed"));
        claims.that(
                "both belong to the patient's contact",
                contacts(ahead).equals(Set.of(world.contactOf(patient).getKey()))
                        && contacts(ahead).equals(contacts(over)));
        claims.that(
                "an invoice is a deal that belongs to its appointment's, with its item",
                world.hubspot
                                .associated("deals", deal(ClinikoPlan.INVOICE_ID.name(), invoice), "deals")
                                .contains(deal(ClinikoPlan.APPOINTMENT_ID.name(), over))
                        && world.hubspot
                                        .associated("deals", deal(ClinikoPlan.INVOICE_ID.name(), invoice), "line_items")
                                        .size()
                                == 1);
    }

    private void checkChanged(String ahead, String over, String invoice) {
        claims.that(
                "cancelled there, cancelled here",
                stage(ClinikoPlan.APPOINTMENT_ID.name(), ahead).equals("Cancelled"));
        claims.that(
                "a renamed case reached its appointment's deal",
                world.deal(ClinikoPlan.APPOINTMENT_ID.name(), over)
                        .getValue()
                        .getOrDefault(ClinikoPlan.CASE_NAME.name(), "")
                        .equals("Both knees"));
        claims.that(
                "a paid invoice is won",
                stage(ClinikoPlan.INVOICE_ID.name(), invoice).equals("Paid"));
    }

    private Set<String> contacts(String appointment) {
        return world.hubspot.associated("deals", deal(ClinikoPlan.APPOINTMENT_ID.name(), appointment), "contacts");
    }

    private String deal(String property, String id) {
        return world.deal(property, id).getKey();
    }

    private String stage(String property, String id) {
        Map<String, String> deal = world.deal(property, id).getValue();
        return world.stage(deal.getOrDefault("pipeline", ""), deal.getOrDefault("dealstage", ""));
    }
}
