package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Turns the {@code properties} of a write into the values to store, or refuses all of it at once (§2.4, §5.2). */
final class WriteCheck {

    private static final Map<ObjectType, List<String>> REQUIRED = Map.of(
            ObjectType.DEALS, List.of("dealname", "dealstage"),
            ObjectType.TICKETS, List.of("subject", "hs_pipeline_stage", "hs_pipeline"),
            ObjectType.TASKS, List.of("hs_timestamp"),
            ObjectType.CALLS, List.of("hs_timestamp"),
            ObjectType.NOTES, List.of("hs_timestamp"),
            ObjectType.MEETINGS, List.of("hs_timestamp"));

    private static final Map<ObjectType, List<String>> ONE_OF = Map.of(
            ObjectType.CONTACTS, List.of("email", "firstname", "lastname"),
            ObjectType.COMPANIES, List.of("name", "domain"));

    private final Portal portal;
    private final ObjectType type;
    private final @Nullable Row current;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, String> changes = new LinkedHashMap<>();

    WriteCheck(Portal portal, ObjectType type, @Nullable Row current) {
        this.portal = portal;
        this.type = type;
        this.current = current;
    }

    /** Returns the normalised changes by name; an empty value clears. JSON null changes nothing (assumed, Part 3). */
    Map<String, String> check(JsonNode properties) {
        properties.properties().forEach(entry -> one(entry.getKey(), entry.getValue()));
        if (Pipelines.have(type)) {
            checkStage();
        }
        if (!problems.isEmpty()) {
            throw Refusal.invalidProperties(problems);
        }
        keepLifecycleForward();
        return changes;
    }

    private void one(String name, JsonNode value) {
        if (value.isContainerNode()) {
            throw Refusal.invalid("Cannot deserialize value of type `java.lang.String` from " + value.getNodeType());
        }
        PropertyDef def = portal.schema(type).find(name).orElse(null);
        if (def == null) {
            refuse(name, "PROPERTY_DOESNT_EXIST", "Property \"" + name + "\" does not exist");
        } else if (def.isReadOnly()) {
            refuse(name, "READ_ONLY_VALUE", "\"" + name + "\" is a read only property; its value cannot be set.");
        } else if (!value.isNull()) {
            put(def, value.asText());
        }
    }

    private void put(PropertyDef def, String raw) {
        try {
            String old = current == null ? null : current.value(def.name());
            String value = raw.isEmpty() ? "" : Values.normalise(def, raw, old);
            if (def.isOwner() && !value.isEmpty() && !portal.owners().isActive(value)) {
                refuse(def.name(), "INVALID_OWNER_ID", "Owner " + value + " does not exist");
            }
            changes.put(def.name(), value);
        } catch (Values.Invalid e) {
            problems.add(e.problem());
        }
    }

    private void refuse(String name, String code, String message) {
        problems.add(Problem.ofProperty(name, code, message));
    }

    private void checkStage() {
        String pipelineName = Pipelines.pipelineProperty(type);
        String stageName = Pipelines.stageProperty(type);
        if (!changes.containsKey(pipelineName) && !changes.containsKey(stageName)) {
            return;
        }
        String pipeline = effective(pipelineName, type.equals(ObjectType.DEALS) ? "default" : "0");
        ObjectNode found = portal.pipelines().of(type).get(pipeline);
        if (found == null) {
            refuse(pipelineName, "INVALID_OPTION", pipeline + " is not a pipeline of " + type.name());
            return;
        }
        changes.put(pipelineName, pipeline);
        String stage = effective(stageName, "");
        if (!stage.isEmpty() && portal.pipelines().stage(found, stage).isEmpty()) {
            refuse(stageName, "INVALID_OPTION", stage + " is not a stage of pipeline " + pipeline);
        }
    }

    private String effective(String name, String fallback) {
        String old = current == null ? null : current.value(name);
        String value = changes.getOrDefault(name, old == null ? "" : old);
        return value.isEmpty() ? fallback : value;
    }

    /** A lifecycle stage moves forward only; a step back is ignored, not refused (G23; the answer is assumed). */
    private void keepLifecycleForward() {
        String wanted = changes.get("lifecyclestage");
        String old = current == null ? null : current.value("lifecyclestage");
        if (wanted == null || wanted.isEmpty() || old == null) {
            return;
        }
        List<String> order =
                portal.schema(type).find("lifecyclestage").orElseThrow().optionValues();
        if (order.indexOf(wanted) < order.indexOf(old)) {
            changes.remove("lifecyclestage");
        }
    }

    /** Refuses a new record that lacks what its type requires (§2.2), or what an administrator does (§0.2). */
    static void required(Settings settings, ObjectType type, Map<String, String> values, Origin origin) {
        Set<String> missing = new TreeSet<>(REQUIRED.getOrDefault(type, List.of()));
        if (origin.enforcesRules()) {
            missing.addAll(settings.required.getOrDefault(type.name(), Set.of()));
        }
        missing.removeIf(name -> !values.getOrDefault(name, "").isEmpty());
        List<String> oneOf = ONE_OF.getOrDefault(type, List.of());
        if (!oneOf.isEmpty()
                && oneOf.stream().allMatch(name -> values.getOrDefault(name, "").isEmpty())) {
            missing.addAll(oneOf);
        }
        if (!missing.isEmpty()) {
            List<String> names = List.copyOf(missing);
            throw Refusal.invalid("Error creating " + type.legacy() + ". Some required properties were not set.")
                    .context("properties", names)
                    .problems(names.stream()
                            .map(name -> Problem.ofProperty(name, "REQUIRED_FIELD", name + " was not set"))
                            .toList());
        }
    }
}
