package io.tidelock.crm;

import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.util.List;

/** A person. */
public final class Contact {

    /** The type. */
    public static final RecordType TYPE = RecordType.of("contact");

    /** The main e-mail address. Most CRMs allow it on one contact only. */
    public static final Field EMAIL = Field.email("email");
    /** The first name. */
    public static final Field FIRST_NAME = Field.text("first_name");
    /** The last name. */
    public static final Field LAST_NAME = Field.text("last_name");
    /** The landline or main number. */
    public static final Field PHONE = Field.phone("phone");
    /** The mobile number. */
    public static final Field MOBILE_PHONE = Field.phone("mobile_phone");
    /** Street and house number, one line. */
    public static final Field STREET = Field.text("street");
    /** The city. */
    public static final Field CITY = Field.text("city");
    /** The state or region. */
    public static final Field STATE = Field.text("state");
    /** The postal code. */
    public static final Field POSTAL_CODE = Field.text("postal_code");
    /** The country, as a name or an ISO code as the CRM keeps it. */
    public static final Field COUNTRY = Field.text("country");
    /** The job title. */
    public static final Field JOB_TITLE = Field.text("job_title");
    /** The name of the company as text; the link to a company is an association. */
    public static final Field COMPANY_NAME = Field.text("company_name");
    /** The id of the {@link Owner} responsible. */
    public static final Field OWNER = Field.choice("owner");

    /** All of them. */
    public static final List<Field> FIELDS = List.of(
            EMAIL,
            FIRST_NAME,
            LAST_NAME,
            PHONE,
            MOBILE_PHONE,
            STREET,
            CITY,
            STATE,
            POSTAL_CODE,
            COUNTRY,
            JOB_TITLE,
            COMPANY_NAME,
            OWNER);

    private Contact() {}
}
