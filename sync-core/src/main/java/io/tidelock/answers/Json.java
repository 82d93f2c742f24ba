package io.tidelock.answers;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Writes one JSON object, field by field, in the order in which they are named. */
final class Json {

    private final StringBuilder text = new StringBuilder("{");

    Json field(String name, String value) {
        return raw(name, quoted(value));
    }

    Json field(String name, long value) {
        return raw(name, Long.toString(value));
    }

    Json field(String name, boolean value) {
        return raw(name, Boolean.toString(value));
    }

    /** Writes what an optional holds as text, or null. */
    Json field(String name, Optional<?> value) {
        return raw(name, value.map(Object::toString).map(Json::quoted).orElse("null"));
    }

    <T> Json list(String name, List<T> elements, Function<T, String> json) {
        return raw(name, "[" + String.join(",", elements.stream().map(json).toList()) + "]");
    }

    /** Writes a field whose value is JSON already. */
    Json raw(String name, String json) {
        text.append(text.length() > 1 ? "," : "").append(quoted(name)).append(':');
        text.append(json);
        return this;
    }

    String end() {
        return text + "}";
    }

    /** Quotes a text; what a reader of JSON, or a page it is put into, could trip over is escaped. */
    static String quoted(String value) {
        StringBuilder quoted = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c == '<' || c == '\u007f' || c == '\u2028' || c == '\u2029' || isAlone(value, i)) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /** Tells whether half of a character stands there, which no encoding can carry. */
    private static boolean isAlone(String value, int at) {
        char c = value.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == value.length() || !Character.isLowSurrogate(value.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(value.charAt(at - 1)));
    }
}
