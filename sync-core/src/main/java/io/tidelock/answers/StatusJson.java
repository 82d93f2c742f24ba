package io.tidelock.answers;

import io.tidelock.connector.CallsLeft;
import io.tidelock.connector.SchemaDifference;
import java.util.Locale;

/** Writes a status as JSON. */
final class StatusJson {

    private StatusJson() {}

    static String of(Status status) {
        return new Json()
                .field("integration", status.integration().value())
                .field("at", status.at().toString())
                .field("plan", status.plan())
                .field("revision", status.revision())
                .field("planState", status.planState().name())
                .field("pairsUnderFormerKeys", status.pairsUnderFormerKeys())
                .field("hints", status.hints())
                .list("drift", status.drift(), StatusJson::of)
                .list("budget", status.budget(), StatusJson::of)
                .list("flows", status.flows(), StatusJson::of)
                .end();
    }

    private static String of(SchemaDifference difference) {
        return new Json()
                .field("kind", difference.kind().name())
                .field("stops", difference.kind().stops())
                .field("detail", difference.detail())
                .end();
    }

    private static String of(Status.Budget budget) {
        CallsLeft calls = budget.calls();
        return new Json()
                .field("account", budget.account().toString())
                .field("limit", calls.limit())
                .field("left", calls.left())
                .field("of", calls.of())
                .field("until", calls.until().toString())
                .end();
    }

    private static String of(FlowStatus flow) {
        Json json = new Json()
                .field("flow", flow.flow())
                .field("linked", flow.linked())
                .field("inSync", flow.inSync());
        for (Reason.Group group : Reason.Group.values()) {
            json.field(group.name().toLowerCase(Locale.ROOT), flow.count(group));
        }
        Json braked = new Json();
        flow.braked().forEach((verb, count) -> braked.field(verb.name(), count));
        return json.field("lastRun", flow.lastRun())
                .field("lagSeconds", flow.lag().toSeconds())
                .field("caughtUp", flow.caughtUp())
                .field("nextRun", flow.nextRun())
                .field("backfilling", flow.backfilling())
                .field("visitingLinks", flow.visitingLinks())
                .raw("braked", braked.end())
                .list("reasons", flow.reasons(), StatusJson::of)
                .end();
    }

    private static String of(Reason reason) {
        return new Json()
                .field("group", reason.group().name())
                .field("code", reason.code())
                .field("count", reason.count())
                .field("since", reason.since().toString())
                .field("example", reason.example())
                .field("remedy", reason.remedy())
                .end();
    }
}
