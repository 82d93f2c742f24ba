package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.answers.UndoPlan;
import io.tidelock.answers.UndoScope;
import io.tidelock.record.Verb;
import io.tidelock.store.InMemoryStore;
import io.tidelock.store.SyncStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UndoTest extends UndoContract {

    @Override
    public SyncStore store() {
        return new InMemoryStore();
    }

    @Test
    void openWritesAreAskedForOnceHoweverManyRecordsThereAre() {
        int[] asked = {0};
        Clinic clinic = Clinic.setup()
                .store(counting("openIntents", asked))
                .flow(flow -> flow.unbraked(Verb.REMOVE))
                .engine(engine -> engine.journal(journal()))
                .build();
        RemovalTest.patients(clinic, 250);
        Instant wrong = clinic.pass().startedAt();
        asked[0] = 0;

        UndoPlan plan = clinic.engine.undo(UndoScope.pass(wrong).removingCreated());
        assertThat(plan.items()).hasSize(250);
        assertThat(asked[0]).isEqualTo(1);

        clinic.engine.apply(plan, PLENTY);
        assertThat(clinic.contacts()).isEmpty();
        assertThat(asked[0])
                .as("and once by the undo, once by the pass it is part of")
                .isEqualTo(3);
    }

    private static SyncStore counting(String question, int[] asked) {
        SyncStore store = new InMemoryStore();
        return (SyncStore) Proxy.newProxyInstance(
                SyncStore.class.getClassLoader(), new Class<?>[] {SyncStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals(question)) {
                        asked[0]++;
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
