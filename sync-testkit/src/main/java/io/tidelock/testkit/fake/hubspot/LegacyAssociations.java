package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.testkit.fake.FakeResponse;
import io.tidelock.testkit.fake.hubspot.AssociationTypes.Kind;
import io.tidelock.testkit.fake.hubspot.Associations.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Associations as v3 has them, which HubSpot's own clients still offer: types by name, a hundred inputs (§4). Where a pair of
 * types has a primary, its plain name means that, and {@code …_unlabeled} the other.
 */
final class LegacyAssociations {

    private static final int MAX_INPUTS = 100;

    private final Portal portal;

    LegacyAssociations(Portal portal) {
        this.portal = portal;
    }

    /** Serves {@code /{from}/{to}/batch/{create|read|archive}} and {@code /{from}/{to}/types}. */
    FakeResponse handle(Inbound in, ObjectType from, ObjectType to) {
        String operation = String.join("/", in.route().rest().subList(2, in.depth()));
        if (operation.equals("types")) {
            return types(from, to);
        }
        if (!in.is("POST")) {
            throw Refusal.wrongMethod();
        }
        return switch (operation) {
            case "batch/read" -> read(in, from, to);
            case "batch/create" ->
                each(in, new BatchResult(portal, 201), input -> create(from, to, input))
                        .answer();
            case "batch/archive" -> {
                in.inputs(MAX_INPUTS).forEach(input -> archive(from, to, input));
                yield FakeResponse.empty(204);
            }
            default -> throw Refusal.notFound();
        };
    }

    private FakeResponse types(ObjectType from, ObjectType to) {
        return Inbound.answer(
                200,
                Json.results(kinds(from, to).stream()
                        .map(kind -> Json.object()
                                .put("id", Integer.toString(kind.id()))
                                .put("name", name(kind)))
                        .toList()));
    }

    private FakeResponse read(Inbound in, ObjectType from, ObjectType to) {
        return each(in, new BatchResult(portal, 200), input -> {
                    String id = input.path("id").asText();
                    Ref ref = AssociationEndpoints.live(portal, from, id);
                    List<ObjectNode> others = others(ref, to);
                    if (others.isEmpty()) {
                        throw AssociationBatches.none(from, to, id);
                    }
                    ObjectNode json = Json.object();
                    json.set("from", Json.idOf(ref.id()));
                    json.set("to", Json.nodes(others));
                    return json;
                })
                .answer();
    }

    private List<ObjectNode> others(Ref from, ObjectType to) {
        List<ObjectNode> others = new ArrayList<>();
        portal.associations().of(from.type(), from.id(), to).forEach((id, kinds) -> {
            if (portal.table(to).live(id).isPresent()) {
                kinds(from.type(), to).stream()
                        .filter(kind -> kinds.contains(kind.id()))
                        .forEach(kind -> others.add(Json.idOf(id).put("type", name(kind))));
            }
        });
        return others;
    }

    private ObjectNode create(ObjectType from, ObjectType to, JsonNode input) {
        Ref one = AssociationEndpoints.live(portal, from, id(input, "from"));
        Ref other = AssociationEndpoints.live(portal, to, id(input, "to"));
        Kind kind = kind(from, to, input);
        portal.associations().link(one, other, List.of(kind));
        ObjectNode json = Json.object();
        json.set("from", Json.idOf(one.id()));
        json.set("to", Json.idOf(other.id()));
        return json.put("type", name(kind));
    }

    private void archive(ObjectType from, ObjectType to, JsonNode input) {
        Kind kind = kind(from, to, input);
        Ref one = new Ref(from, Ids.parse(id(input, "from")).orElse(0L));
        Ref other = new Ref(to, Ids.parse(id(input, "to")).orElse(0L));
        portal.associations().unlabel(one, other, kind);
    }

    private static BatchResult each(Inbound in, BatchResult result, Function<JsonNode, ObjectNode> apply) {
        for (JsonNode input : in.inputs(MAX_INPUTS)) {
            try {
                result.add(apply.apply(input));
            } catch (Refusal refusal) {
                result.fail(refusal);
            }
        }
        return result;
    }

    private static String id(JsonNode input, String side) {
        return input.path(side).path("id").asText();
    }

    private Kind kind(ObjectType from, ObjectType to, JsonNode input) {
        String wanted = input.path("type").asText();
        return kinds(from, to).stream()
                .filter(kind ->
                        name(kind).equals(wanted) || Integer.toString(kind.id()).equals(wanted))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(wanted + " is not a valid association type"));
    }

    /** HubSpot's own types: v3 knows no labels of an account. */
    private List<Kind> kinds(ObjectType from, ObjectType to) {
        return portal.associations().types().of(from, to).stream()
                .filter(kind -> kind.label().isEmpty() || kind.isPrimary())
                .toList();
    }

    private String name(Kind kind) {
        boolean besidePrimary =
                !kind.isPrimary() && kinds(kind.from(), kind.to()).stream().anyMatch(Kind::isPrimary);
        return kind.from().singular() + "_to_" + kind.to().singular() + (besidePrimary ? "_unlabeled" : "");
    }
}
