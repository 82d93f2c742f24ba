package io.tidelock.mapping;

import io.tidelock.record.Field;
import java.util.Optional;

/**
 * Says what tells the versions of a source record apart.
 *
 * @param field the field that holds the version; empty for the record's change stamp
 */
public record Versions(Optional<Field> field) {

    static Versions byStamp() {
        return new Versions(Optional.empty());
    }

    static Versions by(Field version) {
        return new Versions(Optional.of(version));
    }
}
