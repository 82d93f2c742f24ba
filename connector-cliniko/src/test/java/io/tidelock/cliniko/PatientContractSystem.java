package io.tidelock.cliniko;

import io.tidelock.connector.Connector;
import io.tidelock.http.CallBudget;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.testkit.ContractSystem;
import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.FakeResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The patients of a fake clinic. */
final class PatientContractSystem implements ContractSystem {

    final Surgery surgery = Surgery.open();

    @Override
    public Connector connector() {
        return surgery.builder().budget(CallBudget.unlimited()).build();
    }

    @Override
    public RecordType type() {
        return Patient.TYPE;
    }

    @Override
    public ManualClock clock() {
        return surgery.clock;
    }

    @Override
    public Map<Field, String> sample(int number) {
        Map<Field, String> sample = new LinkedHashMap<>();
        sample.put(Patient.FIRST_NAME, "Pat" + number);
        sample.put(Patient.LAST_NAME, "Sample" + number);
        sample.put(Patient.EMAIL, "pat" + number + "@example.com");
        sample.put(Patient.OCCUPATION, "Occupation " + number);
        return sample;
    }

    @Override
    public Field textField() {
        return Patient.OCCUPATION;
    }

    @Override
    public RecordRef create(Map<Field, String> values) {
        Map<String, String> fields = new HashMap<>();
        values.forEach((field, text) -> fields.put(field.name(), text));
        return RecordRef.of(Patient.TYPE, surgery.clinic.createPatient(fields));
    }

    @Override
    public void edit(RecordRef ref, Field field, @Nullable String text) {
        surgery.clinic.editPatient(ref.id(), Map.of(field.name(), text == null ? "" : text));
    }

    @Override
    public void remove(RecordRef ref) {
        surgery.clinic.archivePatient(ref.id());
    }

    @Override
    public List<RecordRef> records() {
        return surgery.clinic.patients().stream()
                .filter(patient -> patient.get("archived_at") == null)
                .map(patient -> RecordRef.of(Patient.TYPE, String.valueOf(patient.get("id"))))
                .toList();
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
