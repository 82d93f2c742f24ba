package io.tidelock.connector;

import io.tidelock.record.Field;
import java.util.List;
import java.util.Optional;

/** Looks records up by what their fields hold. */
public interface RecordFinder {

    /**
     * Returns the way to look up by these fields together, or empty when the system cannot. Makes no call.
     *
     * @param key one field, or several that must all match
     */
    Optional<RecordLookup> by(List<Field> key);
}
