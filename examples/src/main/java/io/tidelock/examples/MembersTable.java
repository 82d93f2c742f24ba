package io.tidelock.examples;

import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A table of the host's own. A map stands in for the database; every write gives its row the next version. */
final class MembersTable {

    static final RecordType TYPE = RecordType.of("member");
    static final Field NAME = Field.text("name");
    static final Field EMAIL = Field.email("email");
    static final int PAGE = 100;

    private final Map<String, Row> rows = new TreeMap<>();
    private long version;

    /** One row. */
    record Row(String id, String name, String email, long version) {}

    synchronized String insert(String name, String email) {
        return update("m" + (rows.size() + 1), name, email);
    }

    synchronized String update(String id, String name, String email) {
        rows.put(id, new Row(id, name, email, ++version));
        return id;
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
