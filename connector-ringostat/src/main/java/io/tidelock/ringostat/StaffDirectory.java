package io.tidelock.ringostat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.mapping.PhoneNumbers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The project's employees, kept for a while. Thread-safe. */
final class StaffDirectory {

    private static final String METHOD = "getProjectStaffListAndDirections";
    private static final Duration A_WHILE = Duration.ofMinutes(1);

    private final RingostatApi api;
    private final int project;
    private final String region;
    private final String account;
    private final Clock clock;
    private final Duration keep;
    private volatile @Nullable Snapshot known;

    private record Snapshot(List<Employee> employees, Set<String> numbers, Instant at) {}

    StaffDirectory(RingostatApi api, int project, String region, String account, Clock clock, Duration keep) {
        this.api = api;
        this.project = project;
        this.region = region;
        this.account = account;
        this.clock = clock;
        this.keep = keep;
    }

    /**
     * Returns who talked: by id, by name if only one has it, by SIP login or number.
     *
     * @throws io.tidelock.connector.ConnectorException if the list is not known and could not be read
     */
    Optional<Employee> find(String id, String name, String connectedWith) {
        return only(one -> !id.isBlank() && one.id().equals(id))
                .or(() -> only(one -> !name.isBlank() && one.name().equalsIgnoreCase(name)))
                .or(() -> only(one -> !connectedWith.isBlank()
                        && (one.directions().contains(connectedWith)
                                || PhoneNumbers.e164(connectedWith, region)
                                        .filter(one.directions()::contains)
                                        .isPresent())));
    }

    private Optional<Employee> only(Predicate<Employee> which) {
        List<Employee> found = snapshot().employees.stream().filter(which).toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** Tells whether a number in E.164 is an employee's own. */
    boolean isOwn(String number) {
        return snapshot().numbers.contains(number);
    }

    private Snapshot snapshot() {
        Snapshot now = known;
        if (now == null || now.at.plus(keep).isBefore(clock.instant())) {
            now = read();
            known = now;
        }
        return now;
    }

    private Snapshot read() {
        JsonNode body = api.rpc(
                        Map.of("jsonrpc", "2.0", "id", 1, "method", METHOD, "params", Map.of("projectId", project)))
                .read()
                .body();
        JsonNode error = body.path("error");
        if (!error.isMissingNode() && !error.isNull()) {
            String code = error.path("code").isNumber() ? error.path("code").asText() : "unknown";
            throw new RetryLaterException(
                    account + " POST api/json-rpc " + METHOD + " answered with error " + code
                            + ": check the project's number and the key's rights",
                    A_WHILE,
                    null);
        }
        List<Employee> employees = new ArrayList<>();
        body.path("result").forEach(json -> employee(json).ifPresent(employees::add));
        Set<String> numbers = new LinkedHashSet<>();
        employees.forEach(one -> one.directions().stream()
                .filter(direction -> direction.startsWith("+"))
                .forEach(numbers::add));
        return new Snapshot(List.copyOf(employees), Set.copyOf(numbers), clock.instant());
    }

    private Optional<Employee> employee(JsonNode json) {
        String id = json.path("staffId").asText("").strip();
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Set<String> directions = new LinkedHashSet<>();
        for (String where : List.of("main", "additional", "directions")) {
            json.path(where).forEach(direction -> {
                String text = direction.isValueNode()
                        ? direction.asText()
                        : direction.path("direction").asText("");
                if (!text.isBlank()) {
                    directions.add(PhoneNumbers.e164(text, region).orElse(text.strip()));
                }
            });
        }
        return Optional.of(new Employee(
                id,
                json.path("fio").asText("").strip(),
                json.path("email").asText("").strip(),
                directions));
    }
}
