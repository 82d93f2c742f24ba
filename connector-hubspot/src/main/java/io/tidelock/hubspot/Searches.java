package io.tidelock.hubspot;

import io.tidelock.connector.RetryLaterException;
import io.tidelock.http.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads the search index, page by page in the order of ids: a page starts behind the last id of the one before, so that
 * neither the cap of 10,000 hits nor an order that lies (G3, G4) loses a record. The index lags (G1, G2).
 */
final class Searches {

    /** The most characters of a query (§2.5). */
    static final int QUERY = 3_000;

    /** What a query needs beside its values and properties, generously. */
    private static final int FRAME = 500;

    private static final int PROPERTIES = 1_500;
    private static final int LARGEST_PAGE = 200;

    private final Portal portal;

    Searches(Portal portal) {
        this.portal = portal;
    }

    /** Returns how many characters are left for values beside these properties. */
    static int room(Collection<String> properties) {
        return QUERY - FRAME - (fit(properties) ? length(properties) : 0);
    }

    /**
     * Returns one page. Properties that do not fit into the query are read in a second call.
     *
     * @param behind the last id of the page before; empty for the first
     * @param limit at most 200
     */
    Page page(ObjectKind kind, List<Wire.Filter> filters, String behind, Collection<String> properties, int limit) {
        List<Wire.Filter> all = new ArrayList<>(filters);
        if (!behind.isEmpty()) {
            all.add(Wire.Filter.of(ObjectKind.ID, "GT", behind));
        }
        boolean fit = fit(properties);
        Wire.SearchRequest request = new Wire.SearchRequest(
                List.of(new Wire.FilterGroup(all)),
                List.of(new Wire.Sort(ObjectKind.ID, "ASCENDING")),
                fit ? List.copyOf(properties) : List.of(ObjectKind.ID),
                limit);
        Reply<Wire.Found> reply = portal.api()
                .search(portal.paths().objects(), kind.path(), request)
                .read();
        List<Wire.Stored> hits = reply.body().results().stream()
                .filter(hit -> hit.id() != null && !hit.archived())
                .toList();
        boolean next = Wire.Paging.after(reply.body().paging()) != null;
        boolean more = next || reply.body().total() > reply.body().results().size();
        String last = lastId(hits, behind);
        if (next && last.equals(behind)) {
            throw new RetryLaterException(
                    "HubSpot's search of " + kind.path() + " says that there is more and shows nothing of it",
                    Duration.ofSeconds(1),
                    null);
        }
        return new Page(
                fit ? hits : whole(kind, hits, properties),
                last,
                more && !last.equals(behind),
                reply.serverTime().orElseGet(portal.clock()::instant));
    }

    /** Hands over all hits of a filter, a page at a time. */
    void eachPage(
            ObjectKind kind, Wire.Filter filter, Collection<String> properties, Consumer<List<Wire.Stored>> hits) {
        String behind = "";
        boolean more = true;
        while (more) {
            Page page = page(kind, List.of(filter), behind, properties, LARGEST_PAGE);
            hits.accept(page.hits());
            behind = page.last();
            more = page.more();
        }
    }

    private List<Wire.Stored> whole(ObjectKind kind, List<Wire.Stored> hits, Collection<String> properties) {
        List<String> ids = hits.stream().map(Wire.Stored::requireId).toList();
        Map<String, Wire.Stored> read = new HashMap<>();
        portal.batchRead(kind, ids, null, properties, false).forEach(stored -> read.put(stored.requireId(), stored));
        return ids.stream().filter(read::containsKey).map(read::get).toList();
    }

    private static String lastId(List<Wire.Stored> hits, String behind) {
        return hits.stream()
                .map(Wire.Stored::requireId)
                .max(Texts::compareIds)
                .filter(last -> Texts.compareIds(last, behind) > 0)
                .orElse(behind);
    }

    private static boolean fit(Collection<String> properties) {
        return length(properties) <= PROPERTIES;
    }

    private static int length(Collection<String> texts) {
        return texts.stream().mapToInt(text -> text.length() + 3).sum();
    }

    /**
     * A page of hits.
     *
     * @param last the id behind which the next page starts
     */
    record Page(List<Wire.Stored> hits, String last, boolean more, Instant serverTime) {}
}
