package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.testkit.fake.FakeResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Property definitions and their groups (§5.1). */
final class PropertyEndpoints {

    private static final int MAX_INPUTS = 100;
    private static final String EXISTS = "OBJECT_ALREADY_EXISTS";
    private static final Set<String> CHANGEABLE =
            Set.of("label", "description", "groupName", "fieldType", "options", "displayOrder", "hidden", "formField");
    private static final Map<String, Set<String>> FIELD_TYPES = Map.of(
            "string", Set.of("text", "textarea", "html", "file", "phonenumber", "calculation_equation"),
            "phone_number", Set.of("phonenumber"),
            "number", Set.of("number", "calculation_equation"),
            "date", Set.of("date"),
            "datetime", Set.of("date"),
            "enumeration", Set.of("select", "radio", "checkbox", "booleancheckbox", "calculation_equation"),
            "bool", Set.of("booleancheckbox", "calculation_equation"));

    private final Portal portal;

    PropertyEndpoints(Portal portal) {
        this.portal = portal;
    }

    FakeResponse handle(Inbound in) {
        if (in.depth() == 0) {
            throw Refusal.notFound();
        }
        ObjectType type = in.type();
        if (in.depth() > 1 && in.segment(1).equals("groups")) {
            return groups(in, portal.schema(type));
        }
        return switch (in.depth()) {
            case 1 -> collection(in, type);
            case 2 -> one(in, type);
            case 3 -> batch(in, type);
            default -> throw Refusal.notFound();
        };
    }

    private FakeResponse collection(Inbound in, ObjectType type) {
        return switch (in.method()) {
            case "GET" ->
                Inbound.answer(
                        200,
                        Json.results(portal.schema(type).all(in.flag("archived")).stream()
                                .map(def -> render(type, def))
                                .toList()));
            case "POST" -> Inbound.answer(201, create(type, in.body()));
            default -> throw Refusal.wrongMethod();
        };
    }

    private FakeResponse one(Inbound in, ObjectType type) {
        PropertyDef def = find(type, in.segment(1), in.is("GET") && in.flag("archived"));
        return switch (in.method()) {
            case "GET" -> Inbound.answer(200, render(type, def));
            case "PATCH" -> Inbound.answer(200, change(type, def, in.body()));
            case "DELETE" -> {
                archive(type, def);
                yield FakeResponse.empty(204);
            }
            default -> throw Refusal.wrongMethod();
        };
    }

    private PropertyDef find(ObjectType type, String name, boolean archived) {
        Schema schema = portal.schema(type);
        return (archived ? schema.findArchived(name) : schema.find(name)).orElseThrow(() -> {
            String text = "Property with name " + name + " does not exist on " + type.typeId();
            return new Refusal(404, Refusal.NOT_FOUND, text);
        });
    }

    /** A definition as served; the options of stages and pipelines are those of the moment. */
    private ObjectNode render(ObjectType type, PropertyDef def) {
        ObjectNode json = def.copy();
        if (!Pipelines.have(type)) {
            return json;
        }
        boolean stages = def.name().equals(Pipelines.stageProperty(type));
        if (stages || def.name().equals(Pipelines.pipelineProperty(type))) {
            json.putArray("options");
            portal.pipelines().list(type).forEach(pipeline -> {
                Iterable<? extends JsonNode> nodes = stages ? Pipelines.stages(pipeline) : List.of(pipeline);
                nodes.forEach(node -> json.withArrayProperty("options")
                        .add(PropertyDef.option(
                                node.path("id").asText(),
                                node.path("label").asText(),
                                node.path("displayOrder").asInt())));
            });
        }
        return json;
    }

    /** Adds a definition; one of the name is a 409, an unknown group or a wrong field type a 400. */
    ObjectNode create(ObjectType type, ObjectNode body) {
        for (String field : List.of("groupName", "name", "label", "type", "fieldType")) {
            if (body.path(field).asText("").isEmpty()) {
                throw Refusal.invalid(field + " is required");
            }
        }
        String name = body.path("name").asText();
        Schema schema = portal.schema(type);
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw Refusal.invalid("Property name " + name + " is not lower case letters, digits and underscores");
        }
        if (schema.find(name).isPresent()) {
            throw new Refusal(409, EXISTS, "A property named '" + name + "' already exists.");
        }
        requireGroup(schema, body.path("groupName").asText());
        PropertyDef def = PropertyDef.of(
                name,
                body.path("type").asText(),
                body.path("fieldType").asText(),
                body.path("groupName").asText(),
                portal.now());
        fill(def, body);
        requireConsistent(def);
        schema.add(def);
        return def.copy();
    }

    private static void fill(PropertyDef def, ObjectNode body) {
        copyChangeable(def, body);
        if (body.path("hasUniqueValue").asBoolean()) {
            def.unique();
        }
        if (body.path("externalOptions").asBoolean()) {
            def.json().put("externalOptions", true);
            def.json().set("referencedObjectType", body.path("referencedObjectType"));
        }
    }

    private static void copyChangeable(PropertyDef def, ObjectNode body) {
        body.properties().forEach(entry -> {
            if (CHANGEABLE.contains(entry.getKey())) {
                def.json().set(entry.getKey(), entry.getValue());
            }
        });
    }

    private static void requireConsistent(PropertyDef def) {
        if (!FIELD_TYPES.getOrDefault(def.type(), Set.of()).contains(def.fieldType())) {
            throw Refusal.invalid("Field type " + def.fieldType() + " is not valid for type " + def.type());
        }
        if (def.isUnique() && !Set.of("string", "number").contains(def.type())) {
            throw Refusal.invalid("A property of type " + def.type() + " cannot have unique values");
        }
        boolean needsOptions = def.type().equals("enumeration") || def.type().equals("bool");
        if (needsOptions && def.optionValues().isEmpty() && !def.hasOutsideOptions()) {
            throw Refusal.invalid("Property " + def.name() + " needs options");
        }
    }

    private static void requireGroup(Schema schema, String group) {
        if (!schema.groups().containsKey(group)) {
            throw Refusal.invalid("Property group " + group + " does not exist");
        }
    }

    private ObjectNode change(ObjectType type, PropertyDef def, ObjectNode body) {
        for (String fixed : List.of("name", "type", "hasUniqueValue")) {
            if (body.has(fixed) && !body.path(fixed).equals(def.json().path(fixed))) {
                throw Refusal.invalid(fixed + " cannot be changed");
            }
        }
        if (body.has("groupName")) {
            requireGroup(portal.schema(type), body.path("groupName").asText());
        }
        copyChangeable(def, body);
        def.json().put("updatedAt", Json.stamp(portal.now()));
        return render(type, def);
    }

    private void archive(ObjectType type, PropertyDef def) {
        if (def.isStandard()) {
            throw Refusal.invalid("Property " + def.name() + " belongs to HubSpot");
        }
        portal.schema(type).archive(def, portal.now());
    }

    private FakeResponse batch(Inbound in, ObjectType type) {
        if (!in.segment(1).equals("batch")
                || !Set.of("create", "read", "archive").contains(in.segment(2))) {
            throw Refusal.notFound();
        }
        if (!in.is("POST")) {
            throw Refusal.wrongMethod();
        }
        String operation = in.segment(2);
        BatchResult result = new BatchResult(portal, operation.equals("create") ? 201 : 200);
        boolean archived = in.body().path("archived").asBoolean();
        for (JsonNode input : in.inputs(MAX_INPUTS)) {
            try {
                applyOne(type, operation, input, archived, result);
            } catch (Refusal refusal) {
                result.fail(refusal, Map.of("name", List.of(input.path("name").asText())));
            }
        }
        return operation.equals("archive") ? FakeResponse.empty(204) : result.answer();
    }

    private void applyOne(ObjectType type, String operation, JsonNode input, boolean archived, BatchResult result) {
        if (operation.equals("create")) {
            result.add(create(type, input instanceof ObjectNode object ? object : Json.object()));
            return;
        }
        String name = input.path("name").asText();
        if (operation.equals("archive")) {
            archive(type, find(type, name, false));
        } else {
            result.add(render(type, find(type, name, archived)));
        }
    }

    private FakeResponse groups(Inbound in, Schema schema) {
        return switch (in.depth()) {
            case 2 ->
                switch (in.method()) {
                    case "GET" ->
                        Inbound.answer(200, Json.results(schema.groups().values()));
                    case "POST" -> createGroup(in.body(), schema);
                    default -> throw Refusal.wrongMethod();
                };
            case 3 -> oneGroup(in, schema);
            default -> throw Refusal.notFound();
        };
    }

    private static FakeResponse createGroup(ObjectNode body, Schema schema) {
        String name = body.path("name").asText("");
        String label = body.path("label").asText("");
        if (name.isEmpty() || label.isEmpty()) {
            throw Refusal.invalid("name and label are required");
        }
        if (schema.groups().containsKey(name)) {
            throw new Refusal(409, EXISTS, "A property group named '" + name + "' already exists.");
        }
        return Inbound.answer(201, schema.putGroup(name, label, Json.integer(body.path("displayOrder"), -1)));
    }

    private static FakeResponse oneGroup(Inbound in, Schema schema) {
        ObjectNode group = schema.groups().get(in.segment(2));
        if (group == null) {
            throw Refusal.notFound();
        }
        return switch (in.method()) {
            case "GET" -> Inbound.answer(200, group);
            case "PATCH" -> {
                JsonNode body = in.body();
                group.put("label", body.path("label").asText(group.path("label").asText()));
                group.put(
                        "displayOrder",
                        Json.integer(
                                body.path("displayOrder"),
                                group.path("displayOrder").asInt()));
                yield Inbound.answer(200, group);
            }
            case "DELETE" -> {
                schema.groups().remove(in.segment(2));
                yield FakeResponse.empty(204);
            }
            default -> throw Refusal.wrongMethod();
        };
    }
}
