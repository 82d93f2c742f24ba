package io.tidelock.examples;

import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncEngine;
import io.tidelock.examples.MembersTable.Row;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.Plan;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Schema;
import io.tidelock.store.InMemoryStore;
import io.tidelock.testkit.InMemoryCrm;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Keeps a table of the host's own equal with a CRM, both ways. The connector is {@link MembersConnector}. */
@Command(name = "own-app", description = "Keeps a table of your own app equal with an in-memory CRM, both ways.")
public final class OwnAppMain implements Runnable {

    private static final Field MEMBER_ID = Field.text("member_id");

    private final MembersTable members = new MembersTable();
    private final InMemoryCrm crm = InMemoryCrm.builder()
            .property(Schema.Property.of(Contact.TYPE, MEMBER_ID, "Member id").asUnique())
            .build();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        Flow flow = Flow.toCrm("members", MembersTable.TYPE, Contact.TYPE)
                .idField(MEMBER_ID)
                .match(MatchRule.on(MembersTable.EMAIL, Contact.EMAIL))
                .map(FieldMapping.from(MembersTable.NAME).to(Contact.LAST_NAME).twoWay())
                .map(FieldMapping.from(MembersTable.EMAIL)
                        .to(Contact.EMAIL)
                        .twoWay()
                        .onConflict(ConflictPolicy.SOURCE_WINS))
                .createsBothWays()
                .build();
        SyncEngine engine = SyncEngine.builder()
                .integration("own-app")
                .plan(Plan.named("members").flow(flow).build())
                .business(new MembersConnector(members))
                .crm(crm)
                .store(new InMemoryStore()) // JdbcStore.open(dataSource) where both sides outlive the process
                .fingerprintKey("a real secret goes here".getBytes(StandardCharsets.UTF_8))
                .build();

        Row ada = members.insert(new Row("", "Ada Byron", "ada@example.com", 0));
        RecordRef bob = crm.create(Contact.TYPE, Map.of(Contact.LAST_NAME, "Bob", Contact.EMAIL, "bob@example.com"));
        show("each side had one", engine);

        members.update(ada.id(), row -> new Row(row.id(), "Ada Lovelace", row.email(), row.version()));
        crm.edit(bob, Contact.EMAIL, "bob.ross@example.com");
        show("one edit on each side", engine);
        show("nothing happened", engine);
    }

    private void show(String what, SyncEngine engine) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(what + ": " + engine.runNow().writes() + " writes");
        members.all().forEach(row -> out.println("  table  " + row.name() + ", " + row.email()));
        crm.records(Contact.TYPE)
                .forEach(contact -> out.println("  crm    "
                        + contact.value(Contact.LAST_NAME.name()).plain() + ", "
                        + contact.value(Contact.EMAIL.name()).plain()));
    }
}
