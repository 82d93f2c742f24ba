package io.tidelock.testkit.engine;

import io.tidelock.store.InMemoryStore;
import io.tidelock.store.SyncStore;
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
}
