package io.tidelock.testkit.fake.ringostat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.testkit.fake.FakeRequest;
import io.tidelock.testkit.fake.FakeResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The employees and {@code POST /api/json-rpc} (section 4): errors come with HTTP 200. */
final class Staff {

    private static final String LIST = "getProjectStaffListAndDirections";
    private static final int NO_SUCH_METHOD = -32601;
    private static final int WRONG_PARAMS = -32602;

    private final int project;
    private final Map<String, Employee> employees = new LinkedHashMap<>();

    /** An employee; the first direction is the main one. */
    record Employee(String id, String name, String email, List<String> directions) {}

    Staff(int project) {
        this.project = project;
    }

    void put(Employee employee) {
        employees.put(employee.id(), employee);
    }

    void remove(String id) {
        employees.remove(id);
    }

    FakeResponse call(FakeRequest request) {
        JsonNode asked = Json.body(request);
        ObjectNode answer = Json.object().put("jsonrpc", "2.0");
        answer.set("id", asked.path("id"));
        JsonNode params = asked.path("params");
        if (!asked.path("method").asText().equals(LIST)) {
            return error(answer, NO_SUCH_METHOD, "Method not found");
        } else if (params.path("projectId").asInt() != project) {
            return error(answer, WRONG_PARAMS, "Project not found");
        }
        ArrayNode found = Json.array();
        employees.values().stream()
                .filter(one -> fits(one, params.path("filters")))
                .forEach(one -> found.add(shown(one)));
        if (found.isEmpty() && !params.path("filters").isEmpty()) {
            return error(answer, WRONG_PARAMS, "User does not exist");
        }
        answer.set("result", found);
        return FakeResponse.json(200, Json.write(answer));
    }

    private static boolean fits(Employee employee, JsonNode filters) {
        Map<String, String> shown = Map.of("staffId", employee.id(), "fio", employee.name(), "email", employee.email());
        return filters.properties().stream()
                .allMatch(filter -> filter.getValue().asText().equals(shown.get(filter.getKey())));
    }

    private static ObjectNode shown(Employee employee) {
        ObjectNode json = Json.object()
                .put("staffId", employee.id())
                .put("fio", employee.name())
                .put("email", employee.email())
                .put("extensionNumber", "1" + employee.id());
        json.putArray("departments").addObject().put("id", "5").put("name", "Sales");
        ArrayNode main = json.putArray("main");
        ArrayNode additional = json.putArray("additional");
        for (String direction : employee.directions()) {
            ArrayNode place = main.isEmpty() ? main : additional;
            boolean number = direction.chars().allMatch(c -> c == '+' || Character.isDigit(c));
            place.addObject().put("type", number ? "number" : "sip").put("direction", direction);
        }
        return json;
    }

    private static FakeResponse error(ObjectNode answer, int code, String message) {
        answer.putObject("error").put("code", code).put("message", message);
        return FakeResponse.json(200, Json.write(answer));
    }
}
