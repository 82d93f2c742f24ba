package io.tidelock.mapping;

import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.Value;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A field of the flow's target by which somebody asks that the record be written to the source. Without the request
 * nothing flows back; with it, what the mappings leave to a person is decided: the one who asks wins. After success the flag is reset; on failure it stays and the retry is automatic.
 *
 * @param field the flag
 * @param requested the value that asks
 * @param done the value that says nothing is asked
 * @param shownIn the text in which the record itself shows why it was refused; null where it does not
 */
public record RequestFlag(
        Field field, Value requested, Value done, @Nullable Field shownIn) {

    /** Asks and rests with values of its own; the record does not show why it was refused. */
    public RequestFlag(Field field, Value requested, Value done) {
        this(field, requested, done, null);
    }

    /** Asks with {@code Yes}, rests with {@code No}. */
    public static RequestFlag yesNo(Field field) {
        return new RequestFlag(field, Value.text("Yes"), Value.text("No"));
    }

    /**
     * Returns this flag with a text of the target that belongs to it alone: it holds code and reason, without field values,
     * while a request stands refused, and is emptied when it succeeds or is withdrawn.
     */
    public RequestFlag showingFailuresIn(Field text) {
        return new RequestFlag(field, requested, done, text);
    }

    /** Tells whether a record asks. */
    public boolean isSetIn(Record target) {
        return requested.plain().equalsIgnoreCase(target.value(field.name()).plain());
    }

    /** Returns the text in which the record shows why it was refused. */
    public Optional<Field> status() {
        return Optional.ofNullable(shownIn);
    }

    /** Returns the fields that the engine writes itself: the flag, and the text beside it. */
    public Stream<Field> fields() {
        return Stream.concat(Stream.of(field), status().stream());
    }
}
