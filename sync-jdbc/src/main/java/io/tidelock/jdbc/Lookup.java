package io.tidelock.jdbc;

import io.tidelock.record.RecordType;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dictionary as one transaction sees it: what this adds to it is for this transaction only, until it is committed. Not
 * thread-safe.
 */
final class Lookup {

    /** No name has this number. */
    static final int NONE = -1;

    private final Dictionary dictionary;
    private final Session session;
    private final Map<String, Integer> added = new HashMap<>();
    private final Map<Integer, RecordType> types = new HashMap<>();

    Lookup(Dictionary dictionary, Session session) {
        this.dictionary = dictionary;
        this.session = session;
    }

    /** Returns the number of a name, {@link #NONE} if it stands nowhere yet. */
    int find(String name) throws SQLException {
        Integer known = known(name);
        if (known == null) {
            known = inTable(name).orElse(NONE);
            if (known != NONE) {
                added.put(name, known);
            }
        }
        return known;
    }

    /** Returns the number of a name, which then has one. */
    int number(String name) throws SQLException {
        int found = find(name);
        if (found == NONE) {
            session.change(
                    "INSERT INTO " + dictionary.table() + " (name) VALUES (?) ON CONFLICT (name) DO NOTHING",
                    bind -> bind.text(name));
            found = inTable(name).orElseThrow(() -> new IllegalStateException("A name that was stored is not there"));
            added.put(name, found);
        }
        return found;
    }

    String name(int number) throws SQLException {
        String known = dictionary.name(number);
        if (known == null) {
            known = session.first(
                            "SELECT name FROM " + dictionary.table() + " WHERE id = ?",
                            bind -> bind.number(number),
                            Row::text)
                    .orElseThrow(() -> new IllegalStateException("No name has the number " + number + " in "
                            + dictionary.table() + ": the tables were changed by other hands"));
            added.put(known, number);
        }
        return known;
    }

    /** Returns the record type of that name: one object for all rows that are read. */
    RecordType type(int number) throws SQLException {
        RecordType known = types.get(number);
        if (known == null) {
            known = RecordType.of(name(number));
            types.put(number, known);
        }
        return known;
    }

    /** Tells the dictionary what was added, once it is committed. */
    void committed() {
        added.forEach(dictionary::learn);
    }

    private @Nullable Integer known(String name) {
        Integer known = dictionary.number(name);
        return known == null ? added.get(name) : known;
    }

    private Optional<Integer> inTable(String name) throws SQLException {
        return session.first(
                "SELECT id FROM " + dictionary.table() + " WHERE name = ?", bind -> bind.text(name), Row::integer);
    }
}
