package io.tidelock.testkit.fake.hubspot;

import java.util.List;
import java.util.function.Predicate;

/** Keeps pipelines and stages that records stand in from being deleted. */
final class PipelineUse {

    private PipelineUse() {}

    /** From 2026-09 on a used pipeline or stage cannot be deleted; before, only on request (§0.2). */
    static void refuse(Portal portal, Inbound in, ObjectType type, String property, String id) {
        boolean isStage = property.equals(Pipelines.stageProperty(type));
        Predicate<Row> uses = row -> !row.isArchived() && id.equals(row.value(property));
        List<String> users = portal.table(type).all().stream()
                .filter(uses)
                .map(row -> Long.toString(row.id()))
                .toList();
        if (isChecked(in) && !users.isEmpty()) {
            throw Refusal.invalid("Still used by " + users.size() + " " + type.name())
                    .subCategory("PipelineError." + (isStage ? "STAGE_ID_IN_USE" : "PIPELINE_ID_IN_USE"))
                    .context(isStage ? "stageIds" : "pipelineIds", List.of(id))
                    .context("objectIds", users);
        }
    }

    private static boolean isChecked(Inbound in) {
        boolean onRequest = in.flag("validateReferencesBeforeDelete") || in.flag("validateDealStageUsagesBeforeDelete");
        boolean saysNothing = in.query("validateReferencesBeforeDelete").isEmpty();
        return onRequest || (saysNothing && in.route().version() == Route.Version.V2026_09);
    }
}
