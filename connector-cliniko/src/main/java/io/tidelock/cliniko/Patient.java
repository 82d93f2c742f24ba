package io.tidelock.cliniko;

import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.util.List;

/**
 * A patient. Names are those of Cliniko's API, except for the phones, which Cliniko keeps in one list: each phone field
 * here is the first number of its kind.
 */
public final class Patient {

    /** The type. */
    public static final RecordType TYPE = RecordType.of("patient");

    /** The title, such as {@code Dr}. */
    public static final Field TITLE = Field.text("title");
    /** The first name; Cliniko wants one in practice. */
    public static final Field FIRST_NAME = Field.text("first_name");
    /** The last name; Cliniko wants one in practice. */
    public static final Field LAST_NAME = Field.text("last_name");
    /** The first name that the patient goes by. */
    public static final Field PREFERRED_FIRST_NAME = Field.text("preferred_first_name");
    /** The e-mail address. Not unique: families share one. */
    public static final Field EMAIL = Field.email("email");
    /** The day of birth. */
    public static final Field DATE_OF_BIRTH = Field.date("date_of_birth");
    /** The sex, free text. */
    public static final Field SEX = Field.text("sex");
    /** The gender identity, free text. */
    public static final Field GENDER_IDENTITY = Field.text("gender_identity");
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
    /** The occupation. */
    public static final Field OCCUPATION = Field.text("occupation");
    /** Where the patient heard of the clinic, free text. */
    public static final Field REFERRAL_SOURCE = Field.text("referral_source");
    /** The id in another system, free for the clinic's use. */
    public static final Field OLD_REFERENCE_ID = Field.text("old_reference_id");
    /** What the screen calls <em>Extra information</em>; may hold health data. */
    public static final Field NOTES = Field.text("notes");

    /** All of them. */
    public static final List<Field> FIELDS = List.of(
            TITLE,
            FIRST_NAME,
            LAST_NAME,
            PREFERRED_FIRST_NAME,
            EMAIL,
            DATE_OF_BIRTH,
            SEX,
            GENDER_IDENTITY,
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
            OCCUPATION,
            REFERRAL_SOURCE,
            OLD_REFERENCE_ID,
            NOTES);

    private Patient() {}
}
