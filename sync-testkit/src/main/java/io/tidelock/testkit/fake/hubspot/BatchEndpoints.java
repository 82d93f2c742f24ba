package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.testkit.fake.FakeResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** Up to a hundred records at once (§2.1, §2.4). Results come in another order than the inputs. */
final class BatchEndpoints {

    private static final int MAX_INPUTS = 100;
    private static final String UNIQUE_ONLY = "Unable to perform update/upsert by non-unique %s property";

    private final Portal portal;
    private final Records records;
    private final View view;
    private final InlineAssociations inline;
    private final BiConsumer<ObjectType, Row> written;

    BatchEndpoints(Portal portal, Records records, BiConsumer<ObjectType, Row> written) {
        this.portal = portal;
        this.records = records;
        this.view = new View(portal);
        this.inline = new InlineAssociations(portal);
        this.written = written;
    }

    FakeResponse handle(Inbound in, ObjectType type) {
        if (!in.segment(1).equals("batch")) {
            throw Refusal.notFound();
        }
        if (!Set.of("read", "create", "update", "upsert", "archive").contains(in.segment(2))) {
            throw Refusal.notFound();
        }
        if (!in.is("POST")) {
            throw Refusal.wrongMethod();
        }
        return switch (in.segment(2)) {
            case "read" -> read(in, type);
            case "create" -> create(in, type);
            case "update" -> update(in, type);
            case "upsert" -> upsert(in, type);
            default -> archive(in, type);
        };
    }

    private FakeResponse read(Inbound in, ObjectType type) {
        BatchResult result = new BatchResult(portal, 200);
        List<String> missing = new ArrayList<>();
        Set<Row> found = new LinkedHashSet<>();
        ObjectNode body = in.body();
        String property = body.path("idProperty").asText("");
        for (JsonNode input : in.inputs(MAX_INPUTS)) {
            String id = input.path("id").asText();
            find(in, type, property, id).ifPresentOrElse(found::add, () -> missing.add(id));
        }
        List<String> asked = Json.texts(body.path("properties"));
        List<String> history = Json.texts(body.path("propertiesWithHistory"));
        for (Row row : found) {
            ObjectNode json = view.of(type, row, asked);
            view.addHistory(json, row, history);
            result.add(json);
        }
        if (!missing.isEmpty()) {
            result.fail(Refusal.unknownIds(type, missing));
        }
        return result.answer();
    }

    private Optional<Row> find(Inbound in, ObjectType type, String property, String id) {
        Table table = portal.table(type);
        if (!property.isEmpty() && !property.equals("hs_object_id")) {
            if (!portal.schema(type).identifies(property)) {
                throw Refusal.invalid(property + " is not a unique property of " + type.typeId());
            }
            boolean mainOnly = portal.settings().batchReadByMainAddressOnly
                    && portal.schema(type).isEmail(property);
            return table.byUnique(property, id).filter(row -> !mainOnly || id.equalsIgnoreCase(row.value(property)));
        }
        if (in.flag("archived")) {
            return Ids.parse(id).flatMap(known -> table.archived(known, portal.now()));
        }
        boolean follow = portal.settings().batchReadFollowsMerges;
        return Ids.parse(id).flatMap(known -> follow ? table.resolve(known) : table.live(known));
    }

    private FakeResponse create(Inbound in, ObjectType type) {
        List<JsonNode> inputs = in.inputs(MAX_INPUTS);
        BatchRun run = new BatchRun(portal, type, written, 201, isTraced(inputs));
        for (JsonNode input : inputs) {
            run.row(input, () -> {
                List<InlineAssociations.Wanted> wanted = inline.check(type, input.path("associations"));
                Row row = records.create(type, input.path("properties"), in.origin());
                run.onFailure(() -> records.discard(type, row));
                inline.apply(type, row, wanted);
                run.add(row, input, view.of(type, row, names(input)));
            });
        }
        return run.finish();
    }

    private FakeResponse update(Inbound in, ObjectType type) {
        List<JsonNode> inputs = in.inputs(MAX_INPUTS);
        refuseDuplicates(type, inputs);
        BatchRun run = new BatchRun(portal, type, written, 200, isTraced(inputs));
        List<String> missing = new ArrayList<>();
        for (JsonNode input : inputs) {
            String property = input.path("idProperty").asText("");
            String id = input.path("id").asText();
            if (property.isEmpty() && Ids.parse(id).isEmpty()) {
                continue; // an e-mail without idProperty: no error, nothing changed (§2.3)
            }
            Optional<Row> row = updatable(type, property, id);
            row.ifPresentOrElse(
                    found -> run.row(input, () -> change(in, type, input, found, run)), () -> missing.add(id));
        }
        if (!missing.isEmpty()) {
            run.fail(Refusal.unknownIds(type, missing));
        }
        return run.finish();
    }

    private Optional<Row> updatable(ObjectType type, String property, String id) {
        if (property.isEmpty() || property.equals("hs_object_id")) {
            return Ids.parse(id).flatMap(known -> portal.table(type).live(known));
        }
        if (!portal.schema(type).identifies(property) || portal.schema(type).isEmail(property)) {
            throw Refusal.invalid(UNIQUE_ONLY.formatted(type.typeId()));
        }
        return portal.table(type).byUnique(property, id);
    }

    private ObjectNode change(Inbound in, ObjectType type, JsonNode input, Row row, BatchRun run) {
        Row.Saved saved = row.save();
        run.onFailure(() -> records.revert(type, row, saved));
        records.update(type, row, input.path("properties"), in.origin());
        ObjectNode json = view.of(type, row, names(input));
        run.add(row, input, json);
        return json;
    }

    private FakeResponse upsert(Inbound in, ObjectType type) {
        List<JsonNode> inputs = in.inputs(MAX_INPUTS);
        refuseDuplicates(type, inputs);
        inputs.forEach(input -> refuseUnlessIdentifying(type, input));
        boolean byEmail = inputs.stream()
                .anyMatch(input ->
                        portal.schema(type).isEmail(input.path("idProperty").asText()));
        BatchRun run = new BatchRun(portal, type, written, 200, isTraced(inputs) && !byEmail);
        for (JsonNode input : inputs) {
            String property = input.path("idProperty").asText();
            Optional<Row> row =
                    portal.table(type).byUnique(property, input.path("id").asText());
            run.row(input, () -> {
                if (row.isPresent()) {
                    change(in, type, input, row.get(), run).put("new", false);
                } else {
                    insert(in, type, input, property, run);
                }
            });
        }
        return run.finish();
    }

    private void insert(Inbound in, ObjectType type, JsonNode input, String property, BatchRun run) {
        ObjectNode properties = Json.object().put(property, input.path("id").asText());
        if (input.path("properties") instanceof ObjectNode given) {
            properties.setAll(given);
        }
        Row row = records.create(type, properties, in.origin());
        run.onFailure(() -> records.discard(type, row));
        run.add(row, input, view.of(type, row, names(input)).put("new", true));
    }

    private void refuseUnlessIdentifying(ObjectType type, JsonNode input) {
        if (!portal.schema(type).identifies(input.path("idProperty").asText())) {
            throw Refusal.invalid(UNIQUE_ONLY.formatted(type.typeId()));
        }
    }

    private FakeResponse archive(Inbound in, ObjectType type) {
        for (JsonNode input : in.inputs(MAX_INPUTS)) {
            Ids.parse(input.path("id").asText())
                    .flatMap(id -> portal.table(type).live(id))
                    .ifPresent(row -> records.archive(type, row));
        }
        return FakeResponse.empty(204);
    }

    private void refuseDuplicates(ObjectType type, List<JsonNode> inputs) {
        Set<String> seen = new HashSet<>();
        Set<String> twice = new TreeSet<>();
        for (JsonNode input : inputs) {
            String id = input.path("id").asText();
            boolean email = portal.schema(type).isEmail(input.path("idProperty").asText());
            if (!seen.add(email ? Values.email(id) : id)) {
                twice.add(id);
            }
        }
        if (!twice.isEmpty()) {
            throw Refusal.invalid("Duplicate IDs found in batch input: " + twice + ". IDs must be unique")
                    .context("ids", List.copyOf(twice));
        }
    }

    /** Only with a unique trace id in every input can rows fail one by one (§2.4 rule 1). */
    private static boolean isTraced(List<JsonNode> inputs) {
        Set<String> traces = new HashSet<>();
        return inputs.stream()
                .map(input -> input.path("objectWriteTraceId").asText(""))
                .allMatch(trace -> !trace.isEmpty() && traces.add(trace));
    }

    /** The names of the properties a write sets, which its answer repeats. */
    static List<String> names(JsonNode input) {
        List<String> names = new ArrayList<>();
        input.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }
}
