package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One property definition, kept in its wire shape (§5.1). */
record PropertyDef(ObjectNode json) {

    static PropertyDef of(String name, String type, String fieldType, String group, Instant now) {
        ObjectNode json = Json.object()
                .put("updatedAt", Json.stamp(now))
                .put("createdAt", Json.stamp(now))
                .put("name", name)
                .put("label", name)
                .put("type", type)
                .put("fieldType", fieldType)
                .put("description", "")
                .put("groupName", group)
                .put("displayOrder", -1)
                .put("calculated", false)
                .put("externalOptions", false)
                .put("archived", false)
                .put("hasUniqueValue", false)
                .put("hidden", false)
                .put("hubspotDefined", false)
                .put("formField", false);
        json.putArray("options");
        json.set("modificationMetadata", metadata(true, false));
        return new PropertyDef(json);
    }

    static ObjectNode metadata(boolean ours, boolean readOnlyValue) {
        return Json.object()
                .put("archivable", ours)
                .put("readOnlyDefinition", !ours)
                .put("readOnlyValue", readOnlyValue);
    }

    static ObjectNode option(String value, String label, int order) {
        return Json.object()
                .put("label", label)
                .put("value", value)
                .put("description", "")
                .put("displayOrder", order)
                .put("hidden", false);
    }

    PropertyDef options(List<String> values) {
        ArrayNode array = json.putArray("options");
        values.forEach(value -> array.add(option(value, value, array.size())));
        return this;
    }

    PropertyDef unique() {
        json.put("hasUniqueValue", true);
        return this;
    }

    String name() {
        return json.path("name").asText();
    }

    String type() {
        return json.path("type").asText();
    }

    String fieldType() {
        return json.path("fieldType").asText();
    }

    String group() {
        return json.path("groupName").asText();
    }

    boolean isUnique() {
        return json.path("hasUniqueValue").asBoolean();
    }

    boolean isStandard() {
        return json.path("hubspotDefined").asBoolean();
    }

    boolean isReadOnly() {
        return json.path("calculated").asBoolean()
                || json.path("modificationMetadata").path("readOnlyValue").asBoolean();
    }

    /** Whether the values come from elsewhere: owners, pipelines, other records. */
    boolean hasOutsideOptions() {
        return json.path("externalOptions").asBoolean();
    }

    boolean isOwner() {
        return json.path("referencedObjectType").asText().equals("OWNER");
    }

    boolean isMultiple() {
        return type().equals("enumeration") && fieldType().equals("checkbox");
    }

    boolean isText() {
        return type().equals("string") || type().equals("phone_number");
    }

    boolean isTime() {
        return type().equals("date") || type().equals("datetime");
    }

    List<String> optionValues() {
        List<String> values = new ArrayList<>();
        for (JsonNode option : json.path("options")) {
            values.add(option.path("value").asText());
        }
        return values;
    }

    ObjectNode copy() {
        return json.deepCopy();
    }
}
