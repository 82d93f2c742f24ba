package io.tidelock.testkit.simulation;

import io.tidelock.connector.WriteOperation;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import io.tidelock.record.Verb;
import io.tidelock.store.Intent;
import io.tidelock.store.StoredLink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts what flows remove and clear within a day. */
final class Tally {

    private static final Duration DAY = Duration.ofHours(24);

    private final WatchedStore store;
    private final Verdicts verdicts;
    private final Map<String, List<Instant>> removed = new HashMap<>();
    private final Map<String, Map<RecordRef, Instant>> cleared = new HashMap<>();
    private final Map<String, Integer> most = new HashMap<>();
    private final Map<String, Integer> approved = new HashMap<>();

    Tally(WatchedStore store, Verdicts verdicts) {
        this.store = store;
        this.verdicts = verdicts;
    }

    /** A person allowed so many, all told. */
    void approved(Flow flow, Verb verb, int ceiling) {
        approved.merge(flow.id() + verb, ceiling, Math::max);
    }

    void removed(Flow flow, Stage stage) {
        List<Instant> all = removed.computeIfAbsent(flow.id(), none -> new ArrayList<>());
        Instant now = stage.clock.instant();
        all.add(now);
        all.removeIf(at -> !at.isAfter(now.minus(DAY)));
        held(flow, Verb.REMOVE, all.size());
    }

    /** A record is cleared once, however many fields of it are and however often it takes. */
    void clears(Kind kind, WriteOperation operation, Intent intent, Stage stage) {
        if (!(operation instanceof WriteOperation.Update update) || !stage.holds(kind, update.ref())) {
            return;
        }
        Set<String> emptied = new HashSet<>();
        for (Map.Entry<String, Value> entry : update.values().entrySet()) {
            String shown = stage.system(kind).value(update.ref(), Field.text(entry.getKey()));
            if (entry.getValue().isNull() && shown != null) {
                emptied.add(entry.getKey());
            }
        }
        if (!emptied.isEmpty()) {
            Instant now = stage.clock.instant();
            String flow = intent.origin().flow();
            Map<RecordRef, Instant> all = cleared.computeIfAbsent(flow, none -> new HashMap<>());
            all.put(pair(intent, update.ref()), now);
            all.values().removeIf(at -> !at.isAfter(now.minus(DAY)));
            stage.flow(flow).ifPresent(one -> held(one, Verb.CLEAR, all.size()));
        }
    }

    /** A pair is one record, whichever of its sides is cleared. */
    private RecordRef pair(Intent intent, RecordRef ref) {
        return store.link(intent.origin().flow(), intent.written(), ref)
                .map(StoredLink::source)
                .orElse(ref);
    }

    private void held(Flow flow, Verb verb, int times) {
        int links = most.merge(flow.id(), store.links(flow.id()).size(), Math::max);
        int planned = flow.brake(verb).map(brake -> brake.limit(links)).orElse(Integer.MAX_VALUE);
        int limit = Math.max(planned, approved.getOrDefault(flow.id() + verb, 0));
        verdicts.require(
                Guarantee.BRAKE_HOLDS,
                times <= limit,
                () -> flow.id() + " did " + verb + " " + times + " times within a day, not " + limit);
    }
}
