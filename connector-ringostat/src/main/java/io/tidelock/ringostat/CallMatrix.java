package io.tidelock.ringostat;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Says for each scenario what a call leaves in the CRM. Immutable; {@link #table} prints it. */
public final class CallMatrix {

    private static final String CALL_BACK = "Call the client back";
    private static final String CHECK_SETTINGS = "Check the telephony settings: the employee of this call is unknown";
    private static final String NO_NUMBER = "A call without a number: see who it was";
    private static final String AMBIGUOUS = "Several contacts have this number: merge them, or tell them apart";

    private final Map<CallScenario, CallAction> cells;

    private CallMatrix(Map<CallScenario, CallAction> cells) {
        this.cells = Collections.unmodifiableMap(new EnumMap<>(cells));
    }

    /** Returns the matrix that the integration works by unless told otherwise. */
    public static CallMatrix defaults() {
        CallAction recorded = CallAction.nothing().call();
        CallAction added = recorded.deal().ownedBy(Whose.RESPONSIBLE);
        CallAction created = recorded.contact().deal();
        Map<CallScenario, CallAction> cells = new EnumMap<>(CallScenario.class);
        cells.put(CallScenario.ANSWERED_NEW, created.ownedBy(Whose.ANSWERER));
        cells.put(CallScenario.ANSWERED_BY_RESPONSIBLE, added);
        cells.put(CallScenario.ANSWERED_BY_OTHER, added.answererNoted());
        cells.put(
                CallScenario.MISSED_NEW,
                created.ownedBy(Whose.TOP_MANAGER).task(CallTask.of(CALL_BACK, Whose.TOP_MANAGER)));
        cells.put(CallScenario.MISSED_KNOWN, added.task(CallTask.of(CALL_BACK, Whose.RESPONSIBLE)));
        cells.put(CallScenario.MADE_KNOWN, recorded);
        cells.put(CallScenario.MADE_NEW, CallAction.nothing());
        cells.put(CallScenario.UNREACHED_KNOWN, recorded);
        cells.put(CallScenario.UNREACHED_NEW, CallAction.nothing());
        cells.put(CallScenario.UNKNOWN_EMPLOYEE_KNOWN, recorded.task(CallTask.of(CHECK_SETTINGS, Whose.TOP_MANAGER)));
        cells.put(
                CallScenario.UNKNOWN_EMPLOYEE_NEW,
                CallAction.nothing().task(CallTask.of(CHECK_SETTINGS, Whose.TOP_MANAGER)));
        cells.put(CallScenario.NO_NUMBER, CallAction.nothing().task(CallTask.of(NO_NUMBER, Whose.TOP_MANAGER)));
        cells.put(CallScenario.AMBIGUOUS, CallAction.nothing().task(CallTask.of(AMBIGUOUS, Whose.TOP_MANAGER)));
        cells.put(CallScenario.STAFF, CallAction.nothing());
        return new CallMatrix(cells);
    }

    /** Returns what a call leaves. */
    public CallAction action(CallScenario scenario) {
        return Objects.requireNonNull(cells.get(scenario), "every scenario has a cell");
    }

    /** Returns this matrix with another cell. */
    public CallMatrix with(CallScenario scenario, CallAction action) {
        Map<CallScenario, CallAction> changed = new EnumMap<>(cells);
        changed.put(scenario, action);
        return new CallMatrix(changed);
    }

    /** Prints the matrix as a table in Markdown, one line a scenario. */
    public String table() {
        StringBuilder table =
                new StringBuilder("| scenario | call | contact | deal | task | note |\n|---|---|---|---|---|---|\n");
        cells.forEach((scenario, action) -> table.append("| `")
                .append(scenario)
                .append("` – ")
                .append(scenario.words())
                .append(" | ")
                .append(action.attachCall() ? "recorded" : "–")
                .append(" | ")
                .append(contact(scenario, action))
                .append(" | ")
                .append(deal(scenario, action))
                .append(" | ")
                .append(action.leftTask().map(CallMatrix::task).orElse("–"))
                .append(" | ")
                .append(action.noteAnswerer() ? "who took the call" : "–")
                .append(" |\n"));
        return table.toString();
    }

    private static String contact(CallScenario scenario, CallAction action) {
        if (isKnown(scenario)) {
            return "the existing one";
        }
        return action.createContact() && mayCreate(scenario)
                ? "new, of " + action.owner().words()
                : "–";
    }

    private static String deal(CallScenario scenario, CallAction action) {
        String created = "new, of " + action.owner().words();
        if (isKnown(scenario)) {
            return "the open one" + (action.createDeal() ? "; without one " + created : ", if there is one");
        }
        return action.createContact() && action.createDeal() && mayCreate(scenario) ? created : "–";
    }

    private static String task(CallTask task) {
        return task.whose().words() + ", due in " + inWords(task.due()) + ": " + task.title();
    }

    private static String inWords(Duration time) {
        return time.toMinutesPart() == 0 ? time.toHours() + " h" : time.toMinutes() + " min";
    }

    /** Tells whether the CRM has exactly one contact in a scenario. */
    static boolean isKnown(CallScenario scenario) {
        return switch (scenario) {
            case ANSWERED_BY_RESPONSIBLE,
                    ANSWERED_BY_OTHER,
                    MISSED_KNOWN,
                    MADE_KNOWN,
                    UNREACHED_KNOWN,
                    UNKNOWN_EMPLOYEE_KNOWN -> true;
            default -> false;
        };
    }

    /** Tells whether a client may become a contact in a scenario, if its cell says so. */
    static boolean mayCreate(CallScenario scenario) {
        return switch (scenario) {
            case NO_NUMBER, AMBIGUOUS, STAFF -> false;
            default -> !isKnown(scenario);
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CallMatrix matrix && matrix.cells.equals(cells);
    }

    @Override
    public int hashCode() {
        return cells.hashCode();
    }

    @Override
    public String toString() {
        return table();
    }
}
