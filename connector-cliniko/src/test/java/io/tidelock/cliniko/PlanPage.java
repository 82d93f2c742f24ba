package io.tidelock.cliniko;

import io.tidelock.mapping.Plan;
import io.tidelock.record.Schema;
import java.util.ArrayList;
import java.util.List;

/** The part of the integration's page that lists what the plan needs in the CRM. */
final class PlanPage {

    private PlanPage() {}

    static String of(Plan plan) {
        List<String> lines =
                new ArrayList<>(List.of("| on | property | label | type | group |", "|---|---|---|---|---|"));
        plan.crmSchema().properties().forEach(property -> lines.add(line(plan, property)));
        lines.addAll(List.of("", "| on | pipeline | label | stages |", "|---|---|---|---|"));
        plan.crmSchema()
                .pipelines()
                .forEach(pipeline -> lines.add("| " + pipeline.type() + " | `" + pipeline.name()
                        + "` | " + pipeline.label() + " | "
                        + String.join(
                                ", ",
                                pipeline.stages().stream().map(PlanPage::stage).toList()) + " |"));
        return String.join("\n", lines);
    }

    private static String line(Plan plan, Schema.Property property) {
        String type = property.options().isEmpty()
                ? property.field().type().toString().toLowerCase(java.util.Locale.ROOT)
                : String.join(" or ", property.options());
        String group = property.group().orElse("");
        String label = plan.crmSchema().groups().stream()
                .filter(each ->
                        each.type().equals(property.type()) && each.name().equals(group))
                .map(Schema.Group::label)
                .findFirst()
                .orElse("");
        return "| " + property.type() + " | `" + property.field() + "` | " + property.label() + " | " + type
                + (property.unique() ? ", unique" : "") + " | " + label + " (`" + group + "`) |";
    }

    private static String stage(Schema.Stage stage) {
        String outcome = switch (stage.outcome()) {
            case OPEN -> stage.probability() + " %";
            case WON -> "won";
            case LOST -> "lost";
        };
        return stage.label() + " (`" + stage.name() + "`, " + outcome + ")";
    }
}
