package io.tidelock.testkit.engine;

import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.GonePolicy;
import io.tidelock.mapping.MergePolicy;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import io.tidelock.store.InMemoryStore;
import io.tidelock.testkit.engine.Steps.Crash;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Kills the process before and after every call and every commit while records leave: the end is the same as without. */
class LeavingCrashTest {

    @Test
    void killedAnywhereWhileCounterpartsAreRemovedAndSourcesRestored() {
        sweep(setup -> setup.flow(LeavingCrashTest::removing), LeavingCrashTest::leaveAndComeBack);
    }

    @Test
    void killedAnywhereWhileBothSidesFollowEachOther() {
        sweep(
                setup -> setup.back(ConflictPolicy.HOLD).flow(LeavingCrashTest::removing),
                LeavingCrashTest::leaveAndComeBack);
    }

    @Test
    void killedAnywhereWhileTheBrakeHoldsAndIsReleased() {
        sweep(
                setup -> setup.flow(flow -> removing(flow).brake(Verb.REMOVE, 1, 0)),
                LeavingCrashTest::leaveUnderTheBrake);
    }

    @Test
    void killedAnywhereWhileLinksMeet() {
        sweep(setup -> setup.back(ConflictPolicy.HOLD).flow(LeavingCrashTest::removing), LeavingCrashTest::merge);
    }

    private static Flow.Builder removing(Flow.Builder flow) {
        return flow.whenSourceGone(GonePolicy.REMOVE).onMerge(MergePolicy.KEEP_SURVIVORS);
    }

    private static void sweep(UnaryOperator<Clinic.Setup> setup, Consumer<Clinic> story) {
        CrashSweep.sweep(
                steps -> setup.apply(Clinic.setup().store(steps.watch(new InMemoryStore())))
                        .build(),
                story);
    }

    /** What a person asks for is asked again by whoever sees the process die over it. */
    private static void ask(Clinic clinic, Runnable request) {
        try {
            request.run();
        } catch (Crash died) {
            clinic.restart();
            request.run();
        }
    }

    private static void leaveAndComeBack(Clinic clinic) {
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        RecordRef bo = clinic.patient("Bo", "Lee", "bo@example.com", null);
        RecordRef cy = clinic.patient("Cy", "Poe", "cy@example.com", null);
        CrashSweep.pass(clinic);
        clinic.clinic.archive(ada);
        clinic.clinic.archive(bo);
        clinic.clinic.archive(cy);
        CrashSweep.pass(clinic);
        CrashSweep.pass(clinic);
        clinic.clinic.restore(ada);
        clinic.patient("Cyrus", "Poe", "cy@example.com", null);
        CrashSweep.pass(clinic);
        clinic.clinic.edit(ada, Clinic.CITY, "London");
        CrashSweep.pass(clinic);
    }

    private static void leaveUnderTheBrake(Clinic clinic) {
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        RecordRef bo = clinic.patient("Bo", "Lee", "bo@example.com", null);
        RecordRef cy = clinic.patient("Cy", "Poe", "cy@example.com", null);
        CrashSweep.pass(clinic);
        clinic.clinic.archive(ada);
        clinic.clinic.archive(bo);
        clinic.clinic.archive(cy);
        CrashSweep.pass(clinic);
        clinic.clinic.restore(cy);
        CrashSweep.pass(clinic);
        ask(clinic, () -> clinic.engine.approve("patients", Verb.REMOVE, 10));
        CrashSweep.pass(clinic);
    }

    private static void merge(Clinic clinic) {
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        RecordRef bo = clinic.patient("Bo", "Lee", "bo@example.com", null);
        RecordRef cy = clinic.patient("Cy", "Poe", "cy@example.com", null);
        CrashSweep.pass(clinic);
        clinic.clinic.merge(bo, ada);
        clinic.crm.merge(clinic.contactOf(cy), clinic.contactOf(bo));
        CrashSweep.pass(clinic);
        clinic.clinic.edit(bo, Clinic.CITY, "Oslo");
        ask(clinic, () -> clinic.engine.resync("patients", Side.SOURCE, ada));
        CrashSweep.pass(clinic);
        clinic.clinic.archive(bo);
        CrashSweep.pass(clinic);
    }
}
