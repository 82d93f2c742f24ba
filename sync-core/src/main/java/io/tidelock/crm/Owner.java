package io.tidelock.crm;

import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.util.List;

/** A user of the CRM who can be responsible for records. Read-only. */
public final class Owner {

    /** The type. */
    public static final RecordType TYPE = RecordType.of("owner");

    /** The e-mail address. */
    public static final Field EMAIL = Field.email("email");
    /** The first name. */
    public static final Field FIRST_NAME = Field.text("first_name");
    /** The last name. */
    public static final Field LAST_NAME = Field.text("last_name");

    /** All of them. */
    public static final List<Field> FIELDS = List.of(EMAIL, FIRST_NAME, LAST_NAME);

    private Owner() {}
}
