package io.tidelock.testkit.engine;

import static io.tidelock.testkit.engine.CallCentre.BY_NUMBER;
import static io.tidelock.testkit.engine.CallCentre.CALL;
import static io.tidelock.testkit.engine.CallCentre.CALLER;
import static io.tidelock.testkit.engine.CallCentre.CONTACT;
import static io.tidelock.testkit.engine.CallCentre.E164;
import static io.tidelock.testkit.engine.CallCentre.NUMBER;
import static io.tidelock.testkit.engine.CallCentre.PHONE;
import static io.tidelock.testkit.engine.CallCentre.SELF;
import static io.tidelock.testkit.engine.CallCentre.STATUS;

import io.tidelock.mapping.Decided;
import io.tidelock.mapping.Decision;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Found;
import io.tidelock.mapping.LookUp;
import io.tidelock.mapping.MatchRule;
import io.tidelock.record.Association;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordType;
import io.tidelock.record.Value;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What calls become: a new caller becomes a contact and an open deal, whoever calls; a known one adds to what is there; and a
 * missed call leaves a task.
 */
final class CallPlan {

    static final RecordType DEAL = RecordType.of("deal");
    static final Field DEAL_PHONE = Field.phone("client_phone");
    static final Field STAGE = Field.text("stage");

    static final RecordType CRM_CALL = RecordType.of("crm_call");
    static final Field CALL_ID = Field.text("call_id");
    static final Field OUTCOME = Field.text("outcome");

    static final Field CONTACTS_OF = Association.to(CONTACT).field();
    static final Field DEALS_OF = Association.to(DEAL).field();

    static final RecordType TASK = RecordType.of("task");
    static final Field SUBJECT = Field.text("subject");

    private static final LookUp CONTACTS = LookUp.matching("contact", CONTACT, BY_NUMBER);
    private static final LookUp DEALS = LookUp.by(
                    "deals",
                    DEAL,
                    DEAL_PHONE,
                    (call, found) -> found.by("contact").stream()
                            .map(contact ->
                                    E164.apply(contact.value(PHONE.name()).plain()))
                            .toList())
            .showing(STAGE);

    private CallPlan() {}

    static Flow[] flows() {
        return flows(CallPlan::decide);
    }

    /** Returns the flows of contacts, deals, calls and tasks, which share a decision. */
    static Flow[] flows(BiFunction<Record, Found, Decided> rule) {
        Decision calls = Decision.named("calls", 1)
                .reads(STATUS)
                .lookUp(CONTACTS)
                .lookUp(DEALS)
                .by(rule);
        return new Flow[] {
            CallCentre.contacts().decidedBy(calls).build(),
            deals().decidedBy(calls).build(),
            Flow.toCrm("calls", CALL, CRM_CALL)
                    .decidedBy(calls)
                    .idField(CALL_ID)
                    .map(
                            FieldMapping.from(STATUS).to(OUTCOME),
                            FieldMapping.from(SELF).to(CONTACTS_OF).linkedBy("contacts"),
                            FieldMapping.from(SELF)
                                    .to(DEALS_OF)
                                    .linkedBy("deals")
                                    .optional())
                    .build(),
            Flow.toCrm("tasks", CALL, TASK)
                    .decidedBy(calls)
                    .idField(CALL_ID)
                    .map(FieldMapping.from(CALLER).to(SUBJECT).createOnly())
                    .build()
        };
    }

    /** A deal is known by its client's number as long as it is open. */
    private static Flow.Builder deals() {
        return Flow.toCrm("deals", CALL, DEAL)
                .ensured(MatchRule.on(NUMBER, DEAL_PHONE, E164)
                        .confirmedBy(NUMBER, STAGE, text -> text.equals("closed") ? "closed" : "open"))
                .map(
                        FieldMapping.from(NUMBER).to(DEAL_PHONE).converted(CallCentre.INTERNATIONAL),
                        FieldMapping.constant(Value.text("new")).to(STAGE).createOnly());
    }

    static Decided decide(Record call, Found found) {
        boolean missed = call.value(STATUS.name()).plain().equals("missed");
        List<Record> contacts = found.by("contact");
        Decided known = contacts.size() == 1
                ? open(
                        Decided.as(missed ? "KNOWN_MISSED" : "KNOWN")
                                .onto("contacts", contacts.get(0).ref()),
                        found)
                : Decided.as(missed ? "NEW_MISSED" : "NEW").into("contacts", "deals");
        return missed ? known.into("calls", "tasks") : known.into("calls");
    }

    private static Decided open(Decided known, Found found) {
        return found.by("deals").stream()
                .filter(deal -> !deal.value(STAGE.name()).plain().equals("closed"))
                .findFirst()
                .map(deal -> known.onto("deals", deal.ref()))
                .orElseGet(() -> known.into("deals"));
    }
}
