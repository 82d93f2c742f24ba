package io.tidelock.jdbc;

import io.tidelock.record.RecordRef;
import io.tidelock.store.JournalRequest;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoredWrite;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The journal of an integration. */
final class JournalTable {

    private static final String COLUMNS = "SELECT intent, at, flow, side, ref_id, ref_type, ref_part,"
            + " record_id, record_type, record_part, creates, settled, value FROM ";
    private static final String PAGE = " AND (at, intent) > (?, ?) AND at < ? ORDER BY at, intent LIMIT ?";
    private static final String BY_TIME = COLUMNS + "tidelock_journal WHERE integration = ?" + PAGE;
    private static final String BY_ORIGIN = " WHERE integration = ? AND flow = ? AND side = ?"
            + " AND ref_id = ? AND ref_type = ? AND ref_part = ?" + PAGE;
    private static final String PUT =
            "INSERT INTO tidelock_journal (integration, flow, side, ref_id, ref_type, ref_part,"
                    + " at, intent, creates, settled, value, record_id, record_type, record_part)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (integration, at, intent) DO UPDATE SET"
                    + " record_id = excluded.record_id, record_type = excluded.record_type,"
                    + " record_part = excluded.record_part, creates = excluded.creates, settled = excluded.settled,"
                    + " value = excluded.value";
    private static final String OPEN = " WHERE integration = ? AND intent = ? AND settled = 0";
    private static final String SETTLE =
            " SET creates = ?, settled = 1," + " record_id = ?, record_type = ?, record_part = ?" + OPEN;
    private static final String DISCARD = "DELETE FROM ";
    private static final String EXPIRE = "DELETE FROM tidelock_journal WHERE integration = ? AND (at, intent) IN"
            + " (SELECT at, intent FROM tidelock_journal WHERE integration = ? AND at < ? ORDER BY at, intent LIMIT ?)";

    private final Scope scope;
    private final Session session;
    private final Packing packing;

    JournalTable(Scope scope) {
        this.scope = scope;
        this.session = scope.session();
        this.packing = new Packing(scope);
    }

    List<StoredWrite> find(JournalRequest request) throws SQLException {
        Parked.Key origin = request.origin();
        String table = session.table("tidelock_journal", "tidelock_journal_origin");
        int flow = origin == null ? Lookup.NONE : scope.names().find(origin.flow());
        int type = origin == null
                ? Lookup.NONE
                : scope.names().find(origin.ref().type().name());
        return session.query(
                origin == null ? BY_TIME : COLUMNS + table + BY_ORIGIN,
                bind -> {
                    bind.number(scope.integration());
                    if (origin != null) {
                        RecordRef ref = origin.ref();
                        bind.number(flow)
                                .number(Numbers.of(origin.side()))
                                .ref(new StoredRef(ref.id(), type, ref.part()));
                    }
                    page(bind, request);
                },
                this::write);
    }

    private static void page(Bind bind, JournalRequest request) throws SQLException {
        StoredWrite after = request.after();
        bind.moment(after == null ? request.from() : after.at())
                .text(after == null ? "" : after.intent())
                .moment(request.until())
                .number(request.max());
    }

    private StoredWrite write(Row row) throws SQLException {
        String intent = row.text();
        Instant at = row.moment();
        Parked.Key origin =
                new Parked.Key(scope.names().name(row.integer()), Numbers.side(row.integer()), scope.ref(row.ref()));
        RecordRef record = scope.refOrNull(row.refOrNull());
        return packing.write(intent, at, origin, record, row.flag(), row.flag(), row.bytes());
    }

    /** Puts, settles, discards and expires entries, in this order. */
    void apply(StoreCommit commit) throws SQLException {
        String open = session.table("tidelock_journal", "tidelock_journal_open");
        session.each(PUT, commit.journal(), this::bind);
        session.each(
                "UPDATE " + open + SETTLE,
                commit.settled().entrySet(),
                (bind, settled) -> bind.flag(settled.getValue().created())
                        .ref(scope.stored(settled.getValue().written()))
                        .number(scope.integration())
                        .text(settled.getKey()));
        session.each(
                DISCARD + open + OPEN,
                commit.discarded(),
                (bind, intent) -> bind.number(scope.integration()).text(intent));
        session.each(
                EXPIRE,
                commit.journalExpiry().stream().toList(),
                (bind, expiry) -> bind.number(scope.integration())
                        .number(scope.integration())
                        .moment(expiry.before())
                        .number(expiry.most()));
    }

    private void bind(Bind bind, StoredWrite write) throws SQLException {
        scope.bind(bind, write.origin());
        bind.moment(write.at())
                .text(write.intent())
                .flag(write.creates())
                .flag(write.settled())
                .bytes(packing.pack(write));
        RecordRef record = write.record();
        if (record == null) {
            bind.textOrNull(null).numberOrNull(null).textOrNull(null);
        } else {
            bind.ref(scope.stored(record));
        }
    }
}
