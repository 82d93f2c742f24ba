package io.tidelock.record;

/**
 * Says that a system showed something in a field that the field's type cannot be read from. The record is quarantined;
 * a person corrects the value or the mapping. The message never holds the value.
 */
public final class UnreadableValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Reports that a value cannot be read as a type. */
    public UnreadableValueException(FieldType type) {
        super("The value cannot be read as " + type);
    }
}
