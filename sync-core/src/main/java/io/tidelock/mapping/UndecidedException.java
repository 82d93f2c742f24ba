package io.tidelock.mapping;

/**
 * Says that a record cannot be decided about yet, and what a person has to do: an owner who is missing, a setting. The record
 * is held with this reason and tried again.
 */
public final class UndecidedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * Holds a record back.
     *
     * @param code a stable code, such as {@code NO_TOP_MANAGER}
     * @param reason a sentence for a person, without field values
     */
    public UndecidedException(String code, String reason) {
        super(reason);
        this.code = code;
    }

    /** Returns the stable code. */
    public String code() {
        return code;
    }
}
