package io.tidelock.testkit.cli;

import io.tidelock.crm.Contact;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.Plan;
import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import io.tidelock.store.InMemoryStore;
import io.tidelock.store.StoreSnapshot;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.simulation.PlanSource;
import io.tidelock.testkit.simulation.Simulation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A plan of somebody's whose store does not know what it was told, so that nothing ever settles. */
public final class ForgetfulPlan implements PlanSource {

    private static final Field MAIL = Field.email("mail");

    /** Makes the source. */
    public ForgetfulPlan() {}

    @Override
    public String name() {
        return "forgetful";
    }

    @Override
    public Plan plan() {
        return Plan.named("forgetful")
                .flow(Flow.toCrm("people", RecordType.of("person"), Contact.TYPE)
                        .match(MatchRule.on(MAIL, Contact.EMAIL))
                        .map(FieldMapping.from(MAIL).to(Contact.EMAIL))
                        .build())
                .build();
    }

    @Override
    public Simulation prepared(Simulation simulation) {
        return simulation.store(() -> forgetting(new InMemoryStore()));
    }

    private static SyncStore forgetting(SyncStore store) {
        return (SyncStore) Proxy.newProxyInstance(
                SyncStore.class.getClassLoader(), new Class<?>[] {SyncStore.class}, (proxy, method, arguments) -> {
                    try {
                        Object known = method.invoke(store, arguments);
                        return method.getName().equals("load") ? StoreSnapshot.empty() : known;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
