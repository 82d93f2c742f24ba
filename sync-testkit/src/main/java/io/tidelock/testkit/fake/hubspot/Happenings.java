package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.testkit.fake.hubspot.Associations.Ref;
import io.tidelock.testkit.fake.hubspot.Snapshot.Link;
import io.tidelock.testkit.fake.hubspot.Snapshot.Seen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells what happened in an account as webhooks do (§8.2, §8.3). It is found by comparing before and after, so no way of
 * changing something can forget to tell.
 */
final class Happenings {

    private static final Set<String> UNTOLD =
            Set.of("hs_lastmodifieddate", "lastmodifieddate", "num_unique_conversion_events");

    private final Portal portal;
    private final Set<String> subscriptions = new TreeSet<>();
    private final List<ObjectNode> events = new ArrayList<>();
    private Snapshot before;

    Happenings(Portal portal) {
        this.portal = portal;
        this.before = Snapshot.of(portal);
    }

    /** Tells of this kind from now on: {@code contact.creation}, or {@code contact.propertyChange email}. */
    void subscribe(String line) {
        if (subscriptions.isEmpty()) {
            before = Snapshot.of(portal);
        }
        subscriptions.add(line);
    }

    /** Returns the events since the last call, in the order in which things happened. */
    List<ObjectNode> drain() {
        List<ObjectNode> all = List.copyOf(events);
        events.clear();
        return all;
    }

    /** Compares with the last look. */
    void look() {
        if (subscriptions.isEmpty()) {
            return;
        }
        Snapshot after = Snapshot.of(portal);
        for (ObjectType type : ObjectType.ALL) {
            compare(type, before.of(type), after);
        }
        difference(after.links(), before.links()).forEach(link -> associated(link, false));
        difference(before.links(), after.links()).forEach(link -> associated(link, true));
        before = after;
    }

    private void compare(ObjectType type, Map<Long, Seen> old, Snapshot after) {
        Map<Long, Seen> now = after.of(type);
        Map<Long, List<Long>> merges = new TreeMap<>();
        old.forEach((id, seen) -> {
            if (!now.containsKey(id)) {
                after.survivorOf(type, id)
                        .ifPresentOrElse(
                                row -> merges.computeIfAbsent(row.id(), key -> new ArrayList<>())
                                        .add(id),
                                () -> erased(type, id));
            }
        });
        merges.forEach((survivor, gone) -> merged(type, survivor, primaryFirst(type, survivor, gone)));
        now.forEach((id, seen) -> {
            if (!merges.containsKey(id)) {
                changed(type, id, old.get(id), seen);
            }
        });
    }

    private void changed(ObjectType type, long id, @Nullable Seen old, Seen now) {
        if (old == null) {
            tell(type, "creation", id, Map.of("changeFlag", "NEW"));
        } else if (old.isLive() && !now.isLive()) {
            tell(type, "deletion", id, Map.of());
        } else if (!old.isLive() && now.isLive()) {
            tell(type, "restore", id, Map.of());
        } else if (old.values() != null && now.values() != null) {
            properties(type, id, old.values(), now.values());
        }
    }

    private void properties(ObjectType type, long id, Map<String, String> old, Map<String, String> now) {
        Set<String> names = new TreeSet<>(old.keySet());
        names.addAll(now.keySet());
        names.removeAll(UNTOLD);
        for (String name : names) {
            String value = now.getOrDefault(name, "");
            if (!value.equals(old.getOrDefault(name, ""))) {
                for (String kind : kinds(type, "propertyChange")) {
                    if (subscriptions.contains(kind + " " + name)) {
                        add(kind, type, id, Map.of("propertyName", name, "propertyValue", value));
                    }
                }
            }
        }
    }

    /** A request for privacy deletes too, and which is told first is not said. */
    private void erased(ObjectType type, long id) {
        tell(type, "privacyDeletion", id, Map.of());
        tell(type, "deletion", id, Map.of());
    }

    /** The records that are merged away are deleted besides; values that moved are not told (§3). */
    private void merged(ObjectType type, long survivor, List<Long> gone) {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("primaryObjectId", gone.get(0));
        more.put("mergedObjectIds", gone.subList(1, gone.size()));
        more.put("newObjectId", survivor);
        more.put("numberOfPropertiesMoved", 14);
        tell(type, "merge", gone.get(0), more);
        gone.forEach(id -> tell(type, "deletion", id, Map.of()));
    }

    private void associated(Link link, boolean removed) {
        Ref from = link.from();
        Ref to = link.to();
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("associationType", upper(from) + "_TO_" + upper(to));
        more.put("fromObjectId", from.id());
        more.put("toObjectId", to.id());
        more.put("associationRemoved", removed);
        more.put("isPrimaryAssociation", false);
        tell(from.type(), "associationChange", from.id(), more);
    }

    private static String upper(Ref ref) {
        return ref.type().singular().toUpperCase(Locale.ROOT);
    }

    private void tell(ObjectType type, String what, long id, Map<String, ?> more) {
        kinds(type, what).stream().filter(subscriptions::contains).forEach(kind -> add(kind, type, id, more));
    }

    /** A survivor's list of ids has the primary before the other. */
    private List<Long> primaryFirst(ObjectType type, long survivor, List<Long> gone) {
        List<String> merged = portal.table(type).live(survivor).stream()
                .flatMap(row -> Values.split(row.value("hs_merged_object_ids")).stream())
                .toList();
        return gone.stream()
                .sorted(Comparator.comparing(id -> merged.indexOf(Long.toString(id))))
                .toList();
    }

    private static List<String> kinds(ObjectType type, String what) {
        return List.of(type.singular() + "." + what, "object." + what);
    }

    private void add(String kind, ObjectType type, long id, Map<String, ?> more) {
        Instant now = portal.now();
        ObjectNode event = Json.object()
                .put("eventId", events.size() % 50) // not unique, as HubSpot says
                .put("subscriptionId", 2_881_778)
                .put("portalId", portal.settings().portalId)
                .put("appId", 4_210_286)
                .put("occurredAt", now.toEpochMilli())
                .put("subscriptionType", kind)
                .put("attemptNumber", 0)
                .put("objectId", id)
                .put("changeSource", "CRM");
        if (kind.startsWith("object.")) {
            event.put("objectTypeId", type.typeId());
        }
        more.forEach((name, value) -> event.set(name, Json.MAPPER.valueToTree(value)));
        events.add(event);
    }

    private static List<Link> difference(Set<Link> some, Set<Link> others) {
        Set<Link> left = new HashSet<>(some);
        left.removeAll(others);
        return left.stream()
                .sorted(Comparator.comparing((Link link) -> link.from().type().name())
                        .thenComparing(link -> link.from().id())
                        .thenComparing(link -> link.to().type().name())
                        .thenComparing(link -> link.to().id()))
                .toList();
    }
}
