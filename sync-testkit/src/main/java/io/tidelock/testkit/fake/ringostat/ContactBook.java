package io.tidelock.testkit.fake.ringostat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidelock.testkit.fake.FakeRequest;
import io.tidelock.testkit.fake.FakeResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The contact book and {@code POST /minicrm/contacts/sync} (section 5): a contact is known by its CRM and its id there, and
 * replaced as a whole [assumed]. More than 100 at once are refused with 400 [assumed].
 */
final class ContactBook {

    private static final int MOST = 100;
    private static final List<String> REQUIRED = List.of("fullName", "origin", "responsible");

    private final int project;
    private final Map<String, JsonNode> contacts = new LinkedHashMap<>();

    ContactBook(int project) {
        this.project = project;
    }

    List<JsonNode> contacts() {
        return List.copyOf(contacts.values());
    }

    FakeResponse sync(FakeRequest request) {
        if (!request.header("x-project-id").orElse("").equals(Integer.toString(project))) {
            throw new Refusal(403, "Forbidden");
        }
        JsonNode all = Json.body(request).path("contacts");
        if (!all.isArray() || all.isEmpty() || all.size() > MOST) {
            throw new Refusal(400, "contacts must be a list of 1 to " + MOST);
        }
        List<String> wrong = new ArrayList<>();
        all.forEach(contact -> wrong.addAll(faults(contact)));
        if (!wrong.isEmpty()) {
            throw new Refusal(400, "Wrong: " + String.join(", ", wrong));
        }
        all.forEach(contact -> contacts.put(key(contact), contact));
        return FakeResponse.json(200, "{\"result\":\"ok\"}");
    }

    private static String key(JsonNode contact) {
        String id = contact.path("externalId").asText("");
        return contact.path("origin").asText() + "/"
                + (id.isEmpty() ? contact.path("leadId").asText() : id);
    }

    private List<String> faults(JsonNode contact) {
        List<String> wrong = new ArrayList<>(REQUIRED.stream()
                .filter(field -> contact.path(field).asText("").isBlank())
                .toList());
        if (contact.path("projectId").asInt() != project) {
            wrong.add("projectId");
        }
        if (contact.path("externalId").asText("").isBlank()
                && contact.path("leadId").asText("").isBlank()) {
            wrong.add("externalId");
        }
        JsonNode directions = contact.path("contactDirections");
        if (!directions.isArray() || directions.isEmpty()) {
            wrong.add("contactDirections");
        }
        directions.forEach(direction -> {
            for (String part : List.of("type", "name", "value")) {
                if (direction.path(part).asText("").isBlank()) {
                    wrong.add("contactDirections." + part);
                }
            }
        });
        return wrong;
    }
}
