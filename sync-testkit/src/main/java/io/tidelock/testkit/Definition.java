package io.tidelock.testkit;

import io.tidelock.record.Field;
import io.tidelock.record.FieldType;
import io.tidelock.record.UnreadableValueException;
import io.tidelock.record.Value;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** A field that records of a type have, and what it lets in. Values are kept as text, empty ones not at all. */
record Definition(Field field, boolean unique, List<String> options, UnaryOperator<String> rewriting) {

    static final int MAX_LENGTH = 65_536;

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+");

    static Definition of(Field field, boolean unique, List<String> options) {
        return new Definition(field, unique, List.copyOf(options), UnaryOperator.identity());
    }

    Definition rewritten(UnaryOperator<String> by) {
        return new Definition(field, unique, options, by);
    }

    Value read(String text) {
        return field.type().read(Value.text(text));
    }

    /** Returns the form in which equal values are equal; empty where nothing can hold the text. */
    Optional<String> key(String text) {
        try {
            return Optional.of(field.type().canonical(read(text)));
        } catch (UnreadableValueException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * Returns the text to store, {@code ""} to store nothing.
     *
     * @throws RefusedException if the field does not let it in
     */
    String admit(Value value) throws RefusedException {
        Value typed = typed(value);
        if (typed.isNull()) {
            return "";
        }
        String text = typed instanceof Value.Moment moment
                ? Instant.ofEpochMilli(moment.instant().toEpochMilli()).toString()
                : typed.plain().strip();
        String admitted = field.type() == FieldType.EMAIL ? email(text) : text;
        checkOptions(typed, admitted);
        if (admitted.length() > MAX_LENGTH) {
            throw new RefusedException("VALUE_TOO_LONG", "holds more than " + MAX_LENGTH + " characters");
        }
        return rewriting.apply(admitted);
    }

    private Value typed(Value value) throws RefusedException {
        try {
            return field.type().read(value);
        } catch (UnreadableValueException unreadable) {
            throw new RefusedException("INVALID_" + field.type(), "cannot be read as " + field.type());
        }
    }

    private static String email(String text) throws RefusedException {
        if (!EMAIL.matcher(text).matches()) {
            throw new RefusedException("INVALID_EMAIL", "is not an e-mail address");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private void checkOptions(Value typed, String text) throws RefusedException {
        List<String> chosen = typed instanceof Value.Items items ? List.copyOf(items.items()) : List.of(text);
        if (!options.isEmpty() && !options.containsAll(chosen)) {
            throw new RefusedException("INVALID_OPTION", "is not one of the " + options.size() + " options");
        }
    }

    /** Says why a field does not let a value in. */
    static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String code;

        RefusedException(String code, String reason) {
            super(reason);
            this.code = code;
        }

        String code() {
            return code;
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }
}
