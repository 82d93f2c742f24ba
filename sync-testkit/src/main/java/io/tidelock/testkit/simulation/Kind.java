package io.tidelock.testkit.simulation;

import io.tidelock.mapping.Party;
import io.tidelock.record.RecordType;
import java.util.Locale;

/**
 * Records of one type of one system.
 *
 * @param party which system's
 * @param type their type
 */
record Kind(Party party, RecordType type) {

    /** Returns the name under which the engine keeps what it knows about their feed. */
    String feed() {
        return party.name().toLowerCase(Locale.ROOT) + "/" + type;
    }
}
