package io.tidelock.testkit.engine;

import static io.tidelock.testkit.engine.ReferenceTest.CONTACTS;
import static io.tidelock.testkit.engine.ReferenceTest.NAME;
import static io.tidelock.testkit.engine.ReferenceTest.PATIENT_IDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.answers.UndoScope;
import io.tidelock.crm.Deal;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.store.SyncStore;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** References are written to both sides, undone, and left alone until they are edited: told with a process that may die. */
final class UndoReferenceStory {

    private UndoReferenceStory() {}

    static Clinic on(Supplier<SyncStore> store) {
        return ReferenceTest.setup(PATIENT_IDS, FieldMapping.Builder::twoWay)
                .opening(store)
                .engine(engine -> engine.journal(UndoContract.journal()))
                .build();
    }

    static void tell(Clinic clinic) {
        RecordRef ada = ReferenceTest.patient(clinic, "Ada");
        RecordRef bo = ReferenceTest.patient(clinic, "Bo");
        RecordRef here = ReferenceTest.visits(clinic, ada.id());
        CrashSweep.pass(clinic);
        RecordRef there = ReferenceTest.visits(clinic, ada.id());
        CrashSweep.pass(clinic);
        RecordRef dealThere = deals(clinic).get(1).ref();
        Instant wrong = clinic.clock.instant().plusSeconds(1);
        clinic.clinic.edit(here, PATIENT_IDS, ada.id() + ";" + bo.id());
        clinic.crm.edit(dealThere, CONTACTS, clinic.contactOf(bo).id());
        CrashSweep.pass(clinic);
        UndoStory.undo(clinic, UndoScope.flow("visits").from(wrong));
        CrashSweep.pass(clinic);
        clinic.clinic.edit(here, NAME, "here");
        clinic.clinic.edit(there, NAME, "there");
        CrashSweep.pass(clinic);
        compare(clinic, List.of(ada, bo), List.of(here, there));
    }

    private static List<Record> deals(Clinic clinic) {
        return clinic.crm.records(Deal.TYPE);
    }

    /** Each pair shows what it was put back to at one side, and at the other what was written there by people. */
    private static void compare(Clinic clinic, List<RecordRef> patients, List<RecordRef> visits) {
        String ada = patients.get(0).id();
        String bo = patients.get(1).id();
        assertThat(visits)
                .extracting(visit -> clinic.clinic.value(visit, PATIENT_IDS))
                .containsExactly(ada + ";" + bo, ada);
        assertThat(deals(clinic))
                .extracting(deal -> clinic.crm.value(deal.ref(), CONTACTS))
                .containsExactly(
                        clinic.contactOf(patients.get(0)).id(),
                        clinic.contactOf(patients.get(1)).id());
        assertThat(deals(clinic))
                .extracting(deal -> deal.value(Deal.NAME).plain())
                .containsExactly("here", "there");
    }
}
