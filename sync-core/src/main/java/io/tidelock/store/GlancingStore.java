package io.tidelock.store;

import io.tidelock.record.IntegrationId;

/**
 * A store that sees at a glance whether there is anything to do about an integration, so that passes in which nothing happens
 * cost it little. A store that is wrapped as a {@link SyncStore} only does not: every question goes through the wrapper.
 */
public interface GlancingStore extends SyncStore {

    /**
     * Returns this store as one pass of an integration sees it, of which there is one at a time. It may answer from what it saw
     * at the beginning what only the pass changes; what others put there meanwhile, hints and requests for records, it shows
     * at the latest to whoever asks for hints once more. All else as this store; nothing has to be closed.
     */
    SyncStore forPass(IntegrationId integration);
}
