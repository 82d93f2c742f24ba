package io.tidelock.cliniko;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordReader;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.record.RecordRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads by id, 100 with a request: a list filtered by ids, because reading one by one would hide archived rows. */
final class PeopleReader implements RecordReader {

    /** How many merges in a row are followed. */
    private static final int LONGEST_CHAIN = 10;

    private final Listing listing;

    PeopleReader(Listing listing) {
        this.listing = listing;
    }

    @Override
    public List<ReadOutcome> read(Collection<String> ids, Set<String> fields) {
        Map<String, Row> rows = rows(ids);
        addSurvivors(rows);
        return ids.stream().map(id -> outcome(id, rows)).toList();
    }

    /** Returns one row as it stands now, archived or not. */
    Optional<Row> row(String id) {
        return Optional.ofNullable(rows(List.of(id)).get(id));
    }

    private Map<String, Row> rows(Collection<String> ids) {
        List<String> askable = ids.stream().filter(PeopleReader::isNumber).toList();
        Map<String, Row> rows = new LinkedHashMap<>();
        for (int start = 0; start < askable.size(); start += Listing.PAGE) {
            List<String> some = askable.subList(start, Math.min(askable.size(), start + Listing.PAGE));
            listing.allWithHidden(List.of("id:=" + String.join(",", some))).forEach(row -> rows.put(row.id(), row));
        }
        return rows;
    }

    /** Reads the patients that others were merged into, a round for every further merge. */
    private void addSurvivors(Map<String, Row> rows) {
        for (int round = 0; round < LONGEST_CHAIN; round++) {
            Set<String> unknown = rows.values().stream()
                    .flatMap(row -> row.survivor().stream())
                    .map(RecordRef::id)
                    .filter(id -> !rows.containsKey(id))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            if (unknown.isEmpty()) {
                return;
            }
            rows.putAll(rows(unknown));
        }
    }

    private static ReadOutcome outcome(String id, Map<String, Row> rows) {
        Row row = rows.get(id);
        if (row == null) {
            return new ReadOutcome.Missing(id);
        }
        if (row.survivor().isPresent()) {
            Row survivor = survivor(row, rows);
            return survivor == null ? new ReadOutcome.Archived(id) : new ReadOutcome.MergedInto(id, survivor.record());
        }
        return row.isRemoved() ? new ReadOutcome.Archived(id) : new ReadOutcome.Present(row.record());
    }

    /** Returns the living end of a chain of merges; null where it ends in the archive or in a circle. */
    private static @Nullable Row survivor(Row loser, Map<String, Row> rows) {
        Row row = loser;
        List<String> seen = new ArrayList<>();
        while (row != null && row.survivor().isPresent()) {
            if (seen.contains(row.id())) {
                return null;
            }
            seen.add(row.id());
            row = rows.get(row.survivor().get().id());
        }
        return row == null || row.isRemoved() ? null : row;
    }

    /** Anything else would make Cliniko refuse the ids asked for with it. */
    static boolean isNumber(String id) {
        try {
            return Long.parseLong(id) > 0;
        } catch (NumberFormatException notAnId) {
            return false;
        }
    }

    /** Says what became of a record that cannot be changed any more. */
    WriteOutcome whereabouts(RecordRef ref) {
        ReadOutcome found = read(List.of(ref.id()), Set.of()).get(0);
        if (found instanceof ReadOutcome.MergedInto merged) {
            return new WriteOutcome.MergedInto(merged.survivor().ref());
        }
        return found instanceof ReadOutcome.Present ? new WriteOutcome.Stale() : new WriteOutcome.Gone(ref);
    }
}
