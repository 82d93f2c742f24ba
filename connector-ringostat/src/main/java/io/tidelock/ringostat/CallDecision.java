package io.tidelock.ringostat;

import io.tidelock.mapping.Decided;
import io.tidelock.mapping.Decision;
import io.tidelock.mapping.Found;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.UndecidedException;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.Value;
import java.time.Instant;
import java.util.Optional;

/** Decides what a call becomes: which scenario it is, and by the matrix which records it leaves. Pure. */
final class CallDecision {

    /** Whose the created contact and deal are: the id of a user of the CRM. */
    static final Field OWNER = Field.choice("decided_owner");
    /** Who took or made the call: the id of a user of the CRM. */
    static final Field ANSWERER = Field.choice("decided_answerer");
    /** What the task says. */
    static final Field TASK_TITLE = Field.text("decided_task");
    /** Whose the task is: the id of a user of the CRM. */
    static final Field TASK_OWNER = Field.choice("decided_task_owner");
    /** When the task is due. */
    static final Field TASK_DUE = Field.instant("decided_task_due");
    /** Whether the call has a contact. */
    static final Field HAS_CONTACT = Field.bool("decided_has_contact");
    /** Whether the call has a deal. */
    static final Field HAS_DEAL = Field.bool("decided_has_deal");
    /** Whether the number is the contact's mobile phone. */
    static final Field IS_MOBILE = Field.bool("decided_is_mobile");

    private final RingostatSettings settings;

    private CallDecision(RingostatSettings settings) {
        this.settings = settings;
    }

    /** Makes the decision that all flows of calls share. */
    static Decision of(RingostatSettings settings, MatchRule byKey) {
        Decision.Builder decision = Decision.named("calls", settings.revision())
                .reads(
                        RingostatCall.CLIENT,
                        RingostatCall.CALLER_KIND,
                        RingostatCall.DIRECTION,
                        RingostatCall.OUTCOME,
                        RingostatCall.AT,
                        RingostatCall.EMPLOYEE,
                        RingostatCall.EMPLOYEE_EMAIL)
                .notes(OWNER, ANSWERER, TASK_TITLE, TASK_OWNER, TASK_DUE, HAS_CONTACT, HAS_DEAL, IS_MOBILE);
        return Client.lookUps(decision, settings, byKey).by(new CallDecision(settings)::decide);
    }

    private Decided decide(Record call, Found found) {
        Client client = new Client(settings, call, found);
        CallScenario scenario = scenario(call, client);
        return projected(call, client, scenario, settings.matrix().action(scenario));
    }

    /** Finds the scenario. */
    static CallScenario scenario(Record call, Client client) {
        boolean answered = is(call, RingostatCall.OUTCOME, "ANSWERED");
        boolean known = client.contacts() == 1;
        if (is(call, RingostatCall.CALLER_KIND, "STAFF")) {
            return CallScenario.STAFF;
        } else if (call.value(RingostatCall.CLIENT).plain().isBlank()) {
            return CallScenario.NO_NUMBER;
        } else if (client.contacts() > 1) {
            return CallScenario.AMBIGUOUS;
        } else if (answered && client.answerer().isEmpty()) {
            return known ? CallScenario.UNKNOWN_EMPLOYEE_KNOWN : CallScenario.UNKNOWN_EMPLOYEE_NEW;
        } else if (is(call, RingostatCall.DIRECTION, "OUTBOUND")) {
            return outgoing(answered, known);
        }
        return known ? incomingKnown(answered, client) : incomingNew(answered);
    }

    private static CallScenario outgoing(boolean answered, boolean known) {
        if (answered) {
            return known ? CallScenario.MADE_KNOWN : CallScenario.MADE_NEW;
        }
        return known ? CallScenario.UNREACHED_KNOWN : CallScenario.UNREACHED_NEW;
    }

    private static CallScenario incomingNew(boolean answered) {
        return answered ? CallScenario.ANSWERED_NEW : CallScenario.MISSED_NEW;
    }

    private static CallScenario incomingKnown(boolean answered, Client client) {
        if (!answered) {
            return CallScenario.MISSED_KNOWN;
        }
        return client.responsible().equals(client.answerer())
                ? CallScenario.ANSWERED_BY_RESPONSIBLE
                : CallScenario.ANSWERED_BY_OTHER;
    }

    private static boolean is(Record call, Field field, String word) {
        return call.value(field).plain().equals(word);
    }

    /** Names the records that the cell leaves, given what is there. */
    private Decided projected(Record call, Client client, CallScenario scenario, CallAction cell) {
        Decided decided = Decided.as(scenario.name());
        boolean createsContact = CallMatrix.mayCreate(scenario) && cell.createContact();
        boolean hasContact = client.contact().isPresent() || createsContact;
        Optional<Record> openDeal = client.openDeal();
        boolean createsDeal = hasContact && openDeal.isEmpty() && cell.createDeal();
        boolean hasDeal = openDeal.isPresent() || createsDeal;
        boolean leaves = createsContact
                || createsDeal
                || cell.attachCall()
                || cell.noteAnswerer()
                || cell.leftTask().isPresent();
        if (!leaves) {
            return decided;
        }
        if (hasContact) {
            decided = client.contact()
                    .map(contact -> Decided.as(scenario.name()).onto(RingostatPlan.CONTACTS, contact.ref()))
                    .orElse(decided.into(RingostatPlan.CONTACTS));
        }
        if (createsDeal) {
            decided = decided.into(RingostatPlan.DEALS);
        } else if (openDeal.isPresent()) {
            decided = decided.onto(RingostatPlan.DEALS, openDeal.get().ref());
        }
        if (createsContact || createsDeal) {
            decided = decided.noting(OWNER, Value.text(id(cell.owner(), client)));
        }
        return activities(decided, call, client, cell)
                .noting(HAS_CONTACT, Value.bool(hasContact))
                .noting(HAS_DEAL, Value.bool(hasDeal))
                .noting(IS_MOBILE, Value.bool(client.hasItAsMobile()));
    }

    private Decided activities(Decided before, Record call, Client client, CallAction cell) {
        Decided decided = before;
        if (cell.attachCall()) {
            decided = decided.into(RingostatPlan.CALLS)
                    .noting(ANSWERER, client.answerer().map(Value::text).orElse(Value.empty()));
        }
        if (cell.noteAnswerer()) {
            decided = decided.into(RingostatPlan.NOTES);
        }
        if (cell.task() != null) {
            CallTask task = cell.task();
            decided = decided.into(RingostatPlan.TASKS)
                    .noting(TASK_TITLE, Value.text(task.title()))
                    .noting(TASK_OWNER, Value.text(id(task.whose(), client)))
                    .noting(TASK_DUE, due(call, task));
        }
        return decided;
    }

    private static Value due(Record call, CallTask task) {
        return call.value(RingostatCall.AT) instanceof Value.Moment at
                ? Value.moment(due(at.instant(), task))
                : Value.empty();
    }

    private static Instant due(Instant at, CallTask task) {
        return at.plus(task.due());
    }

    /** Returns the CRM's user; without a TOP manager nobody would see what nobody else is given. */
    private static String id(Whose whose, Client client) {
        Optional<String> user = switch (whose) {
            case TOP_MANAGER -> Optional.<String>empty();
            case RESPONSIBLE -> client.responsible();
            case ANSWERER -> client.answerer();
        };
        return user.or(client::topManager)
                .orElseThrow(() -> new UndecidedException(
                        "NO_TOP_MANAGER",
                        "The CRM has no user with the TOP manager's e-mail address; correct the setting topManager"));
    }
}
