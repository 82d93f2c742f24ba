package io.tidelock.examples;

import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import io.tidelock.record.Value;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A table of the host's own. A map stands in for the database; every write gives its row the next version. */
final class MembersTable {

    static final RecordType TYPE = RecordType.of("member");
    static final Field NAME = Field.text("name");
    static final Field EMAIL = Field.email("email");
    static final int PAGE = 100;

    private final Map<String, Row> rows = new TreeMap<>();
    private long version;

    /** One row; what is empty is the empty text. */
    record Row(String id, String name, String email, long version) {

        static Row of(Map<String, Value> values) {
            return new Row("", "", "", 0).with(values);
        }

        Row with(Map<String, Value> changed) {
            Value newName = changed.getOrDefault(NAME.name(), Value.text(name));
            Value newEmail = changed.getOrDefault(EMAIL.name(), Value.text(email));
            return new Row(id, newName.plain(), newEmail.plain(), version);
        }

        Map<String, Value> values() {
            return Map.of(NAME.name(), Value.text(name), EMAIL.name(), Value.text(email));
        }
    }

    synchronized Row insert(Row row) {
        return put("m" + (rows.size() + 1), row);
    }

    synchronized Optional<Row> update(String id, UnaryOperator<Row> change) {
        return byId(id).map(row -> put(id, change.apply(row)));
    }

    private Row put(String id, Row row) {
        Row stored = new Row(id, row.name(), row.email(), ++version);
        rows.put(id, stored);
        return stored;
    }

    /** {@code select * from members where id = ?} */
    synchronized Optional<Row> byId(String id) {
        return Optional.ofNullable(rows.get(id));
    }

    /** {@code select * from members where lower(email) = ?} */
    synchronized List<Row> byEmail(String email) {
        return rows.values().stream()
                .filter(row -> row.email().equalsIgnoreCase(email))
                .toList();
    }

    /** {@code select * from members where version > ? order by version limit 100} */
    synchronized List<Row> changedAfter(long seen) {
        return rows.values().stream()
                .filter(row -> row.version() > seen)
                .sorted(Comparator.comparingLong(Row::version))
                .limit(PAGE)
                .toList();
    }

    synchronized List<Row> all() {
        return List.copyOf(rows.values());
    }
}
