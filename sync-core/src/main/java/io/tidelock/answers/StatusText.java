package io.tidelock.answers;

import io.tidelock.connector.CallsLeft;
import java.util.Locale;

/** Writes a status for a person to read. */
final class StatusText {

    private final StringBuilder text = new StringBuilder();

    private StatusText() {}

    static String of(Status status) {
        StatusText text = new StatusText();
        text.begin(status);
        status.drift().forEach(difference -> text.line("drift: " + difference.detail()));
        status.budget().forEach(text::budget);
        status.flows().forEach(text::flow);
        return text.text.toString();
    }

    private void begin(Status status) {
        text.append(status.integration().value()).append(" at ").append(status.at());
        text.append(", plan ").append(status.plan()).append(" revision ").append(status.revision());
        text.append(", ").append(status.planState()).append('\n');
        if (status.hints() > 0) {
            line(status.hints() + " hints wait");
        }
        if (status.pairsUnderFormerKeys() > 0) {
            line(status.pairsUnderFormerKeys() + " pairs are under former keys");
        }
    }

    private void budget(Status.Budget budget) {
        CallsLeft calls = budget.calls();
        line("calls of " + budget.account() + ", " + calls.limit() + ": " + calls.left()
                + (calls.of() > 0 ? " of " + calls.of() : "") + " left, all again at " + calls.until());
    }

    private void flow(FlowStatus flow) {
        text.append("Flow ").append(flow.flow()).append('\n');
        line(flow.linked() + " linked, " + flow.inSync() + " in sync");
        line(flow.lastRun()
                        .map(run -> "ran at " + run + (flow.caughtUp() ? ", caught up" : ", not caught up yet"))
                        .orElse("never ran")
                + flow.nextRun().map(next -> ", runs next at " + next).orElse(""));
        if (flow.backfilling()) {
            line("a backfill is under way");
        }
        if (flow.visitingLinks()) {
            line("linked pairs are visited");
        }
        flow.reasons().forEach(this::reason);
    }

    private void reason(Reason reason) {
        line(reason.count() + " " + reason.group().name().toLowerCase(Locale.ROOT) + ", " + reason.code() + " since "
                + reason.since() + ": " + reason.example()
                + (reason.remedy().isEmpty() ? "" : " → " + reason.remedy()));
    }

    private void line(String sentence) {
        text.append("  ").append(sentence).append('\n');
    }
}
