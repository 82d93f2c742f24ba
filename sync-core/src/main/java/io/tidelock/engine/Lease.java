package io.tidelock.engine;

import io.tidelock.store.LeaseLostException;
import java.time.Instant;

/**
 * The right to run an integration, where several processes could. An engine asks before each call to a system whether the
 * right lasts for as long as a call can; a store that is fenced refuses what is committed after it was lost. Used by one
 * engine, on the thread that runs it.
 */
public interface Lease {

    /**
     * Returns if a call may begin now, and renews the lease where that is needed.
     *
     * @throws LeaseLostException if it would not last until the call has ended
     */
    void requireForCall();

    /**
     * Returns until when writes that a former holder announced may still be under way. Until then they are left alone; after
     * it the systems are asked what became of them.
     *
     * @return on the engine's clock; {@link Instant#MIN} if there was nobody, or everything was given back in order
     */
    Instant formerHolderWritesUntil();

    /** Returns the right of an engine that is alone in the world. */
    static Lease forEver() {
        return new Lease() {
            @Override
            public void requireForCall() {
                // nobody else is there
            }

            @Override
            public Instant formerHolderWritesUntil() {
                return Instant.MIN;
            }
        };
    }
}
