package io.tidelock.answers;

/**
 * Answers what an operator or a support person asks of one integration.
 *
 * <p>From any thread; what calls a system waits for the pass under way.
 */
public interface Answers {

    /**
     * Says how everything stands: from what is stored, without a call to a system.
     *
     * @throws io.tidelock.store.StoreUnavailableException if the store cannot be asked now
     */
    Status status();
}
