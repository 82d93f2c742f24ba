package io.tidelock.engine;

import io.tidelock.connector.RecordAccess;
import io.tidelock.engine.ConfigurationException.Problem;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Schedule;
import io.tidelock.mapping.Sweep;
import io.tidelock.mapping.Window;
import io.tidelock.record.FieldType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Finds what does not fit together in the ways in which a flow's changes come to attention. */
final class TriggerCheck {

    private final Flow flow;
    private final List<Problem> problems = new ArrayList<>();

    private TriggerCheck(Flow flow) {
        this.flow = flow;
    }

    /** Returns what is wrong whatever the connectors can do. */
    static List<Problem> of(Flow flow) {
        TriggerCheck check = new TriggerCheck(flow);
        if (!isPositive(flow.schedule(), true)) {
            check.problem("its interval is negative", "Leave every(…) out for every pass");
        }
        if (!flow.sweep().map(Sweep::schedule).map(s -> isPositive(s, false)).orElse(true)) {
            check.problem("its sweep would never end", "Sweep once a day, or at most every few hours");
        }
        flow.window().ifPresent(check::window);
        return check.problems;
    }

    /** Returns what the source's connector lacks. */
    static List<Problem> of(Flow flow, RecordAccess source, String system) {
        TriggerCheck check = new TriggerCheck(flow);
        flow.window()
                .filter(window ->
                        source.range().filter(range -> range.by(window.field())).isEmpty())
                .ifPresent(window -> check.problem(
                        system + " cannot list " + source.type() + " records by a range of " + window.field(),
                        "Use another field, or leave window(…) out"));
        return check.problems;
    }

    private static boolean isPositive(Schedule schedule, boolean orZero) {
        Duration length = schedule instanceof Schedule.Every every ? every.length() : Duration.ofDays(1);
        return orZero ? !length.isNegative() : length.compareTo(Duration.ZERO) > 0;
    }

    private void window(Window window) {
        FieldType type = window.field().type();
        if (type != FieldType.DATE && type != FieldType.INSTANT) {
            problem("its window is about " + window.field() + ", which is no date or moment", "Name a date field");
        }
        if (window.past().plus(window.ahead()).compareTo(Duration.ZERO) <= 0) {
            problem("its window ends before it begins", "Let past and ahead add up to more than nothing");
        }
    }

    private void problem(String what, String remedy) {
        problems.add(new Problem("flow " + flow.id(), what, remedy));
    }
}
