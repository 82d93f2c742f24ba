package io.tidelock.jdbc;

import io.tidelock.store.StoreCommit;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;

/** What differs from database to database: how connections are kept, how a transaction begins, what a failure means. */
interface Database extends AutoCloseable {

    /** Finds out which database it is. */
    static Database of(DataSource source) {
        String product;
        try (Connection connection = source.getConnection()) {
            product = connection.getMetaData().getDatabaseProductName();
            if (product.equals("PostgreSQL")) {
                PostgresDatabase.requireArrays(connection);
            }
        } catch (SQLException failed) {
            throw Failures.unavailable("connect to", failed);
        }
        return switch (product) {
            case "SQLite" -> new SqliteDatabase(source);
            case "PostgreSQL" -> new PostgresDatabase(source);
            default ->
                throw new IllegalArgumentException("The store works on SQLite and PostgreSQL, and this is " + product
                        + ": give a DataSource of one of them, or implement SyncStore yourself;"
                        + " SyncStoreContract proves it");
        };
    }

    /** Returns the folder of the scripts that make the tables. */
    String folder();

    /** Tells whether there are tables. */
    boolean hasTables(Session session) throws SQLException;

    /**
     * Reads.
     *
     * @throws io.tidelock.store.StoreUnavailableException if it cannot be done now
     */
    <T> T read(Work<T> work);

    /**
     * Reads of tables that shrink and grow by the page: finds rows by their index, whatever the database believes of the tables.
     *
     * @throws io.tidelock.store.StoreUnavailableException if it cannot be done now
     */
    <T> T readByIndex(Work<T> work);

    /**
     * Does something alone, in one transaction, whatever other nodes do.
     *
     * @throws io.tidelock.store.StoreUnavailableException if it cannot be done now
     */
    <T> T alone(Work<T> work);

    /**
     * Does something in one transaction.
     *
     * @throws io.tidelock.store.StoreUnavailableException if it cannot be done now, or nobody knows whether it was
     */
    <T> T write(Work<T> work);

    /**
     * Writes a commit in one transaction, or together with others in one.
     *
     * @throws io.tidelock.store.StoreUnavailableException if it cannot be done now, or nobody knows whether it was
     */
    Set<String> commit(StoreCommit commit, CommitWriter writer);

    /** Keeps others from writing for an integration until the transaction ends. */
    void lock(Session session, int integration) throws SQLException;

    @Override
    void close();
}
