package io.tidelock.cliniko;

import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.util.List;

/**
 * A contact of a clinic that is no patient: a referring doctor, a payer, anybody. Names are those of Cliniko's API, except
 * for the phones, which Cliniko keeps in one list: each phone field here is the first number of its kind.
 */
public final class ClinikoContact {

    /** The type. */
    public static final RecordType TYPE = RecordType.of("cliniko_contact");

    /** The title, such as {@code Dr}. */
    public static final Field TITLE = Field.text("title");
    /** The first name. */
    public static final Field FIRST_NAME = Field.text("first_name");
    /** The last name. */
    public static final Field LAST_NAME = Field.text("last_name");
    /** The name that the contact goes by. */
    public static final Field PREFERRED_NAME = Field.text("preferred_name");
    /** The company; a payer may have nothing else. */
    public static final Field COMPANY_NAME = Field.text("company_name");
    /** What kind of contact it is: {@code Standard}, {@code Doctor} or {@code 3rd Party Payer}. Read-only. */
    public static final Field KIND = Field.choice("type");
    /** The occupation. */
    public static final Field OCCUPATION = Field.text("occupation");
    /** The e-mail address; not unique. */
    public static final Field EMAIL = Field.email("email");
    /** The first number of kind {@code Home}. */
    public static final Field HOME_PHONE = Field.phone("home_phone");
    /** The first number of kind {@code Mobile}. */
    public static final Field MOBILE_PHONE = Field.phone("mobile_phone");
    /** The first number of kind {@code Work}. */
    public static final Field WORK_PHONE = Field.phone("work_phone");
    /** The first line of the address. */
    public static final Field ADDRESS_1 = Field.text("address_1");
    /** The second line of the address. */
    public static final Field ADDRESS_2 = Field.text("address_2");
    /** The third line of the address. */
    public static final Field ADDRESS_3 = Field.text("address_3");
    /** The city. */
    public static final Field CITY = Field.text("city");
    /** The state. */
    public static final Field STATE = Field.text("state");
    /** The postal code. */
    public static final Field POST_CODE = Field.text("post_code");
    /** The country as an ISO 3166-1 code of two letters. */
    public static final Field COUNTRY_CODE = Field.text("country_code");
    /** The provider number of a doctor. */
    public static final Field PROVIDER_NUMBER = Field.text("provider_number");
    /** Notes. */
    public static final Field NOTES = Field.text("notes");

    /** All of them. */
    public static final List<Field> FIELDS = List.of(
            TITLE,
            FIRST_NAME,
            LAST_NAME,
            PREFERRED_NAME,
            COMPANY_NAME,
            KIND,
            OCCUPATION,
            EMAIL,
            HOME_PHONE,
            MOBILE_PHONE,
            WORK_PHONE,
            ADDRESS_1,
            ADDRESS_2,
            ADDRESS_3,
            CITY,
            STATE,
            POST_CODE,
            COUNTRY_CODE,
            PROVIDER_NUMBER,
            NOTES);

    private ClinikoContact() {}
}
