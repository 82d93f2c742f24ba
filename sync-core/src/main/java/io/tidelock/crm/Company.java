package io.tidelock.crm;

import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.util.List;

/** An organisation; some CRMs say account. */
public final class Company {

    /** The type. */
    public static final RecordType TYPE = RecordType.of("company");

    /** The name. */
    public static final Field NAME = Field.text("name");
    /** The web domain, without {@code www}. Not unique in most CRMs. */
    public static final Field DOMAIN = Field.text("domain");
    /** The phone number. */
    public static final Field PHONE = Field.phone("phone");
    /** Street and house number, one line. */
    public static final Field STREET = Field.text("street");
    /** The city. */
    public static final Field CITY = Field.text("city");
    /** The state or region. */
    public static final Field STATE = Field.text("state");
    /** The postal code. */
    public static final Field POSTAL_CODE = Field.text("postal_code");
    /** The country. */
    public static final Field COUNTRY = Field.text("country");
    /** Free text about it. */
    public static final Field DESCRIPTION = Field.text("description");
    /** The id of the {@link Owner} responsible. */
    public static final Field OWNER = Field.choice("owner");

    /** All of them. */
    public static final List<Field> FIELDS =
            List.of(NAME, DOMAIN, PHONE, STREET, CITY, STATE, POSTAL_CODE, COUNTRY, DESCRIPTION, OWNER);

    private Company() {}
}
