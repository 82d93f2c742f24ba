package io.tidelock.hubspot;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordReader;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.http.Unfinished;
import io.tidelock.record.Record;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads by id: ⌈n/100⌉ calls when all are there. Each id that is not costs one call more, which tells whether the record
 * was merged (G11), before ⌈m/100⌉ calls tell whether it was archived: a merge must never look like a deletion. Where those
 * are more than the budget holds, the next read goes on where this one stopped.
 */
final class ObjectReader implements RecordReader {

    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final Portal portal;
    private final Records records;
    private final Unfinished<String, Optional<String>> trails;

    ObjectReader(Portal portal, Records records) {
        this.portal = portal;
        this.records = records;
        this.trails = new Unfinished<>(portal.clock());
    }

    @Override
    public List<ReadOutcome> read(Collection<String> ids, Set<String> fields) {
        List<String> asked = ids.stream().filter(Texts::isId).toList();
        Map<String, Wire.Stored> present = new LinkedHashMap<>();
        load(asked, fields, present);

        Map<String, String> survivors = survivors(asked, present);
        Set<String> unread = new TreeSet<>(survivors.values());
        unread.removeAll(present.keySet());
        load(unread, fields, present);
        if (!present.keySet().containsAll(survivors.values())) {
            throw new RetryLaterException(
                    "HubSpot changed " + records.kind().path() + " while they were read", AT_ONCE, null);
        }

        List<String> lost = asked.stream()
                .filter(id -> !present.containsKey(id) && !survivors.containsKey(id))
                .toList();
        Set<String> archived = new HashSet<>();
        portal.batchRead(records.kind(), lost, null, List.of(ObjectKind.ID), true)
                .forEach(stored -> archived.add(stored.requireId()));

        Map<String, Record> shown = records.shown(present.values(), fields);
        List<ReadOutcome> outcomes = new ArrayList<>();
        for (String id : ids) {
            Record record = shown.get(survivors.getOrDefault(id, id));
            outcomes.add(
                    record != null
                            ? there(id, record)
                            : archived.contains(id) ? new ReadOutcome.Archived(id) : new ReadOutcome.Missing(id));
        }
        return outcomes;
    }

    private static ReadOutcome there(String id, Record record) {
        return id.equals(record.ref().id()) ? new ReadOutcome.Present(record) : new ReadOutcome.MergedInto(id, record);
    }

    private void load(Collection<String> ids, Set<String> fields, Map<String, Wire.Stored> present) {
        portal.batchRead(records.kind(), ids, null, records.asked(fields), false).stream()
                .filter(stored -> !stored.archived())
                .forEach(stored -> present.put(stored.requireId(), stored));
    }

    /** Returns where the ids lead that are not there themselves. */
    private Map<String, String> survivors(List<String> asked, Map<String, Wire.Stored> present) {
        Map<String, String> survivors = new HashMap<>();
        present.forEach((id, stored) -> Records.absorbed(stored).forEach(old -> survivors.put(old, id)));
        survivors.keySet().retainAll(asked);
        survivors.keySet().removeAll(present.keySet());
        List<String> lost = asked.stream()
                .filter(id -> !present.containsKey(id) && !survivors.containsKey(id))
                .toList();
        if (!records.kind().merges()) {
            return survivors;
        }
        trails.each(lost, id -> portal.resolve(records.kind(), id))
                .forEach((id, found) -> found.ifPresent(survivor -> survivors.put(id, survivor)));
        return survivors;
    }
}
