package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.testkit.fake.hubspot.AssociationTypes.Kind;
import io.tidelock.testkit.fake.hubspot.Associations.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What people with all rights do in a {@link FakeHubSpot}'s settings: association labels and who carries them, pipelines and
 * their stages, by what people read, and the labels of properties and groups. Object types are given by plural name or type id. Thread-safe as the portal is.
 */
public final class Administrator {

    private final Portal portal;
    private final Consumer<Runnable> locked;

    Administrator(Portal portal, Consumer<Runnable> locked) {
        this.portal = portal;
        this.locked = locked;
    }

    /** Adds an association label, read alike from both ends (§4). */
    public void addLabel(String fromType, String toType, String label) {
        locked.accept(() -> portal.associations()
                .types()
                .define(ObjectType.required(fromType), ObjectType.required(toType), label, ""));
    }

    /** Associates two records and gives them a label, beside those they have. */
    public void associate(String fromType, String fromId, String toType, String toId, String label) {
        locked.accept(() -> {
            Ref from = ref(fromType, fromId);
            Ref to = ref(toType, toId);
            portal.associations().link(from, to, List.of(kind(from.type(), to.type(), label)));
        });
    }

    /** Returns the labels of an association, without the unlabeled one, in order. */
    public Set<String> labels(String fromType, String fromId, String toType, String toId) {
        Set<String> labels = new TreeSet<>();
        locked.accept(() -> {
            Ref from = ref(fromType, fromId);
            Ref to = ref(toType, toId);
            portal.associations()
                    .of(from.type(), from.id(), to.type())
                    .getOrDefault(to.id(), new TreeSet<>())
                    .forEach(id -> labels.add(portal.associations()
                            .types()
                            .required(from.type(), to.type(), id)
                            .label()));
        });
        labels.remove("");
        return labels;
    }

    /** Returns the account's own labels of associations between two types, in the order they were made. */
    public List<String> labels(String fromType, String toType) {
        List<String> labels = new ArrayList<>();
        locked.accept(() ->
                portal.associations().types().of(ObjectType.required(fromType), ObjectType.required(toType)).stream()
                        .filter(kind -> kind.category().equals("USER_DEFINED"))
                        .forEach(kind -> labels.add(kind.label())));
        return labels;
    }

    /** Adds a pipeline with open stages and returns its id (§5.3). */
    public String addPipeline(String type, String label, String... stages) {
        ObjectNode body = Json.object().put("label", label).put("displayOrder", 99);
        ArrayNode all = body.putArray("stages");
        for (String stage : stages) {
            all.add(stage(stage, all.size(), "0.5"));
        }
        List<String> id = new ArrayList<>();
        locked.accept(() -> id.add(endpoints()
                .create(ObjectType.required(type), body, portal.pipelines().nextId())
                .path("id")
                .asText()));
        return id.get(0);
    }

    /** Adds a stage at the end of a pipeline. */
    public void addStage(String type, String pipeline, String label, String probability) {
        locked.accept(() -> {
            ObjectNode found = pipeline(type, pipeline);
            int place = Pipelines.stages(found).size();
            endpoints().addStage(ObjectType.required(type), found, stage(label, place, probability));
        });
    }

    /** Changes what people read of a pipeline. */
    public void renamePipeline(String type, String pipeline, String label) {
        locked.accept(() -> pipeline(type, pipeline).put("label", label));
    }

    /** Changes what people read of a stage. */
    public void renameStage(String type, String pipeline, String stage, String label) {
        locked.accept(() -> stage(pipeline(type, pipeline), stage).put("label", label));
    }

    /** Deletes a pipeline, whether records stand in it or not. */
    public void removePipeline(String type, String pipeline) {
        locked.accept(() -> {
            String id = pipeline(type, pipeline).path("id").asText();
            portal.pipelines().of(ObjectType.required(type)).remove(id);
        });
    }

    /** Deletes a stage, whether records stand in it or not. */
    public void removeStage(String type, String pipeline, String stage) {
        locked.accept(() -> {
            ObjectNode found = pipeline(type, pipeline);
            Pipelines.remove(found, stage(found, stage));
        });
    }

    /** Returns the pipelines of a type as JSON text. */
    public String pipelines(String type) {
        List<String> text = new ArrayList<>();
        locked.accept(() -> text.add(Json.write(Json.results(portal.pipelines().list(ObjectType.required(type))))));
        return text.get(0);
    }

    /** Changes what people read of a property. */
    public void renameProperty(String type, String name, String label) {
        locked.accept(() -> portal.schema(ObjectType.required(type))
                .find(name)
                .orElseThrow(() -> new IllegalArgumentException("No property " + name))
                .json()
                .put("label", label));
    }

    /** Moves a property into a group. */
    public void moveProperty(String type, String name, String group) {
        locked.accept(() -> portal.schema(ObjectType.required(type))
                .find(name)
                .orElseThrow(() -> new IllegalArgumentException("No property " + name))
                .json()
                .put("groupName", group));
    }

    private PipelineEndpoints endpoints() {
        return new PipelineEndpoints(portal);
    }

    private static ObjectNode stage(String label, int place, String probability) {
        ObjectNode stage = Json.object().put("label", label).put("displayOrder", place);
        stage.putObject("metadata").put("probability", probability).put("ticketState", "OPEN");
        return stage;
    }

    private ObjectNode pipeline(String type, String label) {
        return portal.pipelines().list(ObjectType.required(type)).stream()
                .filter(pipeline -> pipeline.path("label").asText().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No pipeline " + label));
    }

    private static ObjectNode stage(ObjectNode pipeline, String label) {
        for (JsonNode stage : Pipelines.stages(pipeline)) {
            if (stage.path("label").asText().equals(label)) {
                return (ObjectNode) stage;
            }
        }
        throw new IllegalArgumentException("No stage " + label);
    }

    private Kind kind(ObjectType from, ObjectType to, String label) {
        return portal.associations().types().of(from, to).stream()
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No label " + label + " from " + from.name()));
    }

    private Ref ref(String type, String id) {
        ObjectType known = ObjectType.required(type);
        return AssociationEndpoints.live(portal, known, id);
    }
}
