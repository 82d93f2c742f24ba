package io.tidelock.testkit;

import io.tidelock.connector.FlaggedRecords;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists flagged records in the order of their ids, as the index that lags shows them. */
final class MemoryFlagged implements FlaggedRecords {

    private final MemoryStore store;
    private final Table table;
    private final Gateway gateway;
    private final int pageSize;

    MemoryFlagged(MemoryStore store, Table table, Gateway gateway, int pageSize) {
        this.store = store;
        this.table = table;
        this.gateway = gateway;
        this.pageSize = pageSize;
    }

    @Override
    public FlaggedPage flagged(Field flag, Value value, @Nullable String after) {
        return gateway.pass(new Call(Call.Kind.FLAGGED, table.type(), 0), () -> {
            synchronized (store) {
                return page(defined(flag), value.plain(), after == null ? 0 : Long.parseLong(after));
            }
        });
    }

    private FlaggedPage page(Definition flag, String value, long after) {
        List<RecordRef> refs = new ArrayList<>();
        for (Row row : table.rows()) {
            if (row.number() <= after || !holds(row, flag, value)) {
                continue;
            }
            if (refs.size() == pageSize) {
                return new FlaggedPage(refs, Optional.of(refs.get(pageSize - 1).id()));
            }
            refs.add(row.ref());
        }
        return new FlaggedPage(refs, Optional.empty());
    }

    private boolean holds(Row row, Definition flag, String value) {
        return row.indexed(store.horizon())
                .flatMap(version ->
                        Optional.ofNullable(version.values().get(flag.field().name())))
                .filter(text -> flag.key(text).equals(flag.key(value)))
                .isPresent();
    }

    private Definition defined(Field flag) {
        return table.definition(flag.name())
                .orElseThrow(() -> new RequestRejectedException(
                        "There is no property " + flag + " of " + table.type(),
                        0,
                        "PROPERTY_DOESNT_EXIST",
                        Map.of(flag.name(), "is not a property of " + table.type())));
    }
}
