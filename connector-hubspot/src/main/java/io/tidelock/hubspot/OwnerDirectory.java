package io.tidelock.hubspot;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordFinder;
import io.tidelock.connector.RecordLookup;
import io.tidelock.connector.RecordReader;
import io.tidelock.crm.Owner;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The portal's users (§5.4), read-only. There are few, so every question reads the whole list: ⌈owners/100⌉ calls,
 * whatever the number of ids or keys.
 */
final class OwnerDirectory implements RecordReader, RecordFinder {

    private static final int PAGE = 100;

    private final Portal portal;

    OwnerDirectory(Portal portal) {
        this.portal = portal;
    }

    @Override
    public List<ReadOutcome> read(Collection<String> ids, Set<String> fields) {
        Map<String, Record> active = list(false);
        boolean complete = active.keySet().containsAll(ids);
        Set<String> archived = complete ? Set.of() : list(true).keySet();
        List<ReadOutcome> outcomes = new ArrayList<>();
        for (String id : ids) {
            Record owner = active.get(id);
            outcomes.add(
                    owner != null
                            ? new ReadOutcome.Present(owner)
                            : archived.contains(id) ? new ReadOutcome.Archived(id) : new ReadOutcome.Missing(id));
        }
        return outcomes;
    }

    @Override
    public Optional<RecordLookup> by(List<Field> key) {
        boolean known = !key.isEmpty()
                && key.stream()
                        .allMatch(field -> Owner.FIELDS.stream()
                                .anyMatch(there -> there.name().equals(field.name())));
        return known ? Optional.of(new Lookup(List.copyOf(key))) : Optional.empty();
    }

    private final class Lookup implements RecordLookup {
        private final List<Field> key;

        Lookup(List<Field> key) {
            this.key = key;
        }

        @Override
        public boolean authoritative() {
            return key.size() == 1 && key.get(0).name().equals(Owner.EMAIL.name());
        }

        @Override
        public List<List<Record>> find(List<List<String>> keys, Set<String> fields) {
            if (keys.isEmpty()) {
                return List.of();
            }
            Collection<Record> owners = list(false).values();
            return keys.stream()
                    .map(values -> owners.stream()
                            .filter(owner -> holds(owner, values))
                            .toList())
                    .toList();
        }

        private boolean holds(Record owner, List<String> values) {
            for (int i = 0; i < key.size(); i++) {
                Field field = key.get(i);
                String held = field.type().canonical(owner.value(field));
                if (!held.equals(field.type().canonical(field.type().read(Value.text(values.get(i)))))) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Reads page by page; one that leads back to an earlier one is the last. */
    private Map<String, Record> list(boolean archived) {
        Map<String, Record> owners = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        String after = null;
        do {
            Wire.Owners page = portal.api()
                    .owners(portal.paths().owners(), PAGE, archived, after)
                    .read()
                    .body();
            page.results().forEach(entry -> add(owners, entry));
            after = Wire.Paging.after(page.paging());
        } while (after != null && seen.add(after));
        return owners;
    }

    private static void add(Map<String, Record> owners, Wire.OwnerEntry entry) {
        String id = entry.id();
        if (id != null) {
            owners.put(
                    id,
                    Record.of(RecordRef.of(Owner.TYPE, id))
                            .set(Owner.EMAIL, entry.email())
                            .set(Owner.FIRST_NAME, entry.firstName())
                            .set(Owner.LAST_NAME, entry.lastName())
                            .changedAt(Texts.stamp(entry.updatedAt()))
                            .createdAt(Texts.stamp(entry.createdAt()))
                            .build());
        }
    }
}
