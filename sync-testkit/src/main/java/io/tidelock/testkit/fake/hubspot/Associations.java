package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.testkit.fake.hubspot.AssociationTypes.Kind;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who is associated with whom, kept from both sides (§4). Does not move any modification stamp (G6). */
final class Associations {

    private final AssociationTypes types = new AssociationTypes();
    private final Map<Ref, Map<ObjectType, NavigableMap<Long, NavigableSet<Integer>>>> links = new HashMap<>();

    /** One record. */
    record Ref(ObjectType type, long id) {}

    AssociationTypes types() {
        return types;
    }

    /** Returns the type ids by associated id, in id order. */
    NavigableMap<Long, NavigableSet<Integer>> of(ObjectType from, long id, ObjectType to) {
        return links.getOrDefault(new Ref(from, id), Map.of()).getOrDefault(to, new TreeMap<>());
    }

    /** Associates with these types and, always, with the unlabeled one. */
    void link(Ref from, Ref to, Collection<Kind> kinds) {
        refuseSecondParent(from, to);
        refuseSecondParent(to, from);
        for (Kind kind : kinds) {
            if (kind.isPrimary()) {
                demote(from, to.type(), kind.id());
                demote(to, from.type(), kind.inverse());
            }
            put(from, to, kind);
        }
        put(from, to, types.plain(from.type(), to.type()));
    }

    /** Associates with exactly these labels: others of the pair are removed. */
    void relabel(Ref from, Ref to, Collection<Kind> kinds) {
        boolean labelled = kinds.stream().anyMatch(kind -> !kind.label().isEmpty());
        if (labelled) {
            unlink(from, to);
        }
        link(from, to, kinds);
    }

    /** One primary company per record: the one before keeps only the unlabeled association. */
    private void demote(Ref from, ObjectType to, int kind) {
        boolean manyToOne = to.equals(ObjectType.COMPANIES);
        if (manyToOne) {
            for (long id : List.copyOf(of(from.type(), from.id(), to).keySet())) {
                types.find(from.type(), to, kind).ifPresent(found -> cut(from, new Ref(to, id), found));
            }
        }
    }

    /** Removes one type between two records; without the unlabeled one, none remains. */
    void unlabel(Ref from, Ref to, Kind kind) {
        if (kind.label().isEmpty()) {
            unlink(from, to);
        } else {
            cut(from, to, kind);
        }
    }

    void unlink(Ref from, Ref to) {
        for (int id : List.copyOf(of(from.type(), from.id(), to.type()).getOrDefault(to.id(), new TreeSet<>()))) {
            types.find(from.type(), to.type(), id).ifPresent(kind -> cut(from, to, kind));
        }
    }

    /** Gives a merged-away record's associations to the survivor; what is primary there already stays so (§3). */
    void move(ObjectType type, long oldId, long newId) {
        Ref old = new Ref(type, oldId);
        Ref survivor = new Ref(type, newId);
        for (ObjectType to : ObjectType.ALL) {
            boolean hasPrimary = of(type, newId, to).values().stream()
                    .flatMap(Collection::stream)
                    .anyMatch(id -> types.required(type, to, id).isPrimary());
            Map<Long, NavigableSet<Integer>> before = new TreeMap<>(of(type, oldId, to));
            before.forEach((id, kinds) -> {
                Ref other = new Ref(to, id);
                List<Kind> kept = kinds.stream()
                        .map(kind -> types.required(type, to, kind))
                        .filter(kind -> !(hasPrimary && kind.isPrimary()))
                        .toList();
                unlink(old, other);
                if (!other.equals(survivor)) {
                    link(survivor, other, kept);
                }
            });
        }
    }

    void forget(ObjectType type, long id) {
        Ref gone = new Ref(type, id);
        for (ObjectType to : ObjectType.ALL) {
            List.copyOf(of(type, id, to).keySet()).forEach(other -> unlink(gone, new Ref(to, other)));
        }
    }

    ObjectNode save() {
        ObjectNode json = Json.object();
        json.set("types", types.save());
        ArrayNode all = json.putArray("links");
        for (ObjectType from : ObjectType.ALL) {
            NavigableMap<Long, Map<ObjectType, NavigableMap<Long, NavigableSet<Integer>>>> ofType = new TreeMap<>();
            links.forEach((ref, others) -> {
                if (ref.type().equals(from)) {
                    ofType.put(ref.id(), others);
                }
            });
            ofType.forEach((id, others) -> ObjectType.ALL.forEach(to -> others.getOrDefault(to, new TreeMap<>())
                    .forEach((other, kinds) -> {
                        ArrayNode link = all.addArray()
                                .add(from.name())
                                .add(id)
                                .add(to.name())
                                .add(other);
                        kinds.forEach(link::add);
                    })));
        }
        return json;
    }

    void load(JsonNode saved) {
        types.load(saved.path("types"));
        for (JsonNode link : saved.path("links")) {
            Ref from = new Ref(
                    ObjectType.required(link.path(0).asText()), link.path(1).asLong());
            Ref to = new Ref(
                    ObjectType.required(link.path(2).asText()), link.path(3).asLong());
            NavigableSet<Integer> kinds = side(from, to);
            for (int i = 4; i < link.size(); i++) {
                kinds.add(link.path(i).asInt());
            }
        }
    }

    /** A line item has one parent only (§7). */
    private void refuseSecondParent(Ref child, Ref parent) {
        NavigableMap<Long, NavigableSet<Integer>> parents = of(child.type(), child.id(), parent.type());
        boolean taken = !parents.isEmpty() && !parents.containsKey(parent.id());
        if (child.type().equals(ObjectType.LINE_ITEMS) && taken) {
            throw Refusal.invalid("Line item " + child.id() + " is already associated with another parent");
        }
    }

    private void put(Ref from, Ref to, Kind kind) {
        side(from, to).add(kind.id());
        side(to, from).add(kind.inverse());
    }

    private NavigableSet<Integer> side(Ref from, Ref to) {
        return links.computeIfAbsent(from, key -> new HashMap<>())
                .computeIfAbsent(to.type(), key -> new TreeMap<>())
                .computeIfAbsent(to.id(), key -> new TreeSet<>());
    }

    private void cut(Ref from, Ref to, Kind kind) {
        cutSide(from, to, kind.id());
        cutSide(to, from, kind.inverse());
    }

    private void cutSide(Ref from, Ref to, int kind) {
        NavigableMap<Long, NavigableSet<Integer>> all = of(from.type(), from.id(), to.type());
        NavigableSet<Integer> kinds = all.getOrDefault(to.id(), new TreeSet<>());
        kinds.remove(kind);
        if (kinds.isEmpty()) {
            all.remove(to.id());
        }
    }
}
