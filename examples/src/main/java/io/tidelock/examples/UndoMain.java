package io.tidelock.examples;

import io.tidelock.answers.Ceilings;
import io.tidelock.answers.UndoPlan;
import io.tidelock.answers.UndoScope;
import io.tidelock.crm.Contact;
import io.tidelock.engine.Journal;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncReport;
import io.tidelock.examples.MembersTable.Row;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Plan;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import io.tidelock.store.InMemoryStore;
import io.tidelock.testkit.InMemoryCrm;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.crypto.spec.SecretKeySpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Has the CRM refuse a record and replays it; then writes something wrong everywhere, and undoes it. */
@Command(name = "undo", description = "Replays what was refused, and undoes what was written by mistake.")
public final class UndoMain implements Runnable {

    private static final String FLOW = "members";

    private final MembersTable members = new MembersTable();
    private final InMemoryCrm crm = InMemoryCrm.create();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        SyncEngine engine = engine();
        Row ada = members.insert(new Row("", "Ada Byron", "ada@example.com", 0));
        crm.refuse(operation -> true, "CLOSED");
        engine.runNow();
        engine.quarantine()
                .of(FLOW)
                .forEach(held -> out.println("held: " + held.key().ref() + " " + held.code()));
        crm.acceptAll();
        engine.quarantine().retry(FLOW, Side.SOURCE, RecordRef.of(MembersTable.TYPE, ada.id()));
        out.println(engine.runNow().writes() + " written once it was tried again");

        members.update(ada.id(), row -> new Row(row.id(), "X", row.email(), 0));
        SyncReport mistake = engine.runNow();
        out.println("a mistake: the CRM shows " + names());
        UndoPlan plan = engine.undo(UndoScope.pass(mistake.startedAt()));
        plan.items().forEach(item -> out.println("would get back: " + item.record() + " " + item.fields()));
        out.println(engine.apply(plan, Ceilings.of(Verb.UPDATE, 10)).written().size() + " undone");
        out.println("the CRM shows " + names() + ", and " + engine.runNow().writes() + " is written by the next pass");
    }

    private String names() {
        return crm.records(Contact.TYPE).stream()
                .map(contact -> contact.value(Contact.LAST_NAME).plain())
                .toList()
                .toString();
    }

    private SyncEngine engine() {
        byte[] key = "32 random bytes stand here, yours".substring(0, 32).getBytes(StandardCharsets.UTF_8);
        Flow flow = Flow.toCrm(FLOW, MembersTable.TYPE, Contact.TYPE)
                .map(FieldMapping.from(MembersTable.NAME).to(Contact.LAST_NAME))
                .build();
        return SyncEngine.builder()
                .integration("undo")
                .plan(Plan.named("members").flow(flow).build())
                .business(new MembersConnector(members))
                .crm(crm)
                .store(new InMemoryStore())
                .fingerprintKey("a real secret goes here".getBytes(StandardCharsets.UTF_8))
                .journal(Journal.encryptedWith("2026-01", new SecretKeySpec(key, "AES"))
                        .keeping(Duration.ofDays(14)))
                .build();
    }
}
