package io.tidelock.crm;

import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.util.List;

/** A meeting, planned or held. */
public final class Meeting {

    /** The type. */
    public static final RecordType TYPE = RecordType.of("meeting");

    /** What it is about, one line. */
    public static final Field TITLE = Field.text("title");
    /** More about it. */
    public static final Field BODY = Field.text("body");
    /** When it begins. */
    public static final Field AT = Field.instant("at");
    /** When it ends. */
    public static final Field UNTIL = Field.instant("until");
    /** Where it is held. */
    public static final Field LOCATION = Field.text("location");
    /** {@code SCHEDULED}, {@code COMPLETED}, {@code RESCHEDULED}, {@code NO_SHOW} or {@code CANCELED}. */
    public static final Field OUTCOME = Field.choice("outcome");
    /** The id of the {@link Owner} who holds it. */
    public static final Field OWNER = Field.choice("owner");

    /** All of them; associations are fields besides ({@link io.tidelock.record.Association}). */
    public static final List<Field> FIELDS = List.of(TITLE, BODY, AT, UNTIL, LOCATION, OUTCOME, OWNER);

    private Meeting() {}
}
