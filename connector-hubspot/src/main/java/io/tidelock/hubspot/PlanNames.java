package io.tidelock.hubspot;

import io.tidelock.connector.WriteOperation;
import io.tidelock.crm.Deal;
import io.tidelock.record.Schema;
import io.tidelock.record.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says a plan's names of its pipelines and stages where HubSpot has ids, and the other way round. What the plan does not
 * declare keeps HubSpot's ids. The portal's pipelines are read once an hour, and again where one seems to be missing; never
 * record by record.
 */
final class PlanNames {

    static final String PIPELINE = Deal.PIPELINE.name();
    static final String STAGE = Deal.STAGE.name();

    private final Portal portal;
    private final Pipelines pipelines;
    private final ObjectKind kind;
    private final List<Schema.Pipeline> declared;

    PlanNames(Portal portal, Pipelines pipelines, ObjectKind kind, Schema plan) {
        this.portal = portal;
        this.pipelines = pipelines;
        this.kind = kind;
        this.declared = Pipelines.govern(kind) ? plan.pipelines(kind.type()) : List.of();
    }

    /** Returns the properties that have to be read as well: what a stage is called depends on its pipeline. */
    Set<String> alongside(Set<String> fields) {
        return !declared.isEmpty() && fields.contains(STAGE) ? Set.of(kind.property(PIPELINE)) : Set.of();
    }

    /** Returns a value as the plan says it. */
    Value shown(String field, Value value, Wire.Stored stored) {
        if (!name(field) || !value.isPresent()) {
            return value;
        }
        String pipeline = stored.property(kind.property(PIPELINE));
        return Value.text(field.equals(PIPELINE) ? pipeline(value.plain()) : stage(pipeline, value.plain()));
    }

    private String pipeline(String id) {
        return match(id).map(match -> match.plan().name()).orElse(id);
    }

    private String stage(@Nullable String pipeline, String id) {
        return match(pipeline)
                .flatMap(match -> match.stages().entrySet().stream()
                        .filter(stage -> stage.getValue().requireId().equals(id))
                        .map(Map.Entry::getKey)
                        .findFirst())
                .orElse(id);
    }

    /** Returns the ids that a name stands for, in all pipelines of the plan; a name that is none is an id. */
    List<String> ids(String field, String text) {
        Set<String> ids = new LinkedHashSet<>();
        for (PipelineMatch match : matches(pipelines.known(kind))) {
            if (field.equals(PIPELINE) && match.plan().name().equals(text)) {
                ids.add(match.there().requireId());
            }
            Wire.Stage stage = match.stages().get(text);
            if (field.equals(STAGE) && stage != null) {
                ids.add(stage.requireId());
            }
        }
        return ids.isEmpty() ? List.of(text) : List.copyOf(ids);
    }

    /** Tells whether the plan has names for what a field holds. */
    boolean name(String field) {
        return !declared.isEmpty() && (field.equals(PIPELINE) || field.equals(STAGE));
    }

    /** Returns what operations write, with ids for names. A name without an id stays as it is, and is refused. */
    List<Map<String, Value>> written(List<WriteOperation> operations) {
        Map<String, String> where = standing(operations);
        List<Map<String, Value>> all = new ArrayList<>();
        for (WriteOperation operation : operations) {
            Map<String, Value> values = new LinkedHashMap<>(WriteLine.values(operation));
            String pipeline = text(values, PIPELINE);
            String stage = text(values, STAGE);
            if (!declared.isEmpty() && pipeline != null) {
                values.put(PIPELINE, Value.text(pipelineId(pipeline).orElse(pipeline)));
            }
            if (!declared.isEmpty() && stage != null) {
                String at = pipeline == null ? where.get(operation.intent()) : pipeline;
                values.put(STAGE, Value.text(stageId(at, stage).orElse(stage)));
            }
            all.add(values);
        }
        return all;
    }

    /** Returns by intent in which pipeline records stand whose stage alone changes, to one that several pipelines have. */
    private Map<String, String> standing(List<WriteOperation> operations) {
        Map<String, String> asked = new LinkedHashMap<>();
        for (WriteOperation operation : operations) {
            String stage = text(WriteLine.values(operation), STAGE);
            boolean alone = text(WriteLine.values(operation), PIPELINE) == null;
            if (stage != null && alone && operation instanceof WriteOperation.Update update && isAmbiguous(stage)) {
                asked.put(update.ref().id(), update.intent());
            }
        }
        Map<String, String> standing = new HashMap<>();
        String property = kind.property(PIPELINE);
        portal.batchRead(kind, asked.keySet(), null, List.of(property), false).forEach(stored -> {
            String intent = asked.get(stored.requireId());
            String pipeline = stored.property(property);
            if (intent != null && pipeline != null) {
                standing.put(intent, pipeline(pipeline));
            }
        });
        return standing;
    }

    private boolean isAmbiguous(String stage) {
        return declared.stream()
                        .filter(pipeline -> pipeline.stages().stream()
                                .anyMatch(one -> one.name().equals(stage)))
                        .count()
                > 1;
    }

    private Optional<String> pipelineId(String pipeline) {
        return found(match ->
                match.plan().name().equals(pipeline) ? Optional.of(match.there().requireId()) : Optional.empty());
    }

    /** Without a pipeline, the stage of the only one that has it. */
    private Optional<String> stageId(@Nullable String pipeline, String stage) {
        if (pipeline == null && isAmbiguous(stage)) {
            return Optional.empty();
        }
        boolean known = declared.stream()
                .flatMap(one -> one.stages().stream())
                .anyMatch(one -> one.name().equals(stage));
        return !known
                ? Optional.empty()
                : found(match -> pipeline == null || match.plan().name().equals(pipeline)
                        ? Optional.ofNullable(match.stages().get(stage)).map(Wire.Stage::requireId)
                        : Optional.empty());
    }

    private Optional<String> found(Function<PipelineMatch, Optional<String>> look) {
        return first(pipelines.known(kind), look).or(() -> first(pipelines.doubted(kind), look));
    }

    private Optional<String> first(Collection<Wire.Pipeline> all, Function<PipelineMatch, Optional<String>> look) {
        return matches(all).stream().map(look).flatMap(Optional::stream).findFirst();
    }

    private Optional<PipelineMatch> match(@Nullable String id) {
        if (id == null) {
            return Optional.empty();
        }
        boolean known = pipelines.known(kind).stream()
                .anyMatch(pipeline -> pipeline.requireId().equals(id));
        return matches(known ? pipelines.known(kind) : pipelines.doubted(kind)).stream()
                .filter(match -> match.there().requireId().equals(id))
                .findFirst();
    }

    private List<PipelineMatch> matches(Collection<Wire.Pipeline> all) {
        return declared.stream()
                .map(plan -> PipelineMatch.find(kind, plan, all, declared))
                .flatMap(Optional::stream)
                .toList();
    }

    private static @Nullable String text(Map<String, Value> values, String field) {
        Value value = values.getOrDefault(field, Value.absent());
        return value.isPresent() ? value.plain() : null;
    }
}
