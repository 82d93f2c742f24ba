package io.tidelock.hubspot;

import io.tidelock.hubspot.Format.Formatted;
import io.tidelock.record.Value;
import java.util.Optional;

/**
 * Brings what is written into the form of its properties. The definitions are asked for only where they decide the form, that
 * is for dates and moments; where they are known anyway, everything is checked against them.
 */
final class Formats {

    private final ObjectKind kind;
    private final Definitions definitions;

    Formats(ObjectKind kind, Definitions definitions) {
        this.kind = kind;
        this.definitions = definitions;
    }

    /** Returns what to send for a value of a field; what does not fit may fit a definition that has just been changed. */
    Formatted of(String field, String property, Value value) {
        String text = kind.text(field, value);
        boolean decides = value instanceof Value.Date || value instanceof Value.Moment;
        Formatted formatted =
                formatted(decides ? definitions.find(kind, property) : definitions.known(kind, property), value, text);
        return formatted.isSound() ? formatted : formatted(definitions.doubted(kind, property), value, text);
    }

    private static Formatted formatted(Optional<Wire.Property> definition, Value value, String text) {
        return definition.map(known -> new Format(known).of(value, text)).orElseGet(() -> Formatted.sound(text));
    }
}
