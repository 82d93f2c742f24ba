package io.tidelock.jdbc;

/**
 * Says that the tables in the database are not those that this release works with: newer ones, or older ones that the host
 * wants to change by itself. The message says which and what to do; trying again changes nothing.
 */
public final class StoreFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreFormatException(String message) {
        super(message);
    }
}
