package io.tidelock.crm;

import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.util.List;

/** A note about records. */
public final class Note {

    /** The type. */
    public static final RecordType TYPE = RecordType.of("note");

    /** The text. */
    public static final Field BODY = Field.text("body");
    /** When it was made. */
    public static final Field AT = Field.instant("at");
    /** The id of the {@link Owner} who made it. */
    public static final Field OWNER = Field.choice("owner");

    /** All of them; associations are fields besides ({@link io.tidelock.record.Association}). */
    public static final List<Field> FIELDS = List.of(BODY, AT, OWNER);

    private Note() {}
}
