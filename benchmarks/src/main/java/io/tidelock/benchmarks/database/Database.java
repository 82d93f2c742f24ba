package io.tidelock.benchmarks.database;

import javax.sql.DataSource;

/** A database of a peer's own, fresh. */
public interface Database extends AutoCloseable {

    /** Returns how to connect. */
    DataSource dataSource();

    /** Returns what the database takes on disk, with its journals. */
    long bytesOnDisk();

    @Override
    void close();
}
