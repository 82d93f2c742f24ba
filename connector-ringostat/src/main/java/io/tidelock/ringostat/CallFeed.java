package io.tidelock.ringostat;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.record.Change;
import io.tidelock.record.Cursor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Polls the call log, window by window: a window with as many calls as a reply can hold is halved and asked for again. Each scan
 * looks back, as calls may be shown before they are over, and recordings may come late.
 */
final class CallFeed implements ChangeFeed {

    /** The project's clock may run ahead of ours. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final CallLog log;
    private final Clock clock;
    private final Lookback back;

    CallFeed(CallLog log, Clock clock, Lookback back) {
        this.log = log;
        this.clock = clock;
        this.back = back;
    }

    @Override
    public Cursor since(Instant start) {
        Instant whole = start.isBefore(Instant.EPOCH) ? Instant.EPOCH : start.truncatedTo(ChronoUnit.SECONDS);
        return LogPosition.at(whole).cursor();
    }

    @Override
    public ChangePage changesAfter(Cursor after, Set<String> fields) {
        LogPosition at = LogPosition.of(after).begun(clock.instant().truncatedTo(ChronoUnit.SECONDS), back);
        LogPosition.Scan scan = Objects.requireNonNull(at.scan());
        Instant end = at.windowEnd();
        CallLog.Listed listed = log.list(scan.from(), end.equals(scan.to()) ? end.plus(AHEAD) : end);
        if (listed.cut() && at.canSplit()) {
            return new ChangePage(List.of(), at.split().cursor(), true);
        }
        LogPosition next = at.shown(listed.rows().size());
        List<Change> changes = listed.rows().stream()
                .<Change>map(row -> Change.upsert(row.record()))
                .toList();
        return new ChangePage(changes, next.cursor(), next.scan() != null);
    }
}
