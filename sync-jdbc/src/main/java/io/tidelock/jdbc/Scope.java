package io.tidelock.jdbc;

import io.tidelock.record.RecordRef;
import io.tidelock.store.Parked;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one integration, within one transaction.
 *
 * @param session the connection
 * @param names the names that rows hold as numbers
 * @param integration the integration's number; {@link Lookup#NONE} if it has no row yet
 */
record Scope(Session session, Lookup names, int integration) {

    /** Returns a ref as rows hold it, of a type that has a number then. */
    StoredRef stored(RecordRef ref) throws SQLException {
        return new StoredRef(ref.id(), names.number(ref.type().name()), ref.part());
    }

    RecordRef ref(StoredRef stored) throws SQLException {
        return new RecordRef(names.type(stored.type()), stored.id(), stored.part());
    }

    @Nullable
    RecordRef refOrNull(@Nullable StoredRef stored) throws SQLException {
        return stored == null ? null : ref(stored);
    }

    /** Binds what a row about a record of a flow is found by: integration, flow, side, ref. */
    void bind(Bind bind, Parked.Key key) throws SQLException {
        bind.number(integration)
                .number(names.number(key.flow()))
                .number(Numbers.of(key.side()))
                .ref(stored(key.ref()));
    }
}
