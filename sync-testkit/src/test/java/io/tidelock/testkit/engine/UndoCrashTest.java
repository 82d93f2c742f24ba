package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.answers.UndoScope;
import io.tidelock.record.RecordRef;
import io.tidelock.store.InMemoryStore;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.engine.Steps.Crash;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Kills the process before and after every call and every commit of passes and of an undo: the end is the same as without. */
class UndoCrashTest {

    @Test
    void killedAnywhereBeforeWithinAndAfterAnUndo() {
        CrashSweep.sweep(
                steps -> {
                    SyncStore store = steps.watch(new InMemoryStore());
                    return UndoStory.on(() -> store);
                },
                new UndoStory()::tell);
    }

    @Test
    void killedAnywhereWhileReferencesAreUndone() {
        CrashSweep.sweep(
                steps -> {
                    SyncStore store = steps.watch(new InMemoryStore());
                    return UndoReferenceStory.on(() -> store);
                },
                UndoReferenceStory::tell);
    }

    @Test
    void killedAnywhereWhileSharedRecordsAreUndone() {
        KilledAnywhere.over(
                steps -> CallCentre.callers(steps.watch(new InMemoryStore()), Duration.ZERO)
                        .journalled(),
                (centre, pass) -> {
                    RecordRef ada = centre.contact("+380500000001", "Ada");
                    RecordRef one = centre.call("0500000001", "One");
                    RecordRef two = centre.call("0500000001", "Two");
                    pass.run();
                    Instant wrong = centre.clock.instant().plusSeconds(1);
                    centre.calls.edit(one, CallCentre.CALLER, "First");
                    centre.calls.edit(two, CallCentre.CALLER, "Second");
                    centre.call("0500000002", "Bo");
                    pass.run();
                    centre.waitAWhile(); // until what is lost is sent again
                    pass.run();
                    undo(centre, UndoScope.flow("contacts").from(wrong).removingCreated());
                    pass.run();
                    centre.calls.touch(one);
                    centre.calls.touch(two);
                    pass.run();
                    assertThat(centre.names()).containsExactly("Ada");
                    assertThat(centre.crm.holds(ada)).isTrue();
                });
    }

    private static void undo(CallCentre centre, UndoScope scope) {
        try {
            centre.engine.apply(centre.engine.undo(scope), UndoContract.PLENTY);
        } catch (Crash died) {
            centre.restart();
            centre.pass();
            centre.pass();
            centre.engine.apply(centre.engine.undo(scope), UndoContract.PLENTY);
        }
    }
}
