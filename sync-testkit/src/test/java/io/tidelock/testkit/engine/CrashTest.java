package io.tidelock.testkit.engine;

import io.tidelock.crm.Contact;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.RequestFlag;
import io.tidelock.record.RecordRef;
import io.tidelock.store.InMemoryStore;
import io.tidelock.store.SyncStore;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Kills the process before and after every call and every commit: the end is the same as without. */
class CrashTest {

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

    @Test
    void killedAnywhereWhileEverythingHappens() {
        CrashSweep.sweep(
                steps -> {
                    SyncStore store = steps.watch(new InMemoryStore());
                    return Practice.on(() -> store);
                },
                Practice::day);
    }

    @Test
    void storeAwayAtAnyMomentIsMadeUpForByTheSameEngine() {
        CrashSweep.sweep(
                Steps::ofTheStore,
                steps -> {
                    SyncStore store = steps.watch(new InMemoryStore());
                    return Practice.on(() -> store);
                },
                Practice::day,
                5);
    }

    private static void sweep(Function<Steps, Clinic> stage) {
        CrashSweep.sweep(stage, CrashTest::play);
    }

    private static void play(Clinic clinic) {
        RecordRef there = clinic.contact("A.", "Byron", "ada@example.com", null);
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        RecordRef ann = clinic.patient("Ann", "Lee", "lee@example.com", null);
        RecordRef bo = clinic.patient("Bo", "Lee", "lee@example.com", "0400 000 001");
        RecordRef cy = clinic.patient("Cy", "Poe", "cy@example.com", null);
        CrashSweep.pass(clinic);
        clinic.clinic.edit(ada, Clinic.CITY, "London");
        clinic.crm.edit(there, Contact.LAST_NAME, "Lovelace");
        clinic.crm.edit(there, Clinic.UPDATE, "Yes");
        clinic.clinic.edit(ann, Clinic.CITY, "Rome");
        RecordRef dee = clinic.contact("Dee", "Ray", "dee@example.com", null);
        clinic.crm.edit(dee, Clinic.UPDATE, "Yes");
        clinic.clinic.archive(cy);
        CrashSweep.pass(clinic);
        RecordRef doe = clinic.contact("Doe", "Lee", null, null);
        clinic.crm.merge(doe, clinic.contactOf(bo));
        clinic.clinic.edit(bo, Clinic.CITY, "Oslo");
        clinic.patient("Eve", "Fay", "eve@example.com", null);
        CrashSweep.pass(clinic);
    }
}
