package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.answers.Ceilings;
import io.tidelock.answers.SavedPlan;
import io.tidelock.mapping.GonePolicy;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Verb;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.engine.Steps.Crash;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** A saved plan that creates, changes and removes is applied by a process that may die at any moment. */
final class PlanStory {

    private static final Ceilings PLENTY =
            Ceilings.of(Verb.CREATE, 9).and(Verb.UPDATE, 9).and(Verb.REMOVE, 9);

    private PlanStory() {}

    static Clinic on(Supplier<SyncStore> store) {
        return Clinic.setup()
                .opening(store)
                .flow(flow -> flow.whenSourceGone(GonePolicy.REMOVE).brake(Verb.REMOVE, 3, 0))
                .build();
    }

    static void tell(Clinic clinic) {
        List<RecordRef> patients = RemovalTest.patients(clinic, 5);
        CrashSweep.pass(clinic);
        List<RecordRef> contacts = patients.stream().map(clinic::contactOf).toList();
        patients.subList(0, 3).forEach(clinic.clinic::archive);
        clinic.clinic.edit(patients.get(3), Clinic.CITY, "Rome");
        clinic.patient("New", "Comer", "new@example.com", null);
        SavedPlan plan = preview(clinic);
        clinic.clinic.restore(patients.get(2));
        apply(clinic, plan);
        assertThat(contacts.stream().map(clinic.crm::holds)).containsExactly(false, false, true, true, true);
        clinic.clinic.restore(patients.get(0));
        CrashSweep.pass(clinic);
        assertThat(clinic.contacts()).as("one came, one is back").hasSize(5);
    }

    private static SavedPlan preview(Clinic clinic) {
        try {
            return clinic.engine.preview().plan();
        } catch (Crash died) {
            clinic.restart();
            return clinic.engine.preview().plan();
        }
    }

    /** Whoever asked for it asks again if the process died, once no call of it can be under way. */
    private static void apply(Clinic clinic, SavedPlan plan) {
        try {
            clinic.engine.apply(plan, PLENTY);
        } catch (Crash died) {
            clinic.restart();
            clinic.clock.advance(Duration.ofMinutes(5));
            clinic.engine.apply(plan, PLENTY);
            clinic.engine.apply(plan, PLENTY);
        }
    }
}
