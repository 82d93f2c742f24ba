package io.tidelock.ringostat;

import io.tidelock.crm.Call;
import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.crm.Note;
import io.tidelock.crm.Task;
import io.tidelock.mapping.Condition;
import io.tidelock.mapping.Converter;
import io.tidelock.mapping.Decision;
import io.tidelock.mapping.Eligibility;
import io.tidelock.mapping.Eligibility.Ruling;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.Plan;
import io.tidelock.record.Association;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import io.tidelock.record.Value;
import java.util.Map;

/**
 * The ready-made plan between a Ringostat project and a CRM: calls become contacts, deals, calls, tasks and notes, by what the
 * CRM holds and by the {@link CallMatrix}; on request the CRM's contacts go into Ringostat's contact book.
 *
 * <p>The constants are the flows, and the properties that the plan needs in the CRM.
 */
public final class RingostatPlan {

    /** The flow that finds or creates clients. */
    public static final String CONTACTS = "contacts";
    /** The flow that finds or creates their open deals. */
    public static final String DEALS = "deals";
    /** The flow that records calls. */
    public static final String CALLS = "calls";
    /** The flow of tasks. */
    public static final String TASKS = "tasks";
    /** The flow of notes about who took a call. */
    public static final String NOTES = "notes";
    /** The flow of contacts into the contact book. */
    public static final String CONTACT_BOOK = "contact book";

    /** The contact's phone number as E.164; unique, written by us only. */
    public static final Field PHONE_KEY = Field.text("sync_phone_e164");
    /** The contact's mobile phone number as E.164; unique, written by us only. */
    public static final Field MOBILE_KEY = Field.text("sync_mobile_e164");
    /** The number of the client whose deal it is, as E.164. */
    public static final Field DEAL_KEY = Field.text("sync_client_e164");
    /** The campaign's source, on the deal. */
    public static final Field UTM_SOURCE = Field.text("ringostat_utm_source");
    /** The campaign's medium, on the deal. */
    public static final Field UTM_MEDIUM = Field.text("ringostat_utm_medium");
    /** The campaign, on the deal. */
    public static final Field UTM_CAMPAIGN = Field.text("ringostat_utm_campaign");
    /** The advertisement, on the deal. */
    public static final Field UTM_CONTENT = Field.text("ringostat_utm_content");
    /** The words searched for, on the deal. */
    public static final Field UTM_TERM = Field.text("ringostat_utm_term");
    /** Google's id of the visitor, on the deal. */
    public static final Field GOOGLE_CLIENT_ID = Field.text("ringostat_google_client_id");
    /** The page on which the visitor arrived, on the deal. */
    public static final Field LANDING = Field.text("ringostat_landing");
    /** The id of the call, on the CRM's call; unique. */
    public static final Field CALL_ID = Field.text("ringostat_call_id");
    /** The id of the call that left the task; unique. */
    public static final Field TASK_ID = Field.text("ringostat_task_id");
    /** The id of the call that the note is about; unique. */
    public static final Field NOTE_ID = Field.text("ringostat_note_id");

    private static final MatchRule BY_KEY = MatchRule.on(RingostatCall.CLIENT, PHONE_KEY);

    /** A deal is the client's as long as it is open. */
    private static final MatchRule OPEN_DEAL =
            MatchRule.on(RingostatCall.CLIENT, DEAL_KEY).where(Deal.CLOSED, closed -> !closed.equals("true"));

    private static final Converter DEAL_NAME =
            Converter.of("deal of a caller", 1, number -> Value.text("Call from " + number.plain()), name -> name);

    private static final Converter TAKEN_BY = Converter.of(
            "taken by",
            1,
            name -> Value.text(name.plain() + " took the call, who is not responsible here"),
            text -> text);

    private static final Eligibility ENDED = new Eligibility(
            "ended",
            1,
            call -> call.value(RingostatCall.OUTCOME).isPresent()
                    ? Ruling.eligible()
                    : Ruling.excluded("UNDER_WAY", "The call is not over yet; it is taken when it is"));

    private static final Eligibility IN_THE_BOOK = new Eligibility("in the book", 1, RingostatPlan::inTheBook);

    private final RingostatSettings settings;
    private final Decision decision;

    private RingostatPlan(RingostatSettings settings) {
        this.settings = settings;
        this.decision = CallDecision.of(settings, BY_KEY);
    }

    /** Makes the plan. */
    public static Plan of(RingostatSettings settings) {
        RingostatPlan plan = new RingostatPlan(settings);
        Plan.Builder flows = Plan.named("Ringostat")
                .revision(settings.revision())
                .flow(plan.contacts())
                .flow(plan.deals())
                .flow(plan.calls())
                .flow(plan.tasks())
                .flow(plan.notes())
                .needs(properties());
        settings.origin().ifPresent(origin -> flows.flow(plan.contactBook(origin)));
        return flows.build();
    }

    /** The book takes whole contacts only, so each state of a contact is one to send. */
    private Flow contactBook(String origin) {
        return Flow.toBusiness(CONTACT_BOOK, Contact.TYPE, BookContact.TYPE)
                .appendOnly()
                .idField(BookContact.EXTERNAL_ID)
                .eligible(IN_THE_BOOK)
                .every(settings.interval())
                .map(
                        FieldMapping.constant(Value.text(origin)).to(BookContact.ORIGIN),
                        FieldMapping.from(Contact.FIRST_NAME).to(BookContact.FIRST_NAME),
                        FieldMapping.from(Contact.LAST_NAME).to(BookContact.LAST_NAME),
                        FieldMapping.from(Contact.OWNER).to(BookContact.RESPONSIBLE),
                        FieldMapping.from(Contact.PHONE).to(BookContact.PHONE),
                        FieldMapping.from(Contact.MOBILE_PHONE).to(BookContact.MOBILE_PHONE))
                .build();
    }

    private static Ruling inTheBook(Record contact) {
        if (!contact.value(Contact.PHONE).isPresent()
                && !contact.value(Contact.MOBILE_PHONE).isPresent()) {
            return Ruling.excluded("NO_NUMBER", "It has no phone number, which the contact book asks for");
        }
        return contact.value(Contact.OWNER).isPresent()
                ? Ruling.eligible()
                : Ruling.excluded("NO_OWNER", "Nobody is responsible for it, which the contact book asks for");
    }

    private Flow contacts() {
        return flow(CONTACTS, Contact.TYPE)
                .ensured(BY_KEY)
                .map(
                        FieldMapping.from(RingostatCall.CLIENT)
                                .to(PHONE_KEY)
                                .onlyWhen(noted("its phone", CallDecision.IS_MOBILE, "false")),
                        FieldMapping.from(RingostatCall.CLIENT)
                                .to(MOBILE_KEY)
                                .onlyWhen(noted("its mobile phone", CallDecision.IS_MOBILE, "true")),
                        FieldMapping.from(RingostatCall.CLIENT)
                                .to(Contact.PHONE)
                                .createOnly(),
                        FieldMapping.from(RingostatCall.CLIENT)
                                .to(Contact.LAST_NAME)
                                .createOnly(),
                        FieldMapping.from(CallDecision.OWNER).to(Contact.OWNER).createOnly())
                .build();
    }

    private Flow deals() {
        return flow(DEALS, Deal.TYPE)
                .ensured(OPEN_DEAL)
                .map(
                        FieldMapping.from(RingostatCall.CLIENT).to(DEAL_KEY),
                        FieldMapping.from(RingostatCall.CLIENT)
                                .to(Deal.NAME)
                                .converted(DEAL_NAME)
                                .createOnly(),
                        constant(settings.pipeline(), Deal.PIPELINE),
                        constant(settings.stage(), Deal.STAGE),
                        FieldMapping.from(CallDecision.OWNER).to(Deal.OWNER).createOnly(),
                        once(RingostatCall.UTM_SOURCE, UTM_SOURCE),
                        once(RingostatCall.UTM_MEDIUM, UTM_MEDIUM),
                        once(RingostatCall.UTM_CAMPAIGN, UTM_CAMPAIGN),
                        once(RingostatCall.UTM_CONTENT, UTM_CONTENT),
                        once(RingostatCall.UTM_TERM, UTM_TERM),
                        once(RingostatCall.GOOGLE_CLIENT_ID, GOOGLE_CLIENT_ID),
                        once(RingostatCall.LANDING, LANDING),
                        on(Contact.TYPE, CONTACTS))
                .build();
    }

    private Flow calls() {
        return flow(CALLS, Call.TYPE)
                .idField(CALL_ID)
                .map(
                        FieldMapping.from(RingostatCall.TITLE).to(Call.TITLE),
                        FieldMapping.from(RingostatCall.SUMMARY).to(Call.BODY),
                        FieldMapping.from(RingostatCall.AT).to(Call.AT),
                        FieldMapping.from(RingostatCall.DIRECTION)
                                .to(Call.DIRECTION)
                                .converted(Converter.enumMap(
                                        "direction",
                                        1,
                                        Map.of("INBOUND", "INBOUND", "CALLBACK", "INBOUND", "OUTBOUND", "OUTBOUND"))),
                        FieldMapping.from(RingostatCall.STATUS).to(Call.STATUS),
                        FieldMapping.from(RingostatCall.SECONDS).to(Call.SECONDS),
                        FieldMapping.from(RingostatCall.FROM).to(Call.FROM),
                        FieldMapping.from(RingostatCall.TO).to(Call.TO),
                        FieldMapping.from(RingostatCall.RECORDING).to(Call.RECORDING),
                        FieldMapping.from(CallDecision.ANSWERER).to(Call.OWNER).createOnly(),
                        onItsContact(),
                        onItsDeal())
                .build();
    }

    private Flow tasks() {
        return flow(TASKS, Task.TYPE)
                .idField(TASK_ID)
                .map(
                        FieldMapping.from(CallDecision.TASK_TITLE)
                                .to(Task.TITLE)
                                .createOnly(),
                        FieldMapping.from(CallDecision.TASK_OWNER)
                                .to(Task.OWNER)
                                .createOnly(),
                        FieldMapping.from(CallDecision.TASK_DUE).to(Task.DUE).createOnly(),
                        FieldMapping.from(RingostatCall.SUMMARY).to(Task.BODY).createOnly(),
                        constant("NOT_STARTED", Task.STATUS),
                        constant("HIGH", Task.PRIORITY),
                        onItsContact(),
                        onItsDeal())
                .build();
    }

    private Flow notes() {
        return flow(NOTES, Note.TYPE)
                .idField(NOTE_ID)
                .map(
                        FieldMapping.from(RingostatCall.EMPLOYEE_NAME)
                                .to(Note.BODY)
                                .converted(TAKEN_BY)
                                .defaultsTo(Value.text("Another employee"))
                                .createOnly(),
                        FieldMapping.from(RingostatCall.AT).to(Note.AT).createOnly(),
                        onItsContact(),
                        onItsDeal())
                .build();
    }

    private Flow.Builder flow(String id, RecordType type) {
        Flow.Builder flow = Flow.toCrm(id, RingostatCall.TYPE, type)
                .reads(RingostatCall.OUTCOME)
                .eligible(ENDED)
                .decidedBy(decision)
                .every(settings.interval());
        return settings.sinceActivation() ? flow.sinceActivation() : flow;
    }

    private static FieldMapping.Builder once(Field from, Field to) {
        return FieldMapping.from(from).to(to).createOnly();
    }

    private static FieldMapping.Builder constant(String text, Field field) {
        return FieldMapping.constant(Value.text(text)).to(field).createOnly();
    }

    private static FieldMapping.Builder on(RecordType type, String flow) {
        return FieldMapping.from(RingostatCall.ID)
                .to(Association.to(type).field())
                .linkedBy(flow);
    }

    private static FieldMapping.Builder onItsContact() {
        return on(Contact.TYPE, CONTACTS).onlyWhen(noted("has a contact", CallDecision.HAS_CONTACT, "true"));
    }

    private static FieldMapping.Builder onItsDeal() {
        return on(Deal.TYPE, DEALS).onlyWhen(noted("has a deal", CallDecision.HAS_DEAL, "true"));
    }

    private static Condition noted(String name, Field note, String text) {
        return new Condition(name, 1, call -> call.value(note.name()).plain().equals(text));
    }

    private static Schema.Property[] properties() {
        return new Schema.Property[] {
            Schema.Property.of(Contact.TYPE, PHONE_KEY, "Phone (E.164, sync)").asUnique(),
            Schema.Property.of(Contact.TYPE, MOBILE_KEY, "Mobile phone (E.164, sync)")
                    .asUnique(),
            Schema.Property.of(Deal.TYPE, DEAL_KEY, "Client's phone (E.164, sync)"),
            Schema.Property.of(Deal.TYPE, UTM_SOURCE, "UTM source"),
            Schema.Property.of(Deal.TYPE, UTM_MEDIUM, "UTM medium"),
            Schema.Property.of(Deal.TYPE, UTM_CAMPAIGN, "UTM campaign"),
            Schema.Property.of(Deal.TYPE, UTM_CONTENT, "UTM content"),
            Schema.Property.of(Deal.TYPE, UTM_TERM, "UTM term"),
            Schema.Property.of(Deal.TYPE, GOOGLE_CLIENT_ID, "Google client ID"),
            Schema.Property.of(Deal.TYPE, LANDING, "Landing page"),
            Schema.Property.of(Call.TYPE, CALL_ID, "Ringostat call ID").asUnique(),
            Schema.Property.of(Task.TYPE, TASK_ID, "Ringostat call ID (task)").asUnique(),
            Schema.Property.of(Note.TYPE, NOTE_ID, "Ringostat call ID (note)").asUnique()
        };
    }
}
