package io.tidelock.testkit.fake.cliniko;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.testkit.fake.FakeRequest;
import io.tidelock.testkit.fake.FakeResponse;
import io.tidelock.testkit.fake.cliniko.Resource.Verb;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a method and path mean and does it (page, section 2). Unknown paths are refused with 404, known paths
 * asked with another method with 405 [both assumed].
 */
final class Routes {

    /** Lists of what belongs to a record, by path, with the column that says whose it is (page, section 2). */
    private static final Map<String, String> OWNED = Map.of(
            "patients/invoices", "patient_id",
            "attendees/invoices", "attendee_id",
            "invoices/invoice_items", "invoice_id",
            "individual_appointments/attendees", "booking_id",
            "group_appointments/attendees", "booking_id",
            "patient_cases/attendees", "patient_case_id");

    private final Clinic clinic;
    private final Json json;
    private final boolean archivedReadableById;

    Routes(Clinic clinic, Json json, boolean archivedReadableById) {
        this.clinic = clinic;
        this.json = json;
        this.archivedReadableById = archivedReadableById;
    }

    FakeResponse handle(FakeRequest request) {
        List<String> path = List.of(request.path().split("/", -1));
        if (path.size() < 3 || !path.get(0).isEmpty() || !path.get(1).equals("v1")) {
            throw Refusal.notFound();
        }
        List<String> names = path.subList(2, path.size());
        FakeResponse fixed = fixed(String.join("/", names), request);
        if (fixed != null) {
            return fixed;
        }
        Resource resource = clinic.resource(names.get(0));
        if (resource == null) {
            throw Refusal.notFound();
        }
        return switch (names.size()) {
            case 1 -> collection(resource, request);
            case 2 -> member(resource, id(names.get(1)), request);
            case 3 -> action(resource, id(names.get(1)), names.get(2), request);
            default -> throw Refusal.notFound();
        };
    }

    private @Nullable FakeResponse fixed(String path, FakeRequest request) {
        return switch (path) {
            case "user" -> dispatch(request, Map.of("GET", this::owner));
            case "patient_cases/active" -> dispatch(request, Map.of("GET", () -> activeCases(Query.of(request))));
            case "settings/public" -> dispatch(request, Map.of("GET", () -> Json.response(200, settings())));
            default -> null;
        };
    }

    private FakeResponse collection(Resource resource, FakeRequest request) {
        Supplier<FakeResponse> list = () -> list(resource, Query.of(request), "/" + resource.name(), row -> true);
        Supplier<FakeResponse> create = () -> answer(201, clinic.create(resource, Json.body(request), false));
        return dispatch(
                request, resource.knows(Verb.CREATE) ? Map.of("GET", list, "POST", create) : Map.of("GET", list));
    }

    private FakeResponse member(Resource resource, long id, FakeRequest request) {
        Map<String, Supplier<FakeResponse>> methods = new TreeMap<>();
        methods.put(
                "GET", () -> answer(200, shown(resource, id, Query.of(request).filters())));
        if (resource.knows(Verb.UPDATE)) {
            methods.put("PATCH", () -> update(live(resource, id), request));
        }
        if (resource.knows(Verb.ARCHIVE)) {
            methods.put("DELETE", () -> archive(live(resource, id)));
        }
        return dispatch(request, methods);
    }

    private FakeResponse action(Resource resource, long id, String action, FakeRequest request) {
        if (action.equals("archive") && resource.knows(Verb.ARCHIVE)) {
            return dispatch(request, Map.of("POST", () -> archive(live(resource, id))));
        }
        if (action.equals("unarchive") && resource.knows(Verb.UNARCHIVE)) {
            return dispatch(request, Map.of("POST", () -> unarchive(existing(resource, id))));
        }
        if (action.equals("cancel") && resource.knows(Verb.CANCEL)) {
            return dispatch(request, Map.of("PATCH", () -> cancel(live(resource, id), request)));
        }
        String owner = OWNED.get(resource.name() + "/" + action);
        if (owner != null) {
            Resource owned = Objects.requireNonNull(clinic.resource(action));
            String path = "/" + resource.name() + "/" + id + "/" + action;
            existing(resource, id);
            return dispatch(
                    request,
                    Map.of(
                            "GET",
                            () -> list(owned, Query.of(request), path, row -> ((Object) id).equals(row.get(owner)))));
        }
        throw Refusal.notFound();
    }

    private FakeResponse activeCases(Query query) {
        Resource cases = Objects.requireNonNull(clinic.resource(Cases.NAME));
        return list(cases, query, "/patient_cases/active", row -> row.get("closed_at") == null);
    }

    private FakeResponse list(Resource resource, Query query, String path, Predicate<Row> among) {
        Predicate<Row> wanted =
                visible(resource, parse(resource, query.filters())).and(among);
        List<Row> rows = clinic.rows(resource).stream()
                .filter(wanted)
                .sorted(Sorting.parse(resource, query.sort(), query.order()))
                .toList();
        List<Row> page = rows.stream()
                .skip((long) (query.page() - 1) * query.perPage())
                .limit(query.perPage())
                .toList();
        return Json.response(200, json.list(resource, page, query.links(json.url(path), rows.size()), rows.size()));
    }

    private static List<Filter> parse(Resource resource, List<String> filters) {
        return filters.stream().map(text -> Filter.parse(text, resource)).toList();
    }

    /** Applies the filters; a hiding column must be empty unless a filter, any filter [inferred], names it. */
    private static Predicate<Row> visible(Resource resource, List<Filter> filters) {
        Predicate<Row> wanted = row -> true;
        for (String hiding : resource.hiding()) {
            if (filters.stream().noneMatch(filter -> filter.column().equals(hiding))) {
                wanted = wanted.and(row -> row.get(hiding) == null);
            }
        }
        for (Filter filter : filters) {
            wanted = wanted.and(filter::accepts);
        }
        return wanted;
    }

    private Row shown(Resource resource, long id, List<String> texts) {
        Row row = existing(resource, id);
        List<Filter> filters = parse(resource, texts);
        filters.forEach(filter -> requireHiding(resource, filter));
        if (!visible(resource, filters).test(row) && !(archivedReadableById && filters.isEmpty())) {
            throw Refusal.notFound();
        }
        return row;
    }

    private static void requireHiding(Resource resource, Filter filter) {
        if (!resource.hiding().contains(filter.column())) {
            throw Refusal.of(400, "This column is not searchable.");
        }
    }

    /** Finds a record to change; an archived one is not found [assumed]. */
    private Row live(Resource resource, long id) {
        return shown(resource, id, List.of());
    }

    private Row existing(Resource resource, long id) {
        Row row = clinic.find(resource, id);
        if (row == null) {
            throw Refusal.notFound();
        }
        return row;
    }

    private FakeResponse update(Row row, FakeRequest request) {
        clinic.edit(row, Json.body(request), false);
        return answer(200, row);
    }

    private FakeResponse cancel(Row row, FakeRequest request) {
        if (row.resource().name().equals(Attendees.NAME)
                && clinic.find(Appointments.INDIVIDUAL, row.get("booking_id")) != null) {
            throw Refusal.of(422, "Only attendees of group appointments can be cancelled");
        }
        clinic.cancel(row, Json.body(request));
        return FakeResponse.empty(204);
    }

    private FakeResponse archive(Row row) {
        clinic.archive(row);
        return FakeResponse.empty(204);
    }

    private FakeResponse unarchive(Row row) {
        clinic.unarchive(row);
        return answer(200, row);
    }

    private FakeResponse owner() {
        Resource users = Objects.requireNonNull(clinic.resource(Users.NAME));
        return answer(200, clinic.rows(users).iterator().next());
    }

    private FakeResponse answer(int status, Row row) {
        return Json.response(status, json.record(row));
    }

    private static ObjectNode settings() {
        ObjectNode settings = Json.object();
        settings.putObject("account")
                .put("country", "Australia")
                .put("country_code", "AU")
                .put("currency_symbol", "$")
                .put("id", "1")
                .put("name", "Fake clinic")
                .put("subdomain", "fake-clinic")
                .put("time_zone_support", true);
        return settings;
    }

    private static FakeResponse dispatch(FakeRequest request, Map<String, Supplier<FakeResponse>> methods) {
        Supplier<FakeResponse> handler = methods.get(request.method());
        if (handler != null) {
            return handler.get();
        }
        String allowed = methods.keySet().stream().sorted().collect(Collectors.joining(", "));
        return Json.error(Refusal.of(405, "Method not allowed; use " + allowed)).with("Allow", allowed);
    }

    private static long id(String text) {
        if (!text.matches("[0-9]{1,18}|[0-8][0-9]{18}")) {
            throw Refusal.notFound();
        }
        return Long.parseLong(text);
    }
}
