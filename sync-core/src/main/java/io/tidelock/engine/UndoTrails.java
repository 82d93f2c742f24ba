package io.tidelock.engine;

import io.tidelock.answers.UndoPlan;
import io.tidelock.answers.UndoPlan.Left;
import io.tidelock.answers.UndoPlan.Why;
import io.tidelock.answers.UndoScope;
import io.tidelock.mapping.Flow;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.Intent;
import io.tidelock.store.JournalRequest;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreRequest;
import io.tidelock.store.StoredLink;
import io.tidelock.store.StoredWrite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Reads the journal, page by page, and follows what our writes made of each record. An origin has a trail for each record that
 * was its counterpart; those that share a record have one together.
 */
final class UndoTrails {

    private static final int PAGE = 500;

    /** Whose writes, and to what; of a shared record nobody's. */
    private record Path(Parked.Key origin, RecordRef record) {}

    private final EngineParts parts;
    private final UndoScope scope;
    private final Seal seal;
    private final Instant keptSince;
    private final Set<String> sharing;
    private final Map<Path, Trail> trails = new LinkedHashMap<>();
    private final List<StoredWrite> unsettled = new ArrayList<>();
    private boolean more;

    UndoTrails(EngineParts parts, UndoScope scope) {
        this.parts = parts;
        this.scope = scope;
        Journal journal = parts.journal()
                .orElseThrow(() -> new IllegalStateException("This engine keeps no journal, so nothing can be undone:"
                        + " build it with journal(…); what is written from then on can be"));
        this.seal = new Seal(parts.integration(), journal);
        this.keptSince = parts.clock().instant().minus(journal.retention());
        scope.flow().ifPresent(parts::flow);
        this.sharing = parts.plan().flows().stream()
                .filter(flow -> flow.ensured().isPresent())
                .map(Flow::id)
                .collect(Collectors.toSet());
        JournalRequest all = JournalRequest.between(parts.integration(), from(), scope.until(), PAGE);
        if (scope.record().isEmpty()) {
            read(all, entry -> true);
        } else {
            about(scope.record().get(), all);
        }
    }

    private void about(RecordRef ref, JournalRequest all) {
        origins(ref).forEach(origin -> read(all.from(origin), entry -> true));
        boolean mayBeShared = parts.plan().flows().stream()
                .anyMatch(flow ->
                        sharing.contains(flow.id()) && flow.type(Side.TARGET).equals(ref.type()));
        if (mayBeShared) { // nobody knows all those on whose behalf it was written
            read(all, entry -> sharing.contains(entry.origin().flow()) && ref.equals(entry.record()));
        }
    }

    /** What is older than it is kept is not used any more, be it still there. */
    private Instant from() {
        return scope.from().isBefore(keptSince) ? keptSince : scope.from();
    }

    Instant keptSince() {
        return keptSince;
    }

    boolean hasMore() {
        return more;
    }

    /** Returns the trails of one flow whose writes went to one side. */
    List<Trail> of(Flow flow, Side written) {
        return trails.values().stream()
                .filter(trail -> trail.flow().equals(flow.id()) && trail.side() == written)
                .toList();
    }

    /** Returns the writes of one flow of which nobody knows yet whether they were made; of a creation the record it came from. */
    List<Left> unsettled(Flow flow) {
        List<StoredWrite> ofFlow = unsettled.stream()
                .filter(entry -> entry.origin().flow().equals(flow.id()))
                .toList();
        Set<String> open = ofFlow.isEmpty()
                ? Set.of()
                : parts.store().openIntents(parts.integration(), flow.id()).stream()
                        .map(Intent::id)
                        .collect(Collectors.toSet());
        return ofFlow.stream()
                .filter(entry -> open.contains(entry.intent()))
                .map(entry ->
                        new Left(flow.id(), written(entry).orElse(entry.origin().ref()), "", Why.NOT_SETTLED))
                .distinct()
                .toList();
    }

    private static Optional<RecordRef> written(StoredWrite entry) {
        return Optional.ofNullable(entry.record());
    }

    /** Returns the record and its counterpart: what was written to one came from the other. */
    private List<Parked.Key> origins(RecordRef ref) {
        List<Parked.Key> origins = new ArrayList<>();
        for (Flow flow : parts.plan().flows()) {
            for (Side side : Side.values()) {
                boolean shared = side == Side.TARGET && sharing.contains(flow.id());
                if (flow.type(side).equals(ref.type()) && !shared) {
                    origins.add(new Parked.Key(flow.id(), side, ref));
                    link(flow, side, ref)
                            .map(link -> new Parked.Key(flow.id(), side.other(), link.ref(side.other())))
                            .ifPresent(origins::add);
                }
            }
        }
        return origins;
    }

    private Optional<StoredLink> link(Flow flow, Side side, RecordRef ref) {
        return parts.store()
                .load(StoreRequest.about(parts.integration(), flow.id(), side, List.of(ref)))
                .link(ref);
    }

    private void read(JournalRequest first, Predicate<StoredWrite> which) {
        JournalRequest asked = first;
        List<StoredWrite> page;
        do {
            page = parts.store().journal(asked);
            page.stream().filter(this::isAsked).filter(which).forEach(this::follow);
            if (!page.isEmpty()) {
                asked = asked.after(page.get(page.size() - 1));
            }
        } while (page.size() == PAGE);
    }

    private boolean isAsked(StoredWrite entry) {
        String flow = entry.origin().flow();
        return scope.flow().map(flow::equals).orElse(true);
    }

    private void follow(StoredWrite entry) {
        if (!entry.settled()) {
            unsettled.add(entry);
            return;
        }
        RecordRef record = Objects.requireNonNull(entry.record());
        Parked.Key origin = entry.origin();
        Parked.Key whose =
                sharing.contains(origin.flow()) ? new Parked.Key(origin.flow(), origin.side(), record) : origin;
        Path path = new Path(whose, record);
        Trail trail = trails.get(path);
        if (trail == null) {
            if (trails.size() == UndoPlan.MOST) {
                more = true;
                return;
            }
            trail = new Trail(origin, record);
            trails.put(path, trail);
        }
        trail.add(entry, entry.fields().isEmpty() ? Map.of() : seal.open(entry));
    }
}
