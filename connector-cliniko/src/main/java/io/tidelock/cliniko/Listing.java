package io.tidelock.cliniko;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.http.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists the rows of a resource that pass all of some filters, in the order of their creation. */
final class Listing {

    /** The largest page that Cliniko gives. */
    static final int PAGE = 100;

    /** More pages than any look-up can need: a server that always shows a next page must not hold a pass for ever. */
    private static final int MOST_PAGES = 1_000;

    private final Resource resource;
    private final String account;

    Listing(Resource resource, String account) {
        this.resource = resource;
        this.account = account;
    }

    Resource resource() {
        return resource;
    }

    /** Returns one page; filters go along with each, as numbers of pages mean nothing without them. */
    Page page(List<String> filters, int number) {
        return page(filters, null, number);
    }

    /** Returns the first page of the rows behind an id, in the order of ids: nothing that leaves the list moves another. */
    Page behind(String id, List<String> filters) {
        List<String> asked = new ArrayList<>(filters);
        asked.add("id:>" + id);
        return page(asked, "id:asc", 1);
    }

    private Page page(List<String> filters, @Nullable String sort, int number) {
        Reply<JsonNode> reply =
                resource.pages().call(filters, sort, number, PAGE).read();
        JsonNode rows = reply.body().path(resource.list());
        if (!rows.isArray()) {
            throw new RetryLaterException(
                    account + " GET " + resource.list() + " answered without its list", Duration.ofMinutes(1), null);
        }
        List<Row> readable = new ArrayList<>();
        rows.forEach(json -> Row.of(resource, json).ifPresent(readable::add));
        return new Page(readable, more(reply.body().path("links"), rows.size()), reply.serverTime());
    }

    /** Returns the rows of all pages, including those that lists hide by default. */
    List<Row> allWithHidden(List<String> filters) {
        List<String> asked = new ArrayList<>(filters);
        asked.addAll(resource.unhiding());
        return all(asked);
    }

    /** Returns the rows of all pages. */
    List<Row> all(List<String> filters) {
        List<Row> rows = new ArrayList<>();
        for (int number = 1; number <= MOST_PAGES; number++) {
            Page page = page(filters, number);
            rows.addAll(page.rows());
            if (!page.more()) {
                return rows;
            }
        }
        throw new RetryLaterException(
                account + " GET " + resource.list() + " never came to its last page", Duration.ofMinutes(1), null);
    }

    /** The next page has a link; where there are no links at all, a full page may have one. */
    private static boolean more(JsonNode links, int rows) {
        return links.isObject() ? !links.path("next").asText("").isEmpty() : rows >= PAGE;
    }

    /** One page of rows. */
    record Page(List<Row> rows, boolean more, Optional<Instant> serverTime) {}
}
