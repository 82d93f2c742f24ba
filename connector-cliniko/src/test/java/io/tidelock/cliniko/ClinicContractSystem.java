package io.tidelock.cliniko;

import io.tidelock.connector.Connector;
import io.tidelock.http.CallBudget;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.testkit.ContractSystem;
import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.FakeResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The records of one list of a fake clinic, whose fields are named as in the API. */
final class ClinicContractSystem implements ContractSystem {

    private final Surgery surgery = Surgery.open();
    private final RecordType type;
    private final String list;
    private final Field text;
    private final Map<String, String> always = new LinkedHashMap<>();
    private final IntFunction<Map<Field, String>> samples;
    private final List<RecordRef> there = new ArrayList<>();
    private final List<String> kinds = new ArrayList<>();

    private ClinicContractSystem(RecordType type, String list, Field text, IntFunction<Map<Field, String>> samples) {
        this.type = type;
        this.list = list;
        this.text = text;
        this.samples = samples;
    }

    static ClinicContractSystem contacts() {
        return new ClinicContractSystem(
                ClinikoContact.TYPE,
                "contacts",
                ClinikoContact.OCCUPATION,
                number -> Map.of(
                        ClinikoContact.FIRST_NAME, "Doc" + number,
                        ClinikoContact.LAST_NAME, "Sample" + number,
                        ClinikoContact.EMAIL, "doc" + number + "@example.com",
                        ClinikoContact.OCCUPATION, "Occupation " + number));
    }

    static ClinicContractSystem cases() {
        return new ClinicContractSystem(
                        PatientCase.TYPE,
                        "patient_cases",
                        PatientCase.NOTES,
                        number -> Map.of(PatientCase.NAME, "Case " + number, PatientCase.NOTES, "Notes " + number))
                .ofAPatient();
    }

    static ClinicContractSystem items() {
        ClinicContractSystem items = new ClinicContractSystem(
                InvoiceItem.TYPE,
                "invoice_items",
                InvoiceItem.NAME,
                number -> Map.of(InvoiceItem.NAME, "Item " + number, InvoiceItem.UNIT_PRICE, number + ".5"));
        String invoice = items.surgery.clinic.create(
                "invoices", Map.of("patient_id", items.patient(), "issue_date", "2026-01-01"));
        items.always.put("invoice_id", invoice);
        return items;
    }

    static ClinicContractSystem appointments() {
        return bookings(Appointment.TYPE, "individual_appointments").ofAPatient();
    }

    static ClinicContractSystem groups() {
        return bookings(GroupAppointment.TYPE, "group_appointments");
    }

    /** What begins in another century is in no range. */
    private static ClinicContractSystem bookings(RecordType type, String list) {
        ClinicContractSystem bookings = new ClinicContractSystem(
                type,
                list,
                Appointment.TYPE_ID,
                number -> Map.of(Appointment.TYPE_ID, "1", Appointment.STARTS_AT, "2126-01-01T00:00:00Z"));
        bookings.always.putAll(Map.of("business_id", "1", "practitioner_id", "1"));
        return bookings;
    }

    private ClinicContractSystem ofAPatient() {
        always.put("patient_id", patient());
        return this;
    }

    private String patient() {
        return surgery.clinic.createPatient(Map.of("first_name", "Pat", "last_name", "Sample"));
    }

    @Override
    public Connector connector() {
        return surgery.builder().budget(CallBudget.unlimited()).build();
    }

    @Override
    public RecordType type() {
        return type;
    }

    @Override
    public ManualClock clock() {
        return surgery.clock;
    }

    @Override
    public Map<Field, String> sample(int number) {
        Map<Field, String> sample = new LinkedHashMap<>(samples.apply(number));
        sample.computeIfPresent(Appointment.TYPE_ID, (field, any) -> kind(number));
        return sample;
    }

    /** A type of appointments for each sample. */
    private String kind(int number) {
        while (kinds.size() <= number) {
            kinds.add(surgery.clinic.create("appointment_types", Map.of("name", "Type " + kinds.size())));
        }
        return kinds.get(number);
    }

    @Override
    public Field textField() {
        return text;
    }

    @Override
    public RecordRef create(Map<Field, String> values) {
        Map<String, String> fields = new LinkedHashMap<>(always);
        values.forEach((field, value) -> fields.put(field.name(), value));
        RecordRef ref = RecordRef.of(type, surgery.clinic.create(list, fields));
        there.add(ref);
        return ref;
    }

    @Override
    public void edit(RecordRef ref, Field field, @Nullable String value) {
        surgery.clinic.edit(list, ref.id(), Map.of(field.name(), value == null ? "" : value));
    }

    @Override
    public void remove(RecordRef ref) {
        surgery.clinic.archive(list, ref.id());
        there.remove(ref);
    }

    /** What the connector wrote counts as well: of contacts alone, for it writes nothing else here. */
    @Override
    public List<RecordRef> records() {
        return type.equals(ClinikoContact.TYPE)
                ? surgery.clinic.contacts().stream()
                        .filter(contact -> contact.get("archived_at") == null)
                        .map(contact -> RecordRef.of(type, String.valueOf(contact.get("id"))))
                        .toList()
                : List.copyOf(there);
    }

    @Override
    public int requests() {
        return surgery.clinic.calls().size();
    }

    @Override
    public void loseNextAnswer() {
        surgery.clinic.failNext(request -> !request.method().equals("GET"), FakeResponse.empty(502), true, 1);
    }

    @Override
    public void close() {
        surgery.close();
    }
}
