package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.testkit.fake.FakeResponse;
import io.tidelock.testkit.fake.hubspot.SearchIndex.Doc;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Search over the lagging index (§2.5). */
final class SearchEndpoint {

    private static final int MAX_BODY = 3_000;

    private final Portal portal;
    private final View view;

    SearchEndpoint(Portal portal) {
        this.portal = portal;
        this.view = new View(portal);
    }

    FakeResponse handle(Inbound in, ObjectType type) {
        if (in.request().text().length() > MAX_BODY) {
            throw Refusal.invalid("The request body is longer than " + MAX_BODY + " characters");
        }
        SearchQuery query = SearchQuery.parse(portal.schema(type), in.body());
        portal.index(type).advance(portal.now());
        List<Doc> hits = sorted(query, matches(type, query));
        int end = Math.min(Math.min(query.offset() + query.limit(), hits.size()), SearchQuery.CAP);
        List<Doc> page = hits.subList(Math.min(query.offset(), end), end);
        ObjectNode body = Json.object().put("total", hits.size());
        body.set(
                "results",
                Json.nodes(page.stream()
                        .map(doc -> view.of(type, doc, query.properties()))
                        .toList()));
        if (end < hits.size() && !page.isEmpty()) {
            body.set("paging", View.paging(Integer.toString(end), ""));
        }
        return Inbound.answer(200, body);
    }

    private Collection<Doc> matches(ObjectType type, SearchQuery query) {
        Map<Long, Doc> hits = new LinkedHashMap<>();
        List<SearchQuery.Group> groups =
                query.groups().isEmpty() ? List.of(new SearchQuery.Group(List.of(), List.of())) : query.groups();
        for (SearchQuery.Group group : groups) {
            for (Doc doc : portal.index(type).candidates(group.filters())) {
                if (matches(type, group, doc) && hasText(doc, query.text())) {
                    hits.put(doc.id(), doc);
                }
            }
        }
        return hits.values();
    }

    private boolean matches(ObjectType type, SearchQuery.Group group, Doc doc) {
        return group.filters().stream()
                        .allMatch(filter -> filter.matches(doc.values().get(filter.property())))
                && group.associated().stream()
                        .allMatch(other -> portal.associations()
                                .of(type, doc.id(), other.to())
                                .containsKey(other.id()));
    }

    private static boolean hasText(Doc doc, String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return wanted.isEmpty()
                || doc.values().values().stream()
                        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(wanted));
    }

    /** By the one sort property, empty values last; ties, and stamps that lie close together, in any order (G3). */
    private List<Doc> sorted(SearchQuery query, Collection<Doc> hits) {
        PropertyDef sort = query.sort();
        if (sort == null) {
            return hits.stream().sorted(Comparator.comparingLong(Doc::id)).toList();
        }
        Map<Long, Optional<SortKey>> keys = new HashMap<>();
        hits.forEach(doc -> keys.put(doc.id(), key(sort, doc)));
        Comparator<SortKey> order = query.descending() ? Comparator.reverseOrder() : Comparator.naturalOrder();
        Comparator<Doc> byKey = Comparator.comparing(
                doc -> keys.getOrDefault(doc.id(), Optional.empty()).orElse(null), Comparator.nullsLast(order));
        return hits.stream()
                .sorted(byKey.thenComparingLong(doc -> portal.scatter(doc.id())))
                .toList();
    }

    private Optional<SortKey> key(PropertyDef sort, Doc doc) {
        long disorder = portal.settings().disorder.toMillis();
        Optional<SortKey> key =
                Optional.ofNullable(doc.values().get(sort.name())).flatMap(v -> SortKey.of(sort, v));
        return disorder > 0 && sort.isTime()
                ? key.map(exact -> exact.shifted(portal.scatter(doc.id()) % disorder))
                : key;
    }
}
