package io.tidelock.jdbc;

/**
 * Says that the tables in the database are not those that this release works with: newer ones, or older ones that the host
 * wants to change by itself; or that a value in them is damaged. The message says which and what to do; trying again
 * changes nothing.
 */
public final class StoreFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreFormatException(String message) {
        super(message);
    }

    /** Reports a value that no release wrote so. */
    static StoreFormatException damaged() {
        return new StoreFormatException(
                "A stored value is damaged: no release wrote it so; restore the database from its backup");
    }
}
