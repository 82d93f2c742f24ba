package io.tidelock.hubspot;

import io.tidelock.record.Schema;
import io.tidelock.record.Schema.Stage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A pipeline of the plan and the one of the portal that it is: of the same label, or, where people renamed it, the only one
 * that holds all its stages. A stage is the one of the same label or, where that is gone, the one at its place that says the
 * same of a record.
 *
 * @param plan what is declared
 * @param there what stands for it
 * @param stages by the plan's name, the stages that are there
 */
record PipelineMatch(Schema.Pipeline plan, Wire.Pipeline there, Map<String, Wire.Stage> stages) {

    /** Pipelines that HubSpot comes with: their stages' labels prove nothing. */
    private static final Set<String> STANDARD = Set.of("default", "0");

    private static final int PROOF = 2;

    /**
     * Finds a declared pipeline.
     *
     * @param all the portal's
     * @param declared all of the plan's pipelines of the kind: none of the portal's stands for two of them
     */
    static Optional<PipelineMatch> find(
            ObjectKind kind, Schema.Pipeline plan, Collection<Wire.Pipeline> all, List<Schema.Pipeline> declared) {
        Optional<Wire.Pipeline> labelled =
                all.stream().filter(there -> there.text().equals(plan.label())).findFirst();
        return labelled.or(() -> renamed(plan, all, declared)).map(there -> of(kind, plan, there));
    }

    private static Optional<Wire.Pipeline> renamed(
            Schema.Pipeline plan, Collection<Wire.Pipeline> all, List<Schema.Pipeline> declared) {
        List<Wire.Pipeline> candidates = all.stream()
                .filter(there -> !STANDARD.contains(there.requireId()))
                .filter(there ->
                        declared.stream().noneMatch(other -> other.label().equals(there.text())))
                .filter(there -> plan.stages().size() >= PROOF
                        && labels(there)
                                .containsAll(
                                        plan.stages().stream().map(Stage::label).toList()))
                .toList();
        return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    private static PipelineMatch of(ObjectKind kind, Schema.Pipeline plan, Wire.Pipeline there) {
        List<Wire.Stage> ordered = ordered(there);
        Map<String, Wire.Stage> stages = new LinkedHashMap<>();
        plan.stages()
                .forEach(stage -> ordered.stream()
                        .filter(one -> one.text().equals(stage.label()))
                        .findFirst()
                        .ifPresent(one -> stages.put(stage.name(), one)));
        for (int place = 0; place < Math.min(plan.stages().size(), ordered.size()); place++) {
            Stage stage = plan.stages().get(place);
            Wire.Stage one = ordered.get(place);
            if (!stages.containsKey(stage.name()) && !stages.containsValue(one) && Pipelines.alike(kind, one, stage)) {
                stages.put(stage.name(), one);
            }
        }
        return new PipelineMatch(plan, there, stages);
    }

    /** Returns the stages of the portal that the plan does not know. */
    List<Wire.Stage> added() {
        return ordered(there).stream()
                .filter(stage -> !stages.containsValue(stage))
                .toList();
    }

    private static List<String> labels(Wire.Pipeline pipeline) {
        return ordered(pipeline).stream().map(Wire.Stage::text).toList();
    }

    private static List<Wire.Stage> ordered(Wire.Pipeline pipeline) {
        List<Wire.Stage> stages = new ArrayList<>(pipeline.stages());
        stages.removeIf(Wire.Stage::archived);
        stages.sort(Comparator.comparingInt(Wire.Stage::displayOrder));
        return stages;
    }
}
