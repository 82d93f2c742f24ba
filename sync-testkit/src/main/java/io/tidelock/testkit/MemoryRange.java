package io.tidelock.testkit;

import io.tidelock.connector.RecordsInRange;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.record.Field;
import io.tidelock.record.FieldType;
import io.tidelock.record.Record;
import io.tidelock.record.Value;
import io.tidelock.testkit.Row.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists records in a range in the order of their ids, as the index that lags shows them. */
final class MemoryRange implements RecordsInRange {

    private final MemoryStore store;
    private final Table table;
    private final Gateway gateway;
    private final int pageSize;

    MemoryRange(MemoryStore store, Table table, Gateway gateway, int pageSize) {
        this.store = store;
        this.table = table;
        this.gateway = gateway;
        this.pageSize = pageSize;
    }

    @Override
    public boolean by(Field field) {
        synchronized (store) {
            return (field.type() == FieldType.DATE || field.type() == FieldType.INSTANT)
                    && table.definition(field.name()).isPresent();
        }
    }

    @Override
    public RangePage inRange(Range range, @Nullable String after, Set<String> fields) {
        return gateway.pass(new Call(Call.Kind.RANGE, table.type(), 0), () -> {
            synchronized (store) {
                return page(range, behind(after), fields);
            }
        });
    }

    private static long behind(@Nullable String after) {
        if (after != null && !after.matches("\\d{1,18}")) {
            throw new RequestRejectedException("There is no such page", 0, "UNKNOWN_PAGE", Map.of());
        }
        return after == null ? 0 : Long.parseLong(after);
    }

    private RangePage page(Range range, long after, Set<String> fields) {
        List<Record> records = new ArrayList<>();
        for (Row row : table.rows()) {
            Optional<Version> shown = row.indexed(store.horizon()).filter(version -> holds(range, version));
            if (row.number() <= after || shown.isEmpty()) {
                continue;
            }
            if (records.size() == pageSize) {
                return new RangePage(
                        records, Optional.of(records.get(pageSize - 1).ref().id()));
            }
            records.add(table.show(row, shown.get(), fields));
        }
        return new RangePage(records, Optional.empty());
    }

    private static boolean holds(Range range, Version version) {
        String text = version.values().get(range.field().name());
        if (text == null) {
            return false;
        }
        Value value = range.field().type().read(Value.text(text));
        return compare(value, range.from()) >= 0 && compare(value, range.to()) < 0;
    }

    private static int compare(Value one, Value other) {
        return one instanceof Value.Date
                ? date(one).compareTo(date(other))
                : moment(one).compareTo(moment(other));
    }

    private static LocalDate date(Value value) {
        return ((Value.Date) value).date();
    }

    private static Instant moment(Value value) {
        return ((Value.Moment) value).instant();
    }
}
