package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.testkit.fake.FakeResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** One record at a time, and lists of them (§2.1). */
final class ObjectEndpoints {

    private static final int MAX_PAGE = 100;
    private static final int MAX_PAGE_WITH_HISTORY = 50;

    private final Portal portal;
    private final Records records;
    private final View view;
    private final Merger merger;
    private final BatchEndpoints batches;
    private final SearchEndpoint search;
    private final AssociationEndpoints associations;
    private final InlineAssociations inline;
    private final BiConsumer<ObjectType, Row> written;

    ObjectEndpoints(
            Portal portal, Records records, AssociationEndpoints associations, BiConsumer<ObjectType, Row> written) {
        this.portal = portal;
        this.records = records;
        this.view = new View(portal);
        this.merger = new Merger(portal);
        this.inline = new InlineAssociations(portal);
        this.batches = new BatchEndpoints(portal, records, written);
        this.search = new SearchEndpoint(portal);
        this.associations = associations;
        this.written = written;
    }

    FakeResponse handle(Inbound in) {
        if (in.depth() == 0) {
            throw Refusal.notFound();
        }
        ObjectType type = in.type();
        if (in.route().isAssociationsOfObject()) {
            return associations.ofObject(in);
        }
        return switch (in.depth()) {
            case 1 -> collection(in, type);
            case 2 -> second(in, type);
            case 3 -> batches.handle(in, type);
            default -> throw Refusal.notFound();
        };
    }

    private FakeResponse collection(Inbound in, ObjectType type) {
        return switch (in.method()) {
            case "GET" -> list(in, type);
            case "POST" -> create(in, type);
            default -> throw Refusal.wrongMethod();
        };
    }

    private FakeResponse second(Inbound in, ObjectType type) {
        boolean merge = in.segment(1).equals("merge") && type.mergeable();
        boolean erase = in.segment(1).equals("gdpr-delete") && type.equals(ObjectType.CONTACTS);
        if (merge || erase || in.route().isSearch()) {
            if (!in.is("POST")) {
                throw Refusal.wrongMethod();
            }
            return in.route().isSearch() ? search.handle(in, type) : merge ? merge(in, type) : erase(in);
        }
        return switch (in.method()) {
            case "GET" -> read(in, type);
            case "PATCH" -> update(in, type);
            case "DELETE" -> archive(in, type);
            default -> throw Refusal.wrongMethod();
        };
    }

    private FakeResponse list(Inbound in, ObjectType type) {
        boolean history = !in.list("propertiesWithHistory").isEmpty();
        int limit = in.number("limit", 10, history ? MAX_PAGE_WITH_HISTORY : MAX_PAGE);
        List<ObjectType> associated = associated(in);
        List<Row> page = portal.table(type).page(in.after(), limit + 1, in.flag("archived"), portal.now());
        List<ObjectNode> results = new ArrayList<>();
        page.stream().limit(limit).forEach(row -> results.add(render(in, type, row, associated)));
        ObjectNode body = Json.results(results);
        if (page.size() > limit) {
            String link = "/crm/objects/v3/" + type.typeId();
            body.set("paging", View.paging(Long.toString(page.get(limit).id()), link));
        }
        return Inbound.answer(200, body);
    }

    private FakeResponse read(Inbound in, ObjectType type) {
        List<ObjectType> associated = associated(in);
        Row row = find(in, type).orElseThrow(Refusal::notFound);
        return Inbound.answer(200, render(in, type, row, associated));
    }

    private Optional<Row> find(Inbound in, ObjectType type) {
        String property = in.query("idProperty");
        if (!property.isEmpty() && !property.equals("hs_object_id")) {
            refuseUnlessIdentifying(type, property);
            return portal.table(type).byUnique(property, in.segment(1));
        }
        Optional<Long> id = Ids.parse(in.segment(1));
        return in.flag("archived") && in.is("GET")
                ? id.flatMap(known -> portal.table(type).archived(known, portal.now()))
                : id.flatMap(known -> portal.table(type).resolve(known));
    }

    private void refuseUnlessIdentifying(ObjectType type, String property) {
        if (!portal.schema(type).identifies(property)) {
            throw Refusal.invalid(property + " is not a unique property of " + type.typeId());
        }
    }

    private ObjectNode render(Inbound in, ObjectType type, Row row, List<ObjectType> associated) {
        ObjectNode json = view.of(type, row, in.list("properties"));
        view.addHistory(json, row, in.list("propertiesWithHistory"));
        view.addAssociations(json, type, row, associated);
        return json;
    }

    private static List<ObjectType> associated(Inbound in) {
        return in.list("associations").stream()
                .map(name -> ObjectType.of(name)
                        .orElseThrow(() -> Refusal.invalid("Unable to infer object type from: " + name)))
                .toList();
    }

    private FakeResponse create(Inbound in, ObjectType type) {
        ObjectNode body = in.body();
        List<InlineAssociations.Wanted> wanted = inline.check(type, body.path("associations"));
        Row row = records.create(type, properties(body), in.origin());
        try {
            inline.apply(type, row, wanted);
        } catch (Refusal refusal) {
            records.discard(type, row);
            throw refusal;
        }
        written.accept(type, row);
        return Inbound.answer(201, view.of(type, row, BatchEndpoints.names(body)));
    }

    private FakeResponse update(Inbound in, ObjectType type) {
        ObjectNode body = in.body();
        Row row = find(in, type).orElseThrow(Refusal::notFound);
        records.update(type, row, properties(body), in.origin());
        written.accept(type, row);
        return Inbound.answer(200, view.of(type, row, BatchEndpoints.names(body)));
    }

    private static JsonNode properties(ObjectNode body) {
        JsonNode properties = body.path("properties");
        if (!properties.isObject()) {
            throw Refusal.invalid("properties must be an object");
        }
        return properties;
    }

    private FakeResponse archive(Inbound in, ObjectType type) {
        Ids.parse(in.segment(1))
                .flatMap(id -> portal.table(type).live(id))
                .ifPresent(row -> records.archive(type, row));
        return FakeResponse.empty(204);
    }

    private FakeResponse merge(Inbound in, ObjectType type) {
        Row primary = mergeable(type, in.body().path("primaryObjectId"));
        Row other = mergeable(type, in.body().path("objectIdToMerge"));
        return Inbound.answer(200, view.of(type, merger.merge(type, primary, other, in.origin()), List.of()));
    }

    private Row mergeable(ObjectType type, JsonNode id) {
        return Ids.parse(id.asText())
                .flatMap(known -> portal.table(type).resolve(known))
                .orElseThrow(Refusal::notFound);
    }

    private FakeResponse erase(Inbound in) {
        Table contacts = portal.table(ObjectType.CONTACTS);
        String id = in.body().path("objectId").asText();
        boolean byEmail = in.body().path("idProperty").asText().equals("email");
        Optional<Row> row =
                byEmail ? contacts.byUnique("email", id) : Ids.parse(id).flatMap(contacts::resolve);
        row.ifPresent(records::erase);
        return FakeResponse.empty(204);
    }
}
