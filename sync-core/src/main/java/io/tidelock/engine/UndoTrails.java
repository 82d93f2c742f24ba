package io.tidelock.engine;

import io.tidelock.answers.UndoPlan;
import io.tidelock.answers.UndoScope;
import io.tidelock.mapping.Flow;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
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

/**
 * Reads the journal, page by page, and follows what our writes made of each record. Of a record that was written on behalf of
 * several there is a trail for each, and of an origin one for each record that was its counterpart.
 */
final class UndoTrails {

    private static final int PAGE = 500;

    /** Whose writes, and to what. */
    private record Path(Parked.Key origin, RecordRef record) {}

    private final EngineParts parts;
    private final UndoScope scope;
    private final Seal seal;
    private final Instant keptSince;
    private final Map<Path, Trail> trails = new LinkedHashMap<>();
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
        JournalRequest all = JournalRequest.between(parts.integration(), from(), scope.until(), PAGE);
        if (scope.record().isEmpty()) {
            read(all);
        } else {
            origins(scope.record().get()).forEach(origin -> read(all.from(origin)));
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
                .filter(trail -> trail.origin().flow().equals(flow.id()) && trail.side() == written)
                .toList();
    }

    /** Returns the record and its counterpart: what was written to one came from the other. */
    private List<Parked.Key> origins(RecordRef ref) {
        List<Parked.Key> origins = new ArrayList<>();
        for (Flow flow : parts.plan().flows()) {
            for (Side side : Side.values()) {
                if (flow.type(side).equals(ref.type())) {
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

    private void read(JournalRequest first) {
        JournalRequest asked = first;
        List<StoredWrite> page;
        do {
            page = parts.store().journal(asked);
            page.stream().filter(this::isAsked).forEach(this::follow);
            if (!page.isEmpty()) {
                asked = asked.after(page.get(page.size() - 1));
            }
        } while (page.size() == PAGE);
    }

    private boolean isAsked(StoredWrite entry) {
        String flow = entry.origin().flow();
        return entry.settled()
                && entry.record() != null
                && scope.flow().map(flow::equals).orElse(true);
    }

    private void follow(StoredWrite entry) {
        Path path = new Path(entry.origin(), Objects.requireNonNull(entry.record()));
        Trail trail = trails.get(path);
        if (trail == null) {
            if (trails.size() == UndoPlan.MOST) {
                more = true;
                return;
            }
            trail = new Trail(path.origin(), path.record());
            trails.put(path, trail);
        }
        trail.add(entry, entry.fields().isEmpty() ? Map.of() : seal.open(entry));
    }
}
