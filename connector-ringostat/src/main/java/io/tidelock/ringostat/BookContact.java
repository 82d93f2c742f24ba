package io.tidelock.ringostat;

import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.util.List;

/**
 * A state of a CRM contact in Ringostat's contact book. The book takes whole contacts only and shows none, so each state of a
 * contact is sent once, and replaces the one before.
 */
public final class BookContact {

    /** The type. */
    public static final RecordType TYPE = RecordType.of("ringostat_book_contact");

    /** The contact's id in the CRM; what follows a {@code #} tells its states apart and is not sent. */
    public static final Field EXTERNAL_ID = Field.text("externalId");
    /** The name under which the CRM stands in the book. */
    public static final Field ORIGIN = Field.text("origin");
    /** The first name. */
    public static final Field FIRST_NAME = Field.text("first_name");
    /** The last name. */
    public static final Field LAST_NAME = Field.text("last_name");
    /** The id of the CRM's user who is responsible. */
    public static final Field RESPONSIBLE = Field.text("responsible");
    /** The landline or main number. */
    public static final Field PHONE = Field.phone("phone");
    /** The mobile number. */
    public static final Field MOBILE_PHONE = Field.phone("mobile_phone");

    /** All of them. */
    public static final List<Field> FIELDS =
            List.of(EXTERNAL_ID, ORIGIN, FIRST_NAME, LAST_NAME, RESPONSIBLE, PHONE, MOBILE_PHONE);

    private BookContact() {}
}
