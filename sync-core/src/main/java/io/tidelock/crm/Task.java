package io.tidelock.crm;

import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.util.List;

/** Something for somebody to do. */
public final class Task {

    /** The type. */
    public static final RecordType TYPE = RecordType.of("task");

    /** What is to be done, one line. */
    public static final Field TITLE = Field.text("title");
    /** More about it. */
    public static final Field BODY = Field.text("body");
    /** When it is due. */
    public static final Field DUE = Field.instant("due");
    /** Where it stands: {@code NOT_STARTED}, {@code IN_PROGRESS}, {@code WAITING}, {@code DEFERRED} or {@code COMPLETED}. */
    public static final Field STATUS = Field.choice("status");
    /** {@code LOW}, {@code MEDIUM} or {@code HIGH}. */
    public static final Field PRIORITY = Field.choice("priority");
    /** The id of the {@link Owner} who is to do it. */
    public static final Field OWNER = Field.choice("owner");

    /** All of them; associations are fields besides ({@link io.tidelock.record.Association}). */
    public static final List<Field> FIELDS = List.of(TITLE, BODY, DUE, STATUS, PRIORITY, OWNER);

    private Task() {}
}
