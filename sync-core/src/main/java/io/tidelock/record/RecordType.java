package io.tidelock.record;

import java.util.regex.Pattern;

/**
 * Names a kind of record within one system, such as {@code contact} or {@code patient}.
 *
 * @param name lower-case words joined by {@code _}, unique within the system, stable for ever: it keys stored rows
 */
public record RecordType(String name) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    /** Checks that the name is a lower-case word. */
    public RecordType {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A record type is 1 to 64 lower-case letters, digits and '_', starting with a letter: \"" + name
                            + "\"");
        }
    }

    /** Names a type. */
    public static RecordType of(String name) {
        return new RecordType(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
