package io.tidelock.cliniko;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.record.Cursor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Scans for what changed since a scan began. A scan asks for {@code updated_at >= from} without an upper bound, with what
 * lists hide, in the order of creation: while it pages, rows can only enter the set, so no page skips one. What enters
 * behind it has a stamp after the scan's beginning and is the next scan's.
 *
 * <p>Cliniko does not say whether archiving moves {@code updated_at}; so now and then a scan also asks by the stamp of
 * archiving.
 */
final class PeopleFeed implements ChangeFeed {

    private final Listing listing;
    private final List<String> unhiding;
    private final Clock clock;
    private final Duration overlap;
    private final Duration archivedEvery;

    /**
     * @param unhiding the filters that say which of the rows are shown that lists hide by default
     */
    PeopleFeed(Listing listing, List<String> unhiding, Clock clock, Duration overlap, Duration archivedEvery) {
        this.listing = listing;
        this.unhiding = List.copyOf(unhiding);
        this.clock = clock;
        this.overlap = overlap;
        this.archivedEvery = archivedEvery;
    }

    @Override
    public Cursor since(Instant start) {
        Instant whole = start.isBefore(Instant.EPOCH) ? Instant.EPOCH : start.truncatedTo(ChronoUnit.SECONDS);
        return ScanPosition.at(whole).cursor();
    }

    @Override
    public ChangePage changesAfter(Cursor after, Set<String> fields) {
        ScanPosition at = ScanPosition.of(after);
        Instant before = clock.instant();
        Listing.Page page = listing.page(filters(at), at.page());
        Instant began = at.begun().orElseGet(() -> beginning(page, before));
        ScanPosition next = next(at, page.more(), began);
        return new ChangePage(page.rows().stream().map(Row::change).toList(), next.cursor(), next.started() != null);
    }

    private List<String> filters(ScanPosition at) {
        String from = at.asksFrom().truncatedTo(ChronoUnit.SECONDS).toString();
        List<String> filters = new ArrayList<>();
        filters.add(at.stamp().column() + ":>=" + from);
        unhiding.stream()
                .filter(filter -> !filter.startsWith(at.stamp().column()))
                .forEach(filters::add);
        return filters;
    }

    private ScanPosition next(ScanPosition at, boolean more, Instant began) {
        if (more) {
            return at.nextPage(began);
        }
        return at.owesArchivedScan(began, archivedEvery) ? at.archivedScan(began) : at.finished(began, overlap);
    }

    /**
     * Returns an instant at which the scan had certainly not read anything yet: the server's time less what the call took,
     * or our own, whichever is earlier, so that neither clock running ahead makes the next scan begin too late.
     */
    private Instant beginning(Listing.Page page, Instant before) {
        Duration took = Duration.between(before, clock.instant());
        Instant server = page.serverTime().orElse(before);
        Instant sent = took.isNegative() ? server : server.minus(took);
        return sent.isBefore(before) ? sent : before;
    }
}
