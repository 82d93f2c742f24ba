package io.tidelock.ringostat;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordReader;
import io.tidelock.record.Record;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads calls by id: several at once from the latest window of the log, where the calls are that webhooks hint at; the others, or
 * a few, one by one. What a webhook names it by leads to the call's own id: that within the project, or one that was derived
 * because the webhook named none.
 */
final class CallReader implements RecordReader {

    private static final int FEW = 3;
    private static final Duration LATEST = Duration.ofHours(2);
    private static final Duration AHEAD = Duration.ofDays(1);
    private static final Duration AROUND = Duration.ofMinutes(1);

    private final CallLog log;
    private final Project project;
    private final Clock clock;
    private final Lookback back;

    CallReader(CallLog log, Project project, Clock clock, Lookback back) {
        this.log = log;
        this.project = project;
        this.clock = clock;
        this.back = back;
    }

    @Override
    public List<ReadOutcome> read(Collection<String> ids, Set<String> fields) {
        Map<String, CallRow> latest = ids.size() < FEW ? Map.of() : latest();
        return ids.stream()
                .map(id ->
                        DerivedId.parse(id).map(derived -> derived(id, derived)).orElseGet(() -> outcome(id, latest)))
                .toList();
    }

    private Map<String, CallRow> latest() {
        Instant now = clock.instant();
        Map<String, CallRow> rows = new LinkedHashMap<>();
        log.list(now.minus(LATEST), now.plus(AROUND)).rows().forEach(row -> rows.put(row.id(), row));
        return rows;
    }

    private ReadOutcome outcome(String id, Map<String, CallRow> latest) {
        Instant now = clock.instant();
        String within = project.within(id);
        return Optional.ofNullable(latest.get(within))
                .or(() -> log.call(within, now.minus(back.byId()), now.plus(AHEAD)))
                .map(row -> outcome(id, row.record()))
                .orElseGet(() -> new ReadOutcome.Missing(id));
    }

    private static ReadOutcome outcome(String id, Record call) {
        return call.ref().id().equals(id) ? new ReadOutcome.Present(call) : new ReadOutcome.MergedInto(id, call);
    }

    private ReadOutcome derived(String id, DerivedId derived) {
        return log.list(derived.at().minus(AROUND), derived.at().plus(AROUND)).rows().stream()
                .filter(row -> row.derivedId().equals(derived))
                .findFirst()
                .<ReadOutcome>map(row -> new ReadOutcome.MergedInto(id, row.record()))
                .orElseGet(() -> new ReadOutcome.Missing(id));
    }
}
