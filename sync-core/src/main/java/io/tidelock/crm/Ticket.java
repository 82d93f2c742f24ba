package io.tidelock.crm;

import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.util.List;

/** A request that somebody has to answer; some CRMs say case. */
public final class Ticket {

    /** The type. */
    public static final RecordType TYPE = RecordType.of("ticket");

    /** What it is about, one line. */
    public static final Field SUBJECT = Field.text("subject");
    /** More about it. */
    public static final Field BODY = Field.text("body");
    /** The pipeline: the plan's name if it declares it, the id otherwise. */
    public static final Field PIPELINE = Field.choice("pipeline");
    /** The stage within the pipeline, named alike. */
    public static final Field STAGE = Field.choice("stage");
    /** {@code LOW}, {@code MEDIUM} or {@code HIGH}. */
    public static final Field PRIORITY = Field.choice("priority");
    /** The id of the {@link Owner} responsible. */
    public static final Field OWNER = Field.choice("owner");

    /** All of them; associations are fields besides ({@link io.tidelock.record.Association}). */
    public static final List<Field> FIELDS = List.of(SUBJECT, BODY, PIPELINE, STAGE, PRIORITY, OWNER);

    private Ticket() {}
}
