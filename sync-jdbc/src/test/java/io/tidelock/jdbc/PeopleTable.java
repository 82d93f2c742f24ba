package io.tidelock.jdbc;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.connector.Connector;
import io.tidelock.connector.CreateIdentity;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.RecordFinder;
import io.tidelock.connector.RecordReader;
import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.record.AccountId;
import io.tidelock.record.Change;
import io.tidelock.record.Cursor;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * People of one tenant in a table that all processes of a test share: a system that lets twins in, takes its time to write,
 * and notes who wrote what.
 */
record PeopleTable(DataSource source, String table, String tenant, String writer) implements Connector, ChangeFeed {

    static final RecordType TYPE = RecordType.of("person");
    static final Field NAME = Field.text("name");
    static final Field EMAIL = Field.email("email");

    private static final int PAGE = 20;
    private static final String COLUMNS = "SELECT id, name, email, version FROM ";

    /** Creates the tables of both systems. */
    static void create(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            for (String table : List.of("business", "crm")) {
                connection
                        .createStatement()
                        .execute("CREATE TABLE " + table + " (tenant TEXT NOT NULL, id BIGSERIAL PRIMARY KEY,"
                                + " name TEXT, email TEXT, version BIGSERIAL, writer TEXT)");
                connection.createStatement().execute("CREATE INDEX ON " + table + " (tenant, email)");
            }
            connection
                    .createStatement()
                    .execute("CREATE TABLE written (id BIGSERIAL PRIMARY KEY, tenant TEXT, person BIGINT, name TEXT,"
                            + " writer TEXT, at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp())");
        }
    }

    @Override
    public AccountId account() {
        return AccountId.of(table, tenant);
    }

    @Override
    public RecordAccess access(RecordType type) {
        CreateIdentity lookAgain = new CreateIdentity.Probe(List.of(EMAIL), Duration.ZERO);
        return !type.equals(TYPE)
                ? RecordAccess.none(type)
                : RecordAccess.of(type)
                        .feed(this)
                        .reader(RecordReader.each(
                                id -> query("id = ?::bigint", id).stream().findFirst()))
                        .finder(RecordFinder.each(EMAIL, email -> query("email = ?", email)))
                        .writer(RecordWriter.each(lookAgain, this::insert, this::update))
                        .build();
    }

    @Override
    public Cursor since(Instant start) {
        return Cursor.of("0");
    }

    @Override
    public ChangePage changesAfter(Cursor after, Set<String> fields) {
        List<Long> versions = new ArrayList<>();
        List<Change> changes = select(
                        COLUMNS + table + " WHERE tenant = ? AND version > ?::bigint ORDER BY version LIMIT " + PAGE,
                        List.of(tenant, after.text()),
                        versions)
                .stream()
                .map(Change::upsert)
                .map(Change.class::cast)
                .toList();
        String last = versions.isEmpty() ? after.text() : "" + versions.get(versions.size() - 1);
        return new ChangePage(changes, Cursor.of(last), changes.size() == PAGE);
    }

    private List<Record> query(String where, String value) {
        return select(COLUMNS + table + " WHERE tenant = ? AND " + where, List.of(tenant, value), new ArrayList<>());
    }

    private WriteOutcome insert(WriteOperation.Create create) {
        String name = text(create.values().get(NAME.name()));
        String email = text(create.values().get(EMAIL.name()));
        List<Record> made = select(
                "WITH slow AS (SELECT pg_sleep(0.01)), made AS (INSERT INTO " + table
                        + " (tenant, name, email, writer) SELECT ?, ?, ?, ? FROM slow RETURNING id, name, email, version),"
                        + " note AS (INSERT INTO written (tenant, person, name, writer) SELECT ?, id, name, ? FROM made)"
                        + " SELECT id, name, email, version FROM made",
                List.of(tenant, name, email, writer, tenant, writer),
                new ArrayList<>());
        return WriteOutcome.written(made.get(0), true);
    }

    private WriteOutcome update(WriteOperation.Update update) {
        String name = text(update.values().get(NAME.name()));
        String email = text(update.values().get(EMAIL.name()));
        return select(
                        "WITH slow AS (SELECT pg_sleep(0.01)), made AS (UPDATE " + table
                                + " SET name = coalesce(nullif(?, ''), name), email = coalesce(nullif(?, ''), email),"
                                + " version = nextval('" + table + "_version_seq'), writer = ? FROM slow"
                                + " WHERE tenant = ? AND id = ?::bigint RETURNING id, name, email, version),"
                                + " note AS (INSERT INTO written (tenant, person, name, writer)"
                                + " SELECT ?, id, name, ? FROM made) SELECT id, name, email, version FROM made",
                        List.of(name, email, writer, tenant, update.ref().id(), tenant, writer),
                        new ArrayList<>())
                .stream()
                .findFirst()
                .map(record -> WriteOutcome.written(record, false))
                .orElseGet(() -> new WriteOutcome.Gone(update.ref()));
    }

    private static String text(io.tidelock.record.@org.jspecify.annotations.Nullable Value value) {
        return Optional.ofNullable(value).map(io.tidelock.record.Value::plain).orElse("");
    }

    private List<Record> select(String sql, List<String> parameters, List<Long> versions) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setString(i + 1, parameters.get(i));
            }
            List<Record> records = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    versions.add(rows.getLong(4));
                    records.add(Record.of(RecordRef.of(TYPE, rows.getString(1)))
                            .set(NAME, rows.getString(2))
                            .set(EMAIL, rows.getString(3))
                            .build());
                }
            }
            return records;
        } catch (SQLException lost) {
            // of a write nobody knows whether it was made: an exception that is no reaction says just that
            throw sql.contains("INSERT")
                    ? new IllegalStateException("The connection was lost", lost)
                    : new RetryLaterException("The connection was lost", Duration.ofSeconds(1), null);
        }
    }
}
