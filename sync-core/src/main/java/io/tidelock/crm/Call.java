package io.tidelock.crm;

import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.util.List;

/** A phone call that was made, or missed. */
public final class Call {

    /** The type. */
    public static final RecordType TYPE = RecordType.of("call");

    /** What it was, one line. */
    public static final Field TITLE = Field.text("title");
    /** More about it. */
    public static final Field BODY = Field.text("body");
    /** When it began. */
    public static final Field AT = Field.instant("at");
    /** {@code INBOUND} or {@code OUTBOUND}. */
    public static final Field DIRECTION = Field.choice("direction");
    /** How it ended: {@code COMPLETED}, {@code NO_ANSWER}, {@code BUSY}, {@code FAILED} or {@code CANCELED}. */
    public static final Field STATUS = Field.choice("status");
    /** How long it lasted, in seconds. */
    public static final Field SECONDS = Field.decimal("seconds");
    /** The number that called. */
    public static final Field FROM = Field.phone("from");
    /** The number that was called. */
    public static final Field TO = Field.phone("to");
    /** Where the recording can be heard: an {@code https} address. */
    public static final Field RECORDING = Field.text("recording");
    /** The id of the {@link Owner} who took or made it. */
    public static final Field OWNER = Field.choice("owner");

    /** All of them; associations are fields besides ({@link io.tidelock.record.Association}). */
    public static final List<Field> FIELDS =
            List.of(TITLE, BODY, AT, DIRECTION, STATUS, SECONDS, FROM, TO, RECORDING, OWNER);

    private Call() {}
}
