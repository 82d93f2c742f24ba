package io.tidelock.record;

import java.nio.charset.StandardCharsets;

/**
 * Marks a place in a feed. Opaque to everybody but the connector that made it: the engine stores it and hands it back,
 * on any node, after any restart and any upgrade of the connector.
 *
 * @param text versioned text of the connector's own, at most 8 KB in UTF-8
 */
public record Cursor(String text) {

    /** The most bytes a cursor may have. */
    public static final int MAX_BYTES = 8 * 1024;

    /** Checks the length. */
    public Cursor {
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new IllegalArgumentException("A cursor has at most " + MAX_BYTES + " bytes");
        }
    }

    /** Makes a cursor of the connector's own text. */
    public static Cursor of(String text) {
        return new Cursor(text);
    }

    @Override
    public String toString() {
        return "cursor(" + text.length() + " characters)";
    }
}
