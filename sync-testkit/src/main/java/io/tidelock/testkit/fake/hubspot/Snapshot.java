package io.tidelock.testkit.fake.hubspot;

import io.tidelock.testkit.fake.hubspot.Associations.Ref;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an account held at a moment, to be compared with what it holds later. */
final class Snapshot {

    private final Portal portal;
    private final Map<ObjectType, Map<Long, Seen>> records = new LinkedHashMap<>();
    private final Set<Link> links = new HashSet<>();

    /** A record; null in place of its values if it was archived. */
    record Seen(@Nullable Map<String, String> values) {

        boolean isLive() {
            return values != null;
        }
    }

    /** An association, as one of its ends shows it. */
    record Link(Ref from, Ref to) {}

    private Snapshot(Portal portal) {
        this.portal = portal;
    }

    static Snapshot of(Portal portal) {
        Snapshot now = new Snapshot(portal);
        for (ObjectType type : ObjectType.ALL) {
            Map<Long, Seen> ofType = new TreeMap<>();
            for (Row row : portal.table(type).all()) {
                ofType.put(row.id(), new Seen(row.isArchived() ? null : row.sorted()));
                ObjectType.ALL.forEach(to -> portal.associations().of(type, row.id(), to).keySet().stream()
                        .forEach(id -> now.links.add(new Link(new Ref(type, row.id()), new Ref(to, id)))));
            }
            now.records.put(type, ofType);
        }
        return now;
    }

    Map<Long, Seen> of(ObjectType type) {
        return records.getOrDefault(type, Map.of());
    }

    Set<Link> links() {
        return links;
    }

    /** Returns the record that a merge left in place of one that is not there any more. */
    Optional<Row> survivorOf(ObjectType type, long gone) {
        return portal.table(type).resolve(gone).filter(row -> row.id() != gone);
    }
}
