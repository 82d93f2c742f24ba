package io.tidelock.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;

/** Brings the tables to the format that this release works with, one numbered script after the other. */
final class Migrations {

    /** The format this release works with: the number of its last script. */
    static final int LATEST = 5;

    private final Database database;
    private final int latest;

    Migrations(Database database) {
        this(database, LATEST);
    }

    Migrations(Database database, int latest) {
        this.database = database;
        this.latest = latest;
    }

    /** Runs the scripts that are missing, on one node at a time. */
    void run() {
        database.alone(session -> {
            int version = version(session);
            requireNotNewer(version);
            for (int next = version + 1; next <= latest; next++) {
                for (String statement : statements(script(next))) {
                    session.command(statement);
                }
            }
            return version;
        });
    }

    /** Looks whether the host has run them. */
    void requireDone() {
        int version = database.read(this::version);
        requireNotNewer(version);
        if (version < latest) {
            throw new StoreFormatException("The store has format " + version + ", this release works with " + latest
                    + ": run " + path(version + 1)
                    + " and what follows it, or open the store so that it does that itself");
        }
    }

    private int version(Session session) throws SQLException {
        if (!database.hasTables(session)) {
            return 0;
        }
        return session.first("SELECT max(version) FROM tidelock_format", bind -> {}, Row::integer)
                .orElse(0);
    }

    private void requireNotNewer(int version) {
        if (version > latest) {
            throw new StoreFormatException("The store has format " + version + ", this release works with " + latest
                    + ": a newer release made it. Update this node; nothing was changed");
        }
    }

    private String path(int version) {
        return "io/tidelock/jdbc/" + database.folder() + "/" + String.format("%03d", version) + ".sql";
    }

    private String script(int version) {
        try (InputStream in = Migrations.class.getClassLoader().getResourceAsStream(path(version))) {
            if (in == null) {
                throw new IllegalStateException("The jar lacks " + path(version));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<String> statements(String script) {
        return List.of(script.split(";\\s*(\\n|$)")).stream()
                .filter(statement -> !statement.isBlank())
                .toList();
    }
}
