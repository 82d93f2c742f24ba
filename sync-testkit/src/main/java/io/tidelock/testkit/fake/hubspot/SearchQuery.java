package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.testkit.fake.hubspot.Filter.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A search request within the limits of §2.5.
 *
 * @param groups filters joined by AND, groups by OR; none matches everything
 * @param sort the property to sort by, or null
 */
record SearchQuery(
        List<Group> groups,
        @Nullable PropertyDef sort,
        boolean descending,
        int offset,
        int limit,
        List<String> properties,
        String text) {

    static final int CAP = 10_000;
    private static final int MAX_LIMIT = 200;
    private static final int MAX_GROUPS = 5;
    private static final int MAX_PER_GROUP = 6;
    private static final int MAX_FILTERS = 18;
    private static final String ASSOCIATIONS = "associations.";

    /** Filters joined by AND. */
    record Group(List<Filter> filters, List<Associated> associated) {}

    /** The pseudo-property {@code associations.contact}, EQ a record id. */
    record Associated(ObjectType to, long id) {}

    static SearchQuery parse(Schema schema, ObjectNode body) {
        List<Group> groups = groups(schema, body.path("filterGroups"));
        JsonNode sorts = body.path("sorts");
        if (sorts.size() > 1) {
            throw Refusal.invalid("Only one sort is allowed, not " + sorts.size());
        }
        JsonNode sort = sorts.path(0);
        String sortName =
                sort.isTextual() ? sort.asText() : sort.path("propertyName").asText("");
        boolean descending = sortName.startsWith("-") // as text, "-createdate"
                || sort.path("direction").asText().equals("DESCENDING");
        sortName = sortName.startsWith("-") ? sortName.substring(1) : sortName;
        return new SearchQuery(
                groups,
                sortName.isEmpty() ? null : property(schema, sortName),
                descending,
                offset(body.path("after")),
                limit(body.path("limit")),
                Json.texts(body.path("properties")),
                body.path("query").asText(""));
    }

    private static int offset(JsonNode after) {
        if (after.isMissingNode() || after.isNull() || after.asText().isEmpty()) {
            return 0;
        }
        long offset = Ids.parse(after.asText())
                .orElseThrow(() -> Refusal.invalid("Cannot deserialize value of type `int` from \"after\""));
        if (offset >= CAP) {
            throw Refusal.invalid("Paging is limited to " + CAP + " results");
        }
        return (int) offset;
    }

    private static int limit(JsonNode limit) {
        int number = limit.isMissingNode() ? 10 : Json.integer(limit, 0);
        if (number < 1 || number > MAX_LIMIT) {
            throw Refusal.invalid("limit must be between 1 and " + MAX_LIMIT);
        }
        return number;
    }

    private static List<Group> groups(Schema schema, JsonNode given) {
        List<Group> groups = new ArrayList<>();
        int filters = 0;
        for (JsonNode group : given) {
            JsonNode list = group.path("filters");
            filters += list.size();
            if (list.size() > MAX_PER_GROUP || filters > MAX_FILTERS || groups.size() == MAX_GROUPS) {
                throw Refusal.invalid("At most " + MAX_GROUPS + " groups of " + MAX_PER_GROUP + " filters, "
                        + MAX_FILTERS + " in all");
            }
            groups.add(group(schema, list));
        }
        return groups;
    }

    private static Group group(Schema schema, JsonNode list) {
        List<Filter> filters = new ArrayList<>();
        List<Associated> associated = new ArrayList<>();
        for (JsonNode filter : list) {
            String name = filter.path("propertyName").asText();
            if (name.startsWith(ASSOCIATIONS)) {
                associated.add(associated(name.substring(ASSOCIATIONS.length()), filter));
            } else {
                filters.add(filter(property(schema, name), filter));
            }
        }
        return new Group(filters, associated);
    }

    private static Associated associated(String type, JsonNode filter) {
        Optional<ObjectType> to = ObjectType.of(type);
        Optional<Long> id = Ids.parse(filter.path("value").asText());
        if (to.isEmpty() || id.isEmpty() || operator(filter) != Operator.EQ) {
            throw Refusal.invalid("associations." + type + " takes EQ and a record id");
        }
        return new Associated(to.get(), id.get());
    }

    private static Filter filter(PropertyDef def, JsonNode filter) {
        Operator operator = operator(filter);
        List<String> wanted = operator.takesList()
                ? Json.texts(filter.path("values"))
                : operator.takesNothing()
                        ? List.of()
                        : List.of(filter.path("value").asText(""));
        String high = filter.path("highValue").asText("");
        if (wanted.isEmpty() != operator.takesNothing()) {
            throw Refusal.invalid(operator + " needs " + (operator.takesList() ? "values" : "a value"));
        }
        List<String> toCheck = new ArrayList<>(wanted);
        if (operator == Operator.BETWEEN) {
            toCheck.add(high);
        }
        toCheck.forEach(value -> checkValue(def, value));
        return new Filter(def, operator, wanted, high);
    }

    private static Operator operator(JsonNode filter) {
        String name = filter.path("operator").asText();
        for (Operator operator : Operator.values()) {
            if (operator.name().equals(name)) {
                return operator;
            }
        }
        throw Refusal.invalid("Invalid input JSON: " + name + " is not an operator");
    }

    /** Stamps are sought by epoch milliseconds, numbers by numbers. */
    private static void checkValue(PropertyDef def, String value) {
        boolean bad = def.isTime()
                ? !value.matches("-?\\d{1,15}")
                : def.type().equals("number") && Values.decimal(value).isEmpty();
        if (bad) {
            throw Refusal.invalid(value + " is not a valid value for " + def.name() + " of type " + def.type());
        }
    }

    private static PropertyDef property(Schema schema, String name) {
        return schema.find(name)
                .orElseThrow(() -> Refusal.invalid("There was a problem with the request.")
                        .problems(List.of(Problem.ofProperty(
                                name, "PROPERTY_DOESNT_EXIST", "Property \"" + name + "\" does not exist"))));
    }
}
