package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.RequestFlag;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.store.InMemoryStore;
import io.tidelock.testkit.engine.Steps.Crash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Kills the process before and after every call and every commit: the end is the same as without. */
class CrashTest {

    private static final int MOST_PASSES = 6;

    @Test
    void killedAnywhereOneWay() {
        sweep(steps -> Clinic.setup().store(steps.watch(new InMemoryStore())).build());
    }

    @Test
    void killedAnywhereTwoWay() {
        sweep(steps -> Clinic.setup()
                .store(steps.watch(new InMemoryStore()))
                .back(ConflictPolicy.HOLD)
                .build());
    }

    @Test
    void killedAnywhereCreatingBothWays() {
        sweep(steps -> Clinic.setup()
                .store(steps.watch(new InMemoryStore()))
                .back(ConflictPolicy.SOURCE_WINS)
                .flow(Flow.Builder::createsBothWays)
                .business(ProbedConnector::byEmail)
                .build());
    }

    @Test
    void killedAnywhereOnRequest() {
        sweep(steps -> Clinic.setup()
                .store(steps.watch(new InMemoryStore()))
                .back(ConflictPolicy.SOURCE_WINS)
                .flow(flow -> flow.onRequest(RequestFlag.yesNo(Clinic.UPDATE)))
                .business(ProbedConnector::byEmail)
                .build());
    }

    private static void sweep(Function<Steps, Clinic> stage) {
        Steps counting = new Steps();
        String undisturbed = play(stage.apply(counting), counting, 0);
        int steps = counting.taken();
        for (int deadly = 1; deadly <= steps; deadly++) {
            Steps killing = new Steps();
            String end = play(stage.apply(killing), killing, deadly);
            assertThat(end).as("killed at step %d of %d", deadly, steps).isEqualTo(undisturbed);
        }
        assertThat(steps).isGreaterThan(50);
    }

    private static String play(Clinic clinic, Steps steps, int deadly) {
        clinic.clinic.watch(steps);
        clinic.crm.watch(steps);
        steps.dieAt(deadly);
        RecordRef there = clinic.contact("A.", "Byron", "ada@example.com", null);
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        RecordRef ann = clinic.patient("Ann", "Lee", "lee@example.com", null);
        RecordRef bo = clinic.patient("Bo", "Lee", "lee@example.com", "0400 000 001");
        RecordRef cy = clinic.patient("Cy", "Poe", "cy@example.com", null);
        pass(clinic);
        clinic.clinic.edit(ada, Clinic.CITY, "London");
        clinic.crm.edit(there, Contact.LAST_NAME, "Lovelace");
        clinic.crm.edit(there, Clinic.UPDATE, "Yes");
        clinic.clinic.edit(ann, Clinic.CITY, "Rome");
        RecordRef dee = clinic.contact("Dee", "Ray", "dee@example.com", null);
        clinic.crm.edit(dee, Clinic.UPDATE, "Yes");
        clinic.clinic.archive(cy);
        pass(clinic);
        RecordRef doe = clinic.contact("Doe", "Lee", null, null);
        clinic.crm.merge(doe, clinic.contactOf(bo));
        clinic.clinic.edit(bo, Clinic.CITY, "Oslo");
        clinic.patient("Eve", "Fay", "eve@example.com", null);
        pass(clinic);
        settle(clinic);
        return state(clinic);
    }

    private static void settle(Clinic clinic) {
        for (int i = 0; i < MOST_PASSES; i++) {
            if (pass(clinic).quiet()) {
                return;
            }
        }
        throw new AssertionError("Not quiet after " + MOST_PASSES + " passes: " + clinic.parked());
    }

    private static SyncReport pass(Clinic clinic) {
        try {
            return clinic.pass();
        } catch (Crash died) {
            clinic.restart();
            clinic.pass();
            clinic.pass();
            return clinic.pass();
        }
    }

    private static String state(Clinic clinic) {
        List<String> all = new ArrayList<>();
        clinic.contacts().forEach(contact -> all.add("contact " + shown(contact)));
        clinic.clinic.records(Clinic.PATIENT).forEach(patient -> all.add("patient " + shown(patient)));
        all.sort(null);
        return String.join("\n", all) + "\n" + clinic.parked();
    }

    private static Map<String, String> shown(Record record) {
        Map<String, String> fields = new TreeMap<>();
        record.fields().stream()
                .filter(field -> !record.value(field).plain().isEmpty())
                .forEach(field -> fields.put(field, record.value(field).plain()));
        return fields;
    }
}
