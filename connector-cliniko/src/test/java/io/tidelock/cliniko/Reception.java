package io.tidelock.cliniko;

import io.tidelock.connector.Connector;
import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncReport;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordType;
import io.tidelock.store.InMemoryStore;
import io.tidelock.testkit.InMemoryCrm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A fake clinic on a port, a CRM in memory, and the ready-made plan between them. */
final class Reception implements AutoCloseable {

    final Surgery surgery = Surgery.open();
    final InMemoryCrm crm = InMemoryCrm.builder().clock(surgery.clock).build();
    final InMemoryStore store = new InMemoryStore();
    SyncEngine engine;
    private final String kind;

    private Reception(UnaryOperator<ClinikoSettings.Builder> settings) {
        this.engine = engine(settings);
        engine.provisionSchema();
        this.kind = surgery.clinic.create("appointment_types", Map.of("name", "Massage"));
    }

    static Reception open() {
        return open(settings -> settings);
    }

    static Reception open(UnaryOperator<ClinikoSettings.Builder> settings) {
        return new Reception(settings);
    }

    /** Goes on with other settings, on the same store. */
    void settings(UnaryOperator<ClinikoSettings.Builder> settings) {
        this.engine = engine(settings);
        engine.provisionSchema();
    }

    private SyncEngine engine(UnaryOperator<ClinikoSettings.Builder> settings) {
        return over(surgery.builder().build(), settings);
    }

    /** Makes an engine on the same store, with another connector in the clinic's place. */
    SyncEngine over(Connector cliniko, UnaryOperator<ClinikoSettings.Builder> settings) {
        return SyncEngine.builder()
                .integration("clinic")
                .plan(ClinikoPlan.of(settings.apply(ClinikoSettings.builder()).build()))
                .business(cliniko)
                .crm(crm)
                .store(store)
                .fingerprintKey("sixteen bytes or more".getBytes(StandardCharsets.UTF_8))
                .clock(surgery.clock)
                .build();
    }

    /** Lets a quarter of an hour pass and makes the pass that is due. */
    SyncReport pass() {
        surgery.clock.advance(Duration.ofMinutes(15));
        return engine.run();
    }

    String patient(String first) {
        return surgery.clinic.createPatient(
                Map.of("first_name", first, "last_name", "Sample", "email", first + "@example.com"));
    }

    /** Books half an hour that begins in so long. */
    String appointment(String patient, Duration ahead) {
        return surgery.clinic.create("individual_appointments", booking(ahead, Map.of("patient_id", patient)));
    }

    String group(Duration ahead) {
        return surgery.clinic.create("group_appointments", booking(ahead, Map.of("max_attendees", 8)));
    }

    String attendee(String group, String patient) {
        return surgery.clinic.create("attendees", Map.of("booking_id", group, "patient_id", patient));
    }

    Map<String, Object> booking(Duration ahead, Map<String, Object> more) {
        Map<String, Object> booking = new LinkedHashMap<>(more);
        booking.put("starts_at", surgery.clock.instant().plus(ahead).toString());
        booking.put("appointment_type_id", kind);
        booking.put("business_id", "1");
        booking.put("practitioner_id", "1");
        return booking;
    }

    Record contactOf(String patient) {
        return holding(Contact.TYPE, ClinikoPlan.PATIENT_ID, patient);
    }

    /** Returns the one record that holds a text. */
    Record holding(RecordType type, Field field, String text) {
        List<Record> found = crm.records(type).stream()
                .filter(record -> record.value(field).plain().equals(text))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " " + type + " records hold " + text + " in " + field);
        }
        return found.get(0);
    }

    @Override
    public void close() {
        surgery.close();
    }
}
