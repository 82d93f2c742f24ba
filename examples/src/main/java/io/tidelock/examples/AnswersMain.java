package io.tidelock.examples;

import io.tidelock.answers.Ceilings;
import io.tidelock.answers.Preview;
import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncEngine;
import io.tidelock.examples.MembersTable.Row;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.Plan;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Schema;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import io.tidelock.store.InMemoryStore;
import io.tidelock.testkit.InMemoryCrm;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Asks a sync what it would do, applies part of it, asks why a record is not there, and lets a person choose. */
@Command(name = "answers", description = "Asks a sync what it would do, why not, how it stands; and decides for it.")
public final class AnswersMain implements Runnable {

    private static final Field MEMBER_ID = Field.text("member_id");
    private static final String FLOW = "members";

    private final MembersTable members = new MembersTable();
    private final InMemoryCrm crm = InMemoryCrm.builder()
            .property(Schema.Property.of(Contact.TYPE, MEMBER_ID, "Member id").asUnique())
            .build();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        SyncEngine engine = engine();
        members.insert(new Row("", "Ada Byron", "ada@example.com", 0));
        members.insert(new Row("", "Bob Ross", "bob@example.com", 0));
        Row eve = members.insert(new Row("", "Eve", "eve@example.com", 0));
        RecordRef one = crm.create(Contact.TYPE, Map.of(Contact.LAST_NAME, "Eve"));
        crm.create(Contact.TYPE, Map.of(Contact.LAST_NAME, "Eve"));

        Preview preview = engine.preview();
        preview.changes().forEach(change -> out.println("would: " + change));
        out.println(engine.apply(preview.plan(), Ceilings.of(Verb.CREATE, 1)).written() + " written of the plan");
        out.println(engine.runNow().writes() + " written by a pass");

        RecordRef ref = RecordRef.of(MembersTable.TYPE, eve.id());
        out.println("why not: " + engine.whyNot(ref));
        engine.disputes().choose(FLOW, Side.SOURCE, ref, one);
        engine.runNow();
        out.print(engine.explain(ref).text());
        out.println(engine.status().toJson());
    }

    private SyncEngine engine() {
        Flow flow = Flow.toCrm(FLOW, MembersTable.TYPE, Contact.TYPE)
                .idField(MEMBER_ID)
                .match(MatchRule.on(MembersTable.NAME, Contact.LAST_NAME))
                .map(
                        FieldMapping.from(MembersTable.NAME).to(Contact.LAST_NAME),
                        FieldMapping.from(MembersTable.EMAIL).to(Contact.EMAIL))
                .build();
        return SyncEngine.builder()
                .integration("answers")
                .plan(Plan.named("members").flow(flow).build())
                .business(new MembersConnector(members))
                .crm(crm)
                .store(new InMemoryStore())
                .fingerprintKey("a real secret goes here".getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
