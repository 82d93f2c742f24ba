package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request, or one row of a batch, that HubSpot refuses, with the envelope of §2.6. */
final class Refusal extends RuntimeException {

    static final String VALIDATION = "VALIDATION_ERROR";
    static final String NOT_FOUND = "OBJECT_NOT_FOUND";

    private final int status;
    private final String category;
    private final String text;
    private final Map<String, List<String>> context = new LinkedHashMap<>();
    private final Map<String, String> links = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private String subCategory = "";

    Refusal(int status, String category, String text) {
        super(text, null, false, false);
        this.status = status;
        this.category = category;
        this.text = text;
    }

    static Refusal invalid(String text) {
        return new Refusal(400, VALIDATION, text);
    }

    static Refusal notFound() {
        return new Refusal(404, NOT_FOUND, "resource not found");
    }

    static Refusal wrongMethod() {
        return new Refusal(405, "METHOD_NOT_ALLOWED", "HTTP 405 Method Not Allowed");
    }

    /** Says which property values are wrong, in the message as JSON text and in {@code errors} (§2.4). */
    static Refusal invalidProperties(List<Problem> problems) {
        ArrayNode list = Json.array();
        for (Problem problem : problems) {
            list.addObject()
                    .put("isValid", false)
                    .put("message", problem.message())
                    .put("error", problem.code())
                    .put("name", problem.property())
                    .put("localizedErrorMessage", problem.message());
        }
        return invalid("Property values were not valid: " + Json.write(list)).problems(problems);
    }

    /** Says that a unique value is taken: a 400, with the writing record's id before the owner's (§2.4). */
    static Refusal valueTaken(long portal, ObjectType type, String property, String value, long writer, long owner) {
        return invalid("Cannot set PropertyValueCoordinates{portalId=" + portal
                + ", objectTypeId=ObjectTypeId{legacyObjectType=" + type.legacy() + "}, propertyName=" + property
                + ", value=" + value + "} on " + writer + ". " + owner + " already has that value.");
    }

    /** Says that a contact's e-mail is taken: a 409 (§2.4). */
    static Refusal contactExists(long existing) {
        return new Refusal(409, "CONFLICT", "Contact already exists. Existing ID: " + existing)
                .context("existingId", List.of(Long.toString(existing)));
    }

    /** Says that some ids of a batch are unknown (§2.4). */
    static Refusal unknownIds(ObjectType type, List<String> ids) {
        return new Refusal(
                        404,
                        NOT_FOUND,
                        "Could not get some " + type.legacy()
                                + " objects, they may be deleted or not exist. Check that ids are valid.")
                .context("ids", ids);
    }

    Refusal context(String key, List<String> values) {
        context.put(key, List.copyOf(values));
        return this;
    }

    Refusal link(String name, String url) {
        links.put(name, url);
        return this;
    }

    Refusal problems(List<Problem> more) {
        problems.addAll(more);
        return this;
    }

    Refusal subCategory(String name) {
        subCategory = name;
        return this;
    }

    int status() {
        return status;
    }

    boolean isCategory(String name) {
        return category.equals(name);
    }

    /** The plain 409 of a batch does not name the existing record (§2.4). */
    Refusal asWholeBatch() {
        return isCategory("CONFLICT") ? new Refusal(status, category, "Contact already exists") : this;
    }

    /** The body of a whole response; what the row context knows besides is left out of a single 409. */
    ObjectNode envelope(String correlationId) {
        ObjectNode body =
                Json.object().put("status", "error").put("message", text).put("correlationId", correlationId);
        if (!isCategory("CONFLICT")) {
            putContext(body, context);
        }
        putDetails(body);
        if (!category.isEmpty()) {
            body.put("category", category);
        }
        return body;
    }

    /** One entry of {@code errors} in a 207, a {@code StandardError}, of which only the sub-category may be missing. */
    ObjectNode row(Map<String, List<String>> more) {
        ObjectNode body =
                Json.object().put("status", "error").put("category", category).put("message", text);
        body.putObject("context");
        body.putArray("errors");
        body.putObject("links");
        Map<String, List<String>> all = new LinkedHashMap<>(more);
        all.putAll(context);
        putContext(body, all);
        putDetails(body);
        return body;
    }

    private void putDetails(ObjectNode body) {
        if (!subCategory.isEmpty()) {
            body.put("subCategory", subCategory);
        }
        if (!problems.isEmpty()) {
            body.set("errors", Json.nodes(problems.stream().map(Problem::json).toList()));
        }
        if (!links.isEmpty()) {
            body.set("links", Json.ofStrings(links));
        }
    }

    private static void putContext(ObjectNode body, Map<String, List<String>> context) {
        if (!context.isEmpty()) {
            ObjectNode node = body.putObject("context");
            context.forEach((key, values) -> node.set(key, Json.strings(values)));
        }
    }
}
