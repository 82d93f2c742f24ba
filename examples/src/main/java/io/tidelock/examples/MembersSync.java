package io.tidelock.examples;

import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncEngine;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Plan;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.InMemoryCrm;
import java.nio.charset.StandardCharsets;

/** Keeps the names of a table equal with those of a CRM, both ways: the smallest sync there is. */
final class MembersSync {

    private MembersSync() {}

    static SyncEngine engine(String integration, MembersTable members, InMemoryCrm crm, SyncStore store) {
        Flow flow = Flow.toCrm("members", MembersTable.TYPE, Contact.TYPE)
                .map(FieldMapping.from(MembersTable.NAME).to(Contact.LAST_NAME).twoWay())
                .build();
        return SyncEngine.builder()
                .integration(integration)
                .plan(Plan.named("members").flow(flow).build())
                .business(new MembersConnector(members))
                .crm(crm)
                .store(store)
                .fingerprintKey("a real secret goes here".getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
