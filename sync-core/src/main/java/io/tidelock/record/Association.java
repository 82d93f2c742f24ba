package io.tidelock.record;

import java.util.Optional;

/**
 * The associations of a record to records of a type, as a field: {@code Association.to(Contact.TYPE).labelled("Patient").field()}
 * holds the ids of the contacts that are associated with that label. It is read and written like any other field; the other
 * end shows it as an association to this type with the same label.
 *
 * @param to what kind of records it leads to
 * @param label what tells it from other associations to the same type; {@code ""} for the plain one
 */
public record Association(RecordType to, String label) {

    private static final String PREFIX = "associated/";

    /** Names the plain associations to records of a type. */
    public static Association to(RecordType type) {
        return new Association(type, "");
    }

    /** Returns the associations to the same type that carry a label. */
    public Association labelled(String text) {
        return new Association(to, text);
    }

    /** Returns the field that holds the ids. */
    public Field field() {
        return new Field(PREFIX + to + (label.isEmpty() ? "" : "/" + label), FieldType.REFS);
    }

    /** Returns the association that a field of this name holds; empty for any other field. */
    public static Optional<Association> of(String field) {
        if (!field.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String[] parts = field.substring(PREFIX.length()).split("/", 2);
        return Optional.of(new Association(RecordType.of(parts[0]), parts.length == 1 ? "" : parts[1]));
    }
}
