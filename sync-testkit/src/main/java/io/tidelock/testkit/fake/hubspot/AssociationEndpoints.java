package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.testkit.fake.FakeResponse;
import io.tidelock.testkit.fake.hubspot.Associations.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;

/** Associations of one record, and the routing of batches and labels (§4). */
final class AssociationEndpoints {

    static final int PAGE = 500;

    private final Portal portal;
    private final AssociationBatches batches;
    private final LabelEndpoints labels;
    private final LegacyAssociations legacy;

    AssociationEndpoints(Portal portal) {
        this.portal = portal;
        this.batches = new AssociationBatches(portal);
        this.labels = new LabelEndpoints(portal);
        this.legacy = new LegacyAssociations(portal);
    }

    /** Serves {@code /{from}/{id}/associations/…}. */
    FakeResponse ofObject(Inbound in) {
        if (in.depth() == 4 && in.is("GET")) {
            return read(in);
        }
        if (in.depth() == 6 && in.segment(3).equals("default") && in.is("PUT")) {
            return putDefault(in);
        }
        if (in.depth() == 5 && in.is("PUT")) {
            return putLabelled(in);
        }
        if (in.depth() == 5 && in.is("DELETE")) {
            return delete(in);
        }
        throw in.depth() == 4 || in.depth() == 5 ? Refusal.wrongMethod() : Refusal.notFound();
    }

    /** Serves {@code /{from}/{to}/batch/…} and {@code /{from}/{to}/labels}. */
    FakeResponse ofPair(Inbound in) {
        if (in.depth() < 3) {
            throw Refusal.notFound();
        }
        ObjectType from = type(in, 0);
        ObjectType to = type(in, 1);
        if (in.route().version() == Route.Version.V3) {
            return legacy.handle(in, from, to);
        }
        return switch (in.segment(2)) {
            case "batch" -> batches.handle(in, from, to);
            case "labels" -> labels.handle(in, from, to);
            default -> throw Refusal.notFound();
        };
    }

    private static ObjectType type(Inbound in, int segment) {
        String name = in.segment(segment);
        return ObjectType.of(name).orElseThrow(() -> Refusal.invalid("Unable to infer object type from: " + name));
    }

    private FakeResponse read(Inbound in) {
        ObjectType to = type(in, 3);
        Ref from = live(portal, in.type(), in.segment(1));
        int limit = in.number("limit", PAGE, PAGE);
        return Inbound.answer(
                200, page(portal, from, to, in.after(), limit, in.route().version()));
    }

    /** One page of a record's associations; ids are text, in the guides to v4 JSON numbers (§0.3). */
    static ObjectNode page(Portal portal, Ref from, ObjectType to, long after, int limit, Route.Version version) {
        NavigableMap<Long, NavigableSet<Integer>> all =
                portal.associations().of(from.type(), from.id(), to).tailMap(after, true);
        List<ObjectNode> results = new ArrayList<>();
        String next = "";
        for (var entry : all.entrySet()) {
            if (portal.table(to).live(entry.getKey()).isEmpty()) {
                continue;
            }
            if (results.size() == limit) {
                next = entry.getKey().toString();
                break;
            }
            results.add(result(portal, from, to, entry.getKey(), entry.getValue(), version));
        }
        ObjectNode body = Json.results(results);
        if (!next.isEmpty()) {
            body.set("paging", View.paging(next, ""));
        }
        return body;
    }

    private static ObjectNode result(
            Portal portal, Ref from, ObjectType to, long id, NavigableSet<Integer> kinds, Route.Version version) {
        boolean likeTheGuides = portal.settings().likeTheGuides;
        ObjectNode json = Json.object();
        if (likeTheGuides && !version.isDated()) {
            json.put("toObjectId", id);
        } else {
            json.put("toObjectId", Long.toString(id));
        }
        json.set(
                "associationTypes",
                Json.nodes(kinds.stream()
                        .map(kind -> portal.associations().types().required(from.type(), to, kind))
                        .map(kind -> kind.json(likeTheGuides))
                        .toList()));
        return json;
    }

    private FakeResponse putDefault(Inbound in) {
        Ref from = live(portal, in.type(), in.segment(1));
        Ref to = live(portal, type(in, 4), in.segment(5));
        BatchResult result = new BatchResult(portal, 200);
        result.add(batches.linkPlain(from, to));
        return result.answer();
    }

    private FakeResponse putLabelled(Inbound in) {
        Ref from = live(portal, in.type(), in.segment(1));
        Ref to = live(portal, type(in, 3), in.segment(4));
        JsonNode specs = in.json();
        if (!specs.isArray() || specs.isEmpty()) {
            throw Refusal.invalid("Cannot deserialize value of type `java.util.ArrayList` from " + specs.getNodeType());
        }
        return Inbound.answer(201, batches.relabel(from, to, specs));
    }

    private FakeResponse delete(Inbound in) {
        Optional<Row> from = row(portal, in.type(), in.segment(1));
        ObjectType to = type(in, 3);
        Optional<Long> other = Ids.parse(in.segment(4));
        if (from.isPresent() && other.isPresent()) {
            portal.associations().unlink(new Ref(in.type(), from.get().id()), new Ref(to, other.get()));
        }
        return FakeResponse.empty(204);
    }

    static Optional<Row> row(Portal portal, ObjectType type, String id) {
        return Ids.parse(id).flatMap(known -> portal.table(type).live(known));
    }

    /** A live record; ids that a merge left behind do not lead anywhere here (assumed, Part 3). */
    static Ref live(Portal portal, ObjectType type, String id) {
        Row row = row(portal, type, id).orElseThrow(() -> Refusal.unknownIds(type, List.of(id)));
        return new Ref(type, row.id());
    }
}
