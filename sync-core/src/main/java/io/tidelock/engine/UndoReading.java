package io.tidelock.engine;

import io.tidelock.answers.UndoPlan.Left;
import io.tidelock.answers.UndoPlan.Why;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Field;
import io.tidelock.record.FieldType;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.store.Intent;
import io.tidelock.store.LinkState;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreRequest;
import io.tidelock.store.StoredLink;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads some records of one side of a flow, and says of each what can be undone and what cannot. Writes nothing. */
final class UndoReading {

    private final FlowContext context;
    private final Flow flow;
    private final boolean removesCreated;
    private final List<Left> left = new ArrayList<>();

    UndoReading(FlowContext context, boolean removesCreated) {
        this.context = context;
        this.flow = context.flow();
        this.removesCreated = removesCreated;
    }

    /** Returns what of the records read stays as it is, since the last time. */
    List<Left> left() {
        List<Left> taken = List.copyOf(left);
        left.clear();
        return taken;
    }

    /**
     * Returns the records of which a write is under way, or that are written. Good for one side: what is undone there may leave
     * others so at the other side, none at its own.
     */
    Set<Parked.Key> underWay() {
        Set<Parked.Key> underWay = new HashSet<>();
        for (Intent intent : context.store().openIntents(context.integration(), flow.id())) {
            underWay.add(intent.origin());
            Optional.ofNullable(intent.record())
                    .ifPresent(record -> underWay.add(context.key(intent.written(), record)));
        }
        return underWay;
    }

    /** Reads the records of some trails, all of one written side, in one bulk read. */
    List<Undoing> of(Side written, List<Trail> trails, Set<Parked.Key> underWay) {
        Map<Trail, StoredLink> links = links(written, trails);
        Map<Trail, Why> obstacles = obstacles(trails, links, underWay);
        Map<Trail, Record> shown = read(
                written,
                trails.stream()
                        .filter(trail -> trail.removed() || !obstacles.containsKey(trail))
                        .toList());
        List<Undoing> undoings = new ArrayList<>();
        for (Trail trail : trails) {
            StoredLink link = links.get(trail);
            Record now = shown.get(trail);
            Optional<Why> why = why(trail, obstacles.get(trail), now);
            why.ifPresent(left -> leave(trail, left));
            if (why.isEmpty() && link != null && now != null) {
                undoings.add(decided(new Undoing(trail, link, now)));
            }
        }
        return undoings.stream().filter(Undoing::isDue).toList();
    }

    private Map<Trail, Why> obstacles(List<Trail> trails, Map<Trail, StoredLink> links, Set<Parked.Key> underWay) {
        Map<RecordRef, Integer> sharing = sharing(trails);
        Map<Trail, Why> obstacles = new LinkedHashMap<>();
        trails.forEach(trail ->
                obstacle(trail, links.get(trail), underWay, sharing).ifPresent(why -> obstacles.put(trail, why)));
        return obstacles;
    }

    /** Returns why a record stays as it is, if it does. */
    private static Optional<Why> why(Trail trail, @Nullable Why obstacle, @Nullable Record now) {
        if (trail.removed() && now == null) {
            return Optional.of(trail.created() ? Why.AS_BEFORE : Why.REMOVED);
        } else if (obstacle != null) {
            return Optional.of(trail.removed() ? restored(trail, obstacle) : obstacle);
        }
        return now == null ? Optional.of(Why.GONE) : Optional.empty();
    }

    /** Somebody else brought it back, and no pass has seen that. */
    private static Why restored(Trail trail, Why obstacle) {
        if (trail.fields().isEmpty() && trail.leftOut().isEmpty()) {
            return Why.AS_BEFORE;
        }
        return obstacle == Why.GONE ? Why.NOT_LINKED : obstacle;
    }

    /** Finds the link by which each record is undone: of those that share it, the last one's that is there. */
    private Map<Trail, StoredLink> links(Side written, List<Trail> trails) {
        List<RecordRef> refs = trails.stream()
                .flatMap(trail -> trail.origins().stream())
                .distinct()
                .toList();
        StoreRequest request = StoreRequest.about(context.integration(), flow.id(), written.other(), refs);
        Map<RecordRef, StoredLink> all = context.store().load(request).links();
        Map<Trail, StoredLink> links = new LinkedHashMap<>();
        for (Trail trail : trails) {
            trail.origins().stream()
                    .flatMap(origin -> Optional.ofNullable(all.get(origin)).stream())
                    .filter(link -> link.ref(written).equals(trail.record()))
                    .reduce((earlier, later) -> later.state() == LinkState.LIVE ? later : earlier)
                    .ifPresent(link -> links.put(trail, link));
        }
        return links;
    }

    /** Counts who shares the records that may be removed. */
    private Map<RecordRef, Integer> sharing(List<Trail> trails) {
        List<RecordRef> created = trails.stream()
                .filter(trail -> trail.created() && removesCreated)
                .map(Trail::record)
                .toList();
        return flow.ensured().isEmpty() || created.isEmpty()
                ? Map.of()
                : context.store().countSharing(context.integration(), flow.id(), created);
    }

    private void leave(Trail trail, Why why) {
        left.add(new Left(flow.id(), trail.record(), "", why));
    }

    private Optional<Why> obstacle(
            Trail trail, @Nullable StoredLink link, Set<Parked.Key> underWay, Map<RecordRef, Integer> sharing) {
        if (link == null) {
            return Optional.of(Why.NOT_LINKED);
        } else if (Links.isGone(link, trail.side())) {
            return Optional.of(Why.GONE);
        } else if (isUnderWay(trail, underWay)) {
            return Optional.of(Why.NOT_SETTLED);
        } else if (trail.created() && !removesCreated) {
            return Optional.of(Why.CREATED);
        } else if (trail.created() && context.access(trail.side()).remover().isEmpty()) {
            return Optional.of(Why.NOT_REMOVABLE);
        }
        boolean one = link.shared() && link.state() == LinkState.LIVE;
        boolean shared = trail.created() && sharing.getOrDefault(trail.record(), 0) > (one ? 1 : 0);
        return shared ? Optional.of(Why.SHARED) : Optional.empty();
    }

    private boolean isUnderWay(Trail trail, Set<Parked.Key> underWay) {
        Side other = trail.side().other();
        return underWay.contains(context.key(trail.side(), trail.record()))
                || trail.origins().stream().anyMatch(origin -> underWay.contains(context.key(other, origin)));
    }

    private Map<Trail, Record> read(Side side, List<Trail> trails) {
        List<String> ids =
                trails.stream().map(trail -> trail.record().id()).distinct().toList();
        Map<String, ReadOutcome> outcomes = Reads.each(context.reader(side), ids, flow.fields(side));
        Map<Trail, Record> shown = new LinkedHashMap<>();
        for (Trail trail : trails) {
            if (outcomes.get(trail.record().id()) instanceof ReadOutcome.Present present) {
                shown.put(trail, present.record());
            }
        }
        return shown;
    }

    private Undoing decided(Undoing undoing) {
        decide(undoing);
        Trail trail = undoing.trail();
        if (trail.removed() && !undoing.isDue() && undoing.left().isEmpty()) {
            undoing.leave("", Why.AS_BEFORE); // somebody restored it
        }
        left.addAll(undoing.left());
        return undoing;
    }

    private void decide(Undoing undoing) {
        Trail trail = undoing.trail();
        if (trail.created()) {
            boolean untouched = trail.fields().entrySet().stream()
                    .allMatch(value ->
                            shows(undoing, value.getKey(), value.getValue().after()));
            if (untouched) {
                undoing.remove();
            } else {
                undoing.leave("", Why.CHANGED_SINCE);
            }
            return;
        }
        trail.leftOut().forEach(field -> undoing.leave(field, Why.NOT_JOURNALLED));
        trail.fields().forEach((name, value) -> field(undoing, name, value));
    }

    private boolean shows(Undoing undoing, String name, Value value) {
        FieldType type = mappings(flow, undoing.trail().side(), name).stream()
                .flatMap(mapping -> mapping.field(undoing.trail().side()).stream())
                .map(Field::type)
                .findFirst()
                .orElse(FieldType.TEXT);
        Value now = WriteJournal.held(Optional.of(undoing.now()), new Field(name, type));
        return Trail.same(type, now, value) || (now.isAbsent() && !value.isPresent());
    }

    private void field(Undoing undoing, String name, WrittenValue value) {
        Side side = undoing.trail().side();
        List<FieldMapping> mappings = mappings(flow, side, name);
        Optional<Field> field = mappings.stream()
                .flatMap(mapping -> mapping.field(side).stream())
                .findFirst();
        if (field.isEmpty()) {
            undoing.leave(name, Why.NOT_MAPPED);
        } else if (flow.ensured().isPresent() && mappings.stream().anyMatch(UndoneReferences::areIn)) {
            undoing.leave(name, Why.REFERENCE); // each that shares it would add its own again
        } else if (value.before().isAbsent()) {
            undoing.leave(name, Why.BEFORE_UNKNOWN);
        } else if (shows(undoing, name, value.before())) {
            undoing.leave(name, Why.AS_BEFORE);
        } else if (!shows(undoing, name, value.after())) {
            undoing.leave(name, Why.CHANGED_SINCE);
        } else if (mappings.stream()
                .noneMatch(mapping -> undoing.link().base().of(mapping.basis()).isPresent())) {
            undoing.leave(name, Why.NOT_SETTLED);
        } else {
            Record now = undoing.now();
            undoing.restore(field.get(), WriteJournal.held(Optional.of(now), field.get()), value.before());
        }
    }

    /** Returns the mappings that a field of a side is about. */
    static List<FieldMapping> mappings(Flow flow, Side side, String field) {
        return flow.mappings().stream()
                .filter(mapping -> mapping.field(side)
                        .filter(known -> known.name().equals(field))
                        .isPresent())
                .toList();
    }
}
