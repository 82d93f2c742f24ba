package io.tidelock.benchmarks.database;

import java.time.Duration;
import javax.sql.DataSource;

/** A database of a peer's own, fresh. */
public interface Database extends AutoCloseable {

    /** Returns how to connect. */
    DataSource dataSource();

    /** Returns what the database takes on disk, with its journals. */
    long bytesOnDisk();

    /** Returns the processor time that a server of its own took so far; none where the database lives in this process. */
    default Duration serverTime() {
        return Duration.ZERO;
    }

    @Override
    void close();
}
