package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;

/** The state of one account. Not thread-safe: the server holds one lock around it. */
final class Portal {

    private final Settings settings;
    private final SplittableRandom random;
    private final Map<ObjectType, Schema> schemas = new HashMap<>();
    private final Map<ObjectType, Table> tables = new HashMap<>();
    private final Map<ObjectType, SearchIndex> indexes = new HashMap<>();
    private final Associations associations = new Associations();
    private final Pipelines pipelines;
    private final Owners owners = new Owners();
    private final Grants grants = new Grants(this::uuid);

    Portal(Settings settings) {
        this.settings = settings;
        this.random = new SplittableRandom(settings.seed);
        this.pipelines = new Pipelines(settings.portalId);
        for (ObjectType type : ObjectType.ALL) {
            Schema schema = new Schema(type);
            schemas.put(type, schema);
            tables.put(type, new Table(type, schema, settings.seed));
            indexes.put(type, new SearchIndex(type, schema));
        }
    }

    Settings settings() {
        return settings;
    }

    Instant now() {
        return settings.clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    Schema schema(ObjectType type) {
        return Objects.requireNonNull(schemas.get(type));
    }

    Table table(ObjectType type) {
        return Objects.requireNonNull(tables.get(type));
    }

    SearchIndex index(ObjectType type) {
        return Objects.requireNonNull(indexes.get(type));
    }

    Associations associations() {
        return associations;
    }

    Pipelines pipelines() {
        return pipelines;
    }

    Owners owners() {
        return owners;
    }

    Grants grants() {
        return grants;
    }

    /** Hands a written record to the search index, which shows it after the lag. */
    void publish(ObjectType type, Row row) {
        Duration lag = settings.lagFrom;
        long spread = settings.lagTo.minus(lag).toMillis();
        if (spread > 0) {
            lag = lag.plusMillis(random.nextLong(spread + 1));
        }
        index(type).submit(row, now().plus(lag));
    }

    /** Returns everything it holds; what search does not show yet, it will show when it is loaded. */
    ObjectNode save() {
        ObjectNode json = Json.object();
        for (ObjectType type : ObjectType.ALL) {
            ObjectNode ofType = json.putObject(type.name());
            ofType.set("schema", schema(type).save());
            ofType.set("records", table(type).save());
        }
        json.set("associations", associations.save());
        json.set("pipelines", pipelines.save());
        json.set("owners", owners.save());
        json.set("grants", grants.save());
        return json;
    }

    /** Becomes the portal that was saved, whatever the clock says by now. */
    void load(JsonNode saved) {
        for (ObjectType type : ObjectType.ALL) {
            schema(type).load(saved.path(type.name()).path("schema"));
            table(type).load(saved.path(type.name()).path("records"));
            table(type).all().stream()
                    .filter(row -> !row.isArchived())
                    .forEach(row -> index(type).submit(row, Instant.EPOCH));
        }
        associations.load(saved.path("associations"));
        pipelines.load(saved.path("pipelines"));
        owners.load(saved.path("owners"));
        grants.load(saved.path("grants"));
    }

    String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** Puts results into an order that is not that of the inputs (§2.4 rule 2). */
    <T> List<T> shuffled(List<T> inInputOrder) {
        List<T> mixed = new ArrayList<>(inInputOrder);
        for (int i = mixed.size() - 1; i > 0; i--) {
            Collections.swap(mixed, i, random.nextInt(i + 1));
        }
        if (mixed.equals(inInputOrder)) {
            Collections.reverse(mixed);
        }
        return mixed;
    }

    /** A number that belongs to an id, the same in every query: the order of ties. */
    long scatter(long id) {
        return new SplittableRandom(settings.seed ^ id).nextLong(Long.MAX_VALUE);
    }
}
