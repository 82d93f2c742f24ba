package io.tidelock.record;

/**
 * Points at one record of one system.
 *
 * @param type what kind of record it is
 * @param id the system's own id, always as text even where the wire shows a number; never blank
 */
public record RecordRef(RecordType type, String id) {

    /** Checks that the id is there. */
    public RecordRef {
        if (id.isBlank()) {
            throw new IllegalArgumentException("A record ref needs the system's own id; it was blank for " + type);
        }
    }

    /** Points at the record of this type with this id. */
    public static RecordRef of(RecordType type, String id) {
        return new RecordRef(type, id);
    }

    @Override
    public String toString() {
        return type + " " + id;
    }
}
