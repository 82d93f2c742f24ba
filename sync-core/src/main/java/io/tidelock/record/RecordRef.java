package io.tidelock.record;

/**
 * Points at one record of one system, or at one part of it where a flow takes a record apart.
 *
 * @param type what kind of record it is
 * @param id the system's own id, always as text even where the wire shows a number; never blank
 * @param part which part of the record; {@code ""} for the whole
 */
public record RecordRef(RecordType type, String id, String part) {

    /** Checks that the id is there. */
    public RecordRef {
        if (id.isBlank()) {
            throw new IllegalArgumentException("A record ref needs the system's own id; it was blank for " + type);
        }
    }

    /** Points at the record of this type with this id. */
    public static RecordRef of(RecordType type, String id) {
        return new RecordRef(type, id, "");
    }

    /** Points at a part of this record. */
    public RecordRef part(String key) {
        return new RecordRef(type, id, key);
    }

    /** Points at the record as a whole. */
    public RecordRef whole() {
        return part.isEmpty() ? this : of(type, id);
    }

    /** Returns the text that stands for the record among those of its type: the id, and for a part its key as well. */
    public String key() {
        return part.isEmpty() ? id : id + "#" + part;
    }

    @Override
    public String toString() {
        return type + " " + key();
    }
}
