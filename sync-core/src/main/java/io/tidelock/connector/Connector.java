package io.tidelock.connector;

import io.tidelock.record.AccountId;
import io.tidelock.record.RecordType;
import java.util.Optional;

/**
 * Talks to one account of one system.
 *
 * <p>Thread-safe. All calls of one account are paced by one budget. A connector holds no state that a restart may not
 * lose, and starts no threads.
 */
public interface Connector {

    /** Returns which account of which system this talks to; {@link AccountId#system()} is the system's stable name. */
    AccountId account();

    /**
     * Returns what can be done with records of a type. A type the system does not have gives an access without
     * capabilities, never an exception.
     */
    RecordAccess access(RecordType type);

    /** Returns the way to check and provision custom properties, where the system has any. */
    default Optional<SchemaOwner> schema() {
        return Optional.empty();
    }
}
