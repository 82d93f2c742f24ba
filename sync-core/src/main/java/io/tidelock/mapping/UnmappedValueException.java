package io.tidelock.mapping;

/**
 * Says that a value has no counterpart on the other side. The record is held until the value or the mapping changes; it
 * is never guessed. The message never holds the value.
 */
public final class UnmappedValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Names the converter whose table lacks the value. */
    public UnmappedValueException(String converter) {
        super("The value is not in the table \"" + converter + "\"; add it there or correct the record");
    }
}
