package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.testkit.fake.FakeResponse;
import io.tidelock.testkit.fake.hubspot.AssociationTypes.Kind;
import io.tidelock.testkit.fake.hubspot.Associations.Ref;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** Associations of many records at once (§4). A bad row is an error in a 207; the others are applied. */
final class AssociationBatches {

    private static final int MAX_READ = 1_000;
    private static final int MAX_WRITE = 2_000;
    private static final int MAX_ARCHIVE_FROM = 100;

    private final Portal portal;

    AssociationBatches(Portal portal) {
        this.portal = portal;
    }

    FakeResponse handle(Inbound in, ObjectType from, ObjectType to) {
        String operation = String.join("/", in.route().rest().subList(3, in.depth()));
        if (!Set.of("read", "create", "archive", "associate/default", "labels/archive")
                .contains(operation)) {
            throw Refusal.notFound();
        }
        if (!in.is("POST")) {
            throw Refusal.wrongMethod();
        }
        return switch (operation) {
            case "read" -> read(in, from, to);
            case "create" -> write(in, from, to, 201, (pair, input) -> relabel(pair.from, pair.to, types(input)));
            case "associate/default" -> write(in, from, to, 200, (pair, input) -> linkPlain(pair.from, pair.to));
            case "labels/archive" -> removeLabels(in, from, to);
            default -> archive(in, from, to);
        };
    }

    /** Two records. */
    private record Pair(Ref from, Ref to) {}

    private FakeResponse read(Inbound in, ObjectType from, ObjectType to) {
        BatchResult result = new BatchResult(portal, 200);
        for (JsonNode input : in.inputs(MAX_READ)) {
            String id = input.path("id").asText();
            long after = Ids.parse(input.path("after").asText("0")).orElse(0L);
            ObjectNode page = AssociationEndpoints.row(portal, from, id)
                    .map(row -> page(in, new Ref(from, row.id()), to, after))
                    .orElseGet(Json::object);
            if (page.path("results").isEmpty()) {
                result.fail(none(from, to, id));
            } else {
                ObjectNode json = Json.object();
                json.putObject("from").put("id", id);
                json.set("to", page.path("results"));
                if (page.has("paging")) {
                    json.set("paging", page.path("paging"));
                }
                result.add(json);
            }
        }
        return result.answer();
    }

    private ObjectNode page(Inbound in, Ref from, ObjectType to, long after) {
        return AssociationEndpoints.page(
                portal, from, to, after, AssociationEndpoints.PAGE, in.route().version());
    }

    /** What a record without associations gets (assumed). */
    static Refusal none(ObjectType from, ObjectType to, String id) {
        return new Refusal(
                        404,
                        Refusal.NOT_FOUND,
                        "No " + to.singular() + " is associated with " + from.singular() + " " + id + ".")
                .subCategory("crm.associations.NO_ASSOCIATIONS_FOUND")
                .context("fromObjectId", List.of(id));
    }

    private FakeResponse write(
            Inbound in, ObjectType from, ObjectType to, int status, BiFunction<Pair, JsonNode, ObjectNode> write) {
        BatchResult result = new BatchResult(portal, status);
        for (JsonNode input : in.inputs(MAX_WRITE)) {
            try {
                Pair pair = new Pair(
                        AssociationEndpoints.live(
                                portal, from, input.path("from").path("id").asText()),
                        AssociationEndpoints.live(
                                portal, to, input.path("to").path("id").asText()));
                result.add(write.apply(pair, input));
            } catch (Refusal refusal) {
                result.fail(refusal);
            }
        }
        return result.answer();
    }

    private static JsonNode types(JsonNode input) {
        JsonNode types = input.path("types");
        if (types.isEmpty()) {
            throw Refusal.invalid("An association needs a type");
        }
        return types;
    }

    ObjectNode linkPlain(Ref from, Ref to) {
        Kind plain = portal.associations().types().plain(from.type(), to.type());
        portal.associations().link(from, to, List.of(plain));
        ObjectNode json = Json.object();
        json.set("from", Json.idOf(from.id()));
        json.set("to", Json.idOf(to.id()));
        json.set("associationSpec", plain.spec());
        return json;
    }

    ObjectNode relabel(Ref from, Ref to, JsonNode specs) {
        List<Kind> kinds = kinds(from, to, specs);
        portal.associations().relabel(from, to, kinds);
        ObjectNode json = Json.object()
                .put("fromObjectTypeId", from.type().typeId())
                .put("fromObjectId", Long.toString(from.id()))
                .put("toObjectTypeId", to.type().typeId())
                .put("toObjectId", Long.toString(to.id()));
        json.set(
                "labels",
                Json.strings(kinds.stream()
                        .map(Kind::label)
                        .filter(label -> !label.isEmpty())
                        .toList()));
        return json;
    }

    private List<Kind> kinds(Ref from, Ref to, JsonNode specs) {
        List<Kind> kinds = new ArrayList<>();
        for (JsonNode spec : specs) {
            int id = Json.integer(spec.path("associationTypeId"), 0);
            Kind kind = portal.associations().types().required(from.type(), to.type(), id);
            if (!kind.category().equals(spec.path("associationCategory").asText())) {
                throw Refusal.invalid("Association type " + id + " is " + kind.category());
            }
            kinds.add(kind);
        }
        return kinds;
    }

    private FakeResponse archive(Inbound in, ObjectType from, ObjectType to) {
        List<JsonNode> inputs = in.inputs(MAX_WRITE);
        Set<String> unique = new HashSet<>();
        inputs.forEach(input -> unique.add(input.path("from").path("id").asText()));
        if (unique.size() > MAX_ARCHIVE_FROM) {
            throw Refusal.invalid("At most " + MAX_ARCHIVE_FROM + " unique from ids");
        }
        for (JsonNode input : inputs) {
            Ref one = ref(from, input.path("from"));
            input.path("to").forEach(other -> portal.associations().unlink(one, ref(to, other)));
        }
        return FakeResponse.empty(204);
    }

    private FakeResponse removeLabels(Inbound in, ObjectType from, ObjectType to) {
        for (JsonNode input : in.inputs(MAX_WRITE)) {
            Ref one = ref(from, input.path("from"));
            Ref other = ref(to, input.path("to"));
            kinds(one, other, types(input))
                    .forEach(kind -> portal.associations().unlabel(one, other, kind));
        }
        return FakeResponse.empty(204);
    }

    private static Ref ref(ObjectType type, JsonNode node) {
        return new Ref(type, Ids.parse(node.path("id").asText()).orElse(0L));
    }
}
