package io.tidelock.mapping;

import io.tidelock.record.Field;
import io.tidelock.record.Value;

/**
 * A field of the flow's target by which somebody asks that the record be written to the source. Without the request
 * nothing flows back; with it, what the mappings leave to a person is decided: the one who asks wins. After success the flag is reset; on failure it stays and the retry is automatic.
 *
 * @param field the flag
 * @param requested the value that asks
 * @param done the value that says nothing is asked
 */
public record RequestFlag(Field field, Value requested, Value done) {

    /** Asks with {@code Yes}, rests with {@code No}. */
    public static RequestFlag yesNo(Field field) {
        return new RequestFlag(field, Value.text("Yes"), Value.text("No"));
    }
}
