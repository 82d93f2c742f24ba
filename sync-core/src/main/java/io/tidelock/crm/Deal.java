package io.tidelock.crm;

import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.util.List;

/** A sale in the making; some CRMs say opportunity. */
public final class Deal {

    /** The type. */
    public static final RecordType TYPE = RecordType.of("deal");

    /** The name. */
    public static final Field NAME = Field.text("name");
    /** The pipeline: the plan's name if it declares it ({@link io.tidelock.record.Schema.Pipeline}), the id otherwise. */
    public static final Field PIPELINE = Field.choice("pipeline");
    /** The stage within the pipeline, named alike. */
    public static final Field STAGE = Field.choice("stage");
    /** The amount, in the account's or the deal's currency. */
    public static final Field AMOUNT = Field.decimal("amount");
    /** When it is expected to close, or did. */
    public static final Field CLOSE_DATE = Field.instant("close_date");
    /** Free text about it. */
    public static final Field DESCRIPTION = Field.text("description");
    /** The id of the {@link Owner} responsible. */
    public static final Field OWNER = Field.choice("owner");

    /** Whether it is decided, won or lost; read-only, follows the stage. */
    public static final Field CLOSED = Field.bool("closed");

    /** All of them. */
    public static final List<Field> FIELDS =
            List.of(NAME, PIPELINE, STAGE, AMOUNT, CLOSE_DATE, DESCRIPTION, OWNER, CLOSED);

    private Deal() {}
}
