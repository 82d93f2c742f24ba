package io.tidelock.connector;

import io.tidelock.record.AccountId;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import java.util.List;
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

    /**
     * Returns this system as a plan sees it: in records, the plan's names of its pipelines and stages stand for the ids that
     * the system gave them. A system without pipelines returns itself.
     *
     * @param schema what the plan declares
     */
    default Connector speaking(Schema schema) {
        return this;
    }

    /**
     * Says what is left of each limit on the account's calls, of the connector's own and of those that the vendor told; empty
     * where it knows of none. Makes no call and does not wait. What other processes spend shows only if the vendor says so.
     */
    default List<CallsLeft> budget() {
        return List.of();
    }

    /** Returns the way to check and provision what a plan declares, where the system has such a thing. */
    default Optional<SchemaOwner> schema() {
        return Optional.empty();
    }
}
