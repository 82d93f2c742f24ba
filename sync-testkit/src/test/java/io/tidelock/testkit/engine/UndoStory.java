package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.answers.UndoScope;
import io.tidelock.crm.Contact;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.GonePolicy;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Verb;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.engine.Steps.Crash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Writes to both sides, of which some are undone: told with a process that may die at any moment. */
final class UndoStory {

    private List<String> undisturbed = List.of();

    static Clinic on(Supplier<SyncStore> store) {
        return Clinic.setup()
                .opening(store)
                .back(ConflictPolicy.HOLD)
                .flow(flow -> flow.whenSourceGone(GonePolicy.REMOVE).unbraked(Verb.REMOVE))
                .engine(engine -> engine.journal(UndoContract.journal()))
                .build();
    }

    void tell(Clinic clinic) {
        List<RecordRef> contacts = new ArrayList<>();
        List<RecordRef> patients = new ArrayList<>();
        for (String name : List.of("Ada", "Bo", "Cy")) {
            contacts.add(clinic.contact(name, "Lee", name + "@example.com", "0400 000 001"));
            patients.add(clinic.patient(name, "Lee", name + "@example.com", "0400 000 001"));
        }
        RecordRef leaving = clinic.patient("Di", "Lee", "Di@example.com", null);
        CrashSweep.pass(clinic);
        clinic.clinic.edit(patients.get(0), Clinic.CITY, "Oslo");
        CrashSweep.pass(clinic);
        Instant wrong = clinic.clock.instant().plusSeconds(1);
        clinic.clinic.edit(patients.get(0), Clinic.CITY, "Rome");
        clinic.clinic.edit(patients.get(1), Clinic.LAST, "Poe");
        clinic.crm.edit(contacts.get(2), Contact.LAST_NAME, "Ray");
        clinic.clinic.archive(leaving);
        clinic.patient("Ed", "Lee", "Ed@example.com", null);
        CrashSweep.pass(clinic);
        clinic.crm.edit(contacts.get(1), Contact.LAST_NAME, "Fay");
        CrashSweep.pass(clinic);
        undo(clinic, UndoScope.flow(UndoContract.FLOW).from(wrong).removingCreated());
        CrashSweep.pass(clinic);
        clinic.clinic.edit(patients.get(0), Clinic.MOBILE, "0400 000 002");
        CrashSweep.pass(clinic);
        clinic.clinic.edit(patients.get(2), Clinic.LAST, "May");
        CrashSweep.pass(clinic);
        compare(clinic);
    }

    /** Whoever asked for it asks again if the process died. */
    static void undo(Clinic clinic, UndoScope scope) {
        try {
            clinic.engine.apply(clinic.engine.undo(scope), UndoContract.PLENTY);
        } catch (Crash died) {
            clinic.restart();
            clinic.pass();
            clinic.pass();
            clinic.engine.apply(clinic.engine.undo(scope), UndoContract.PLENTY);
        }
    }

    /** Nothing is announced for ever, what was undone is there, and the journal holds what it holds without a crash. */
    private void compare(Clinic clinic) {
        assertThat(clinic.clinic.records(Clinic.PATIENT))
                .extracting(record -> record.value(Clinic.LAST).plain())
                .containsExactlyInAnyOrder("Lee", "Poe", "May", "Lee");
        assertThat(clinic.contacts())
                .as("neither the removed nor the created one")
                .hasSize(3);
        assertThat(clinic.contacts())
                .extracting(record -> record.value(Contact.CITY).plain())
                .contains("Oslo");
        List<String> journal = UndoContract.entries(clinic.store).stream()
                .map(entry -> entry.origin().ref() + " " + entry.record() + entry.fields() + entry.removes()
                        + entry.settled())
                .sorted()
                .toList();
        if (undisturbed.isEmpty()) {
            undisturbed = journal;
        }
        assertThat(journal).isNotEmpty().isEqualTo(undisturbed);
    }
}
