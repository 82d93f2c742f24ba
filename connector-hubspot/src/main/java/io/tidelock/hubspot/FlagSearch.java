package io.tidelock.hubspot;

import io.tidelock.connector.FlaggedRecords;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists the records whose flag holds a value, by search: one call when there is none. */
final class FlagSearch implements FlaggedRecords {

    private final Records records;
    private final Searches searches;
    private final int pageSize;

    FlagSearch(Records records, Searches searches, int pageSize) {
        this.records = records;
        this.searches = searches;
        this.pageSize = pageSize;
    }

    /** Returns the value in HubSpot's words: a plan's name of a stage may stand for several. */
    private List<String> words(String field, Value value) {
        return records.names().name(field)
                ? records.names().ids(field, value.plain())
                : List.of(records.kind().text(field, value));
    }

    @Override
    public FlaggedPage flagged(Field flag, Value value, @Nullable String after) {
        ObjectKind kind = records.kind();
        String property = kind.property(flag.name());
        List<String> words = words(flag.name(), value);
        Wire.Filter filter =
                words.size() == 1 ? Wire.Filter.of(property, "EQ", words.get(0)) : Wire.Filter.in(property, words);
        Searches.Page page =
                searches.page(kind, List.of(filter), after == null ? "" : after, List.of(ObjectKind.ID), pageSize);
        List<RecordRef> refs =
                page.hits().stream().map(hit -> kind.ref(hit.requireId())).toList();
        return new FlaggedPage(refs, page.more() ? Optional.of(page.last()) : Optional.empty());
    }
}
