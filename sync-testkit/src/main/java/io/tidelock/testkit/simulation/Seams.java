package io.tidelock.testkit.simulation;

import io.tidelock.connector.Connector;
import io.tidelock.mapping.Party;
import io.tidelock.store.SyncStore;

/** What stands between the engine and its store and systems: nothing, or a fault that is planted to be found. */
interface Seams {

    /** Returns the store as the engine sees it. */
    default SyncStore store(SyncStore store) {
        return store;
    }

    /** Returns a system as the engine sees it. */
    default Connector system(Party party, Connector system, SyncStore store) {
        return system;
    }
}
