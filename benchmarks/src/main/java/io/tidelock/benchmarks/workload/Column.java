package io.tidelock.benchmarks.workload;

/** The twelve fields of a patient, and of the contact that a patient becomes. */
public enum Column {
    /** Unique on either side. */
    EMAIL(0),
    /** The first name. */
    FIRST_NAME(1),
    /** The last name. */
    LAST_NAME(2),
    /** The landline number. */
    PHONE(3),
    /** The mobile number. */
    MOBILE_PHONE(4),
    /** Street and house number. */
    STREET(5),
    /** The city. */
    CITY(6),
    /** The state. */
    STATE(7),
    /** The postal code. */
    POSTAL_CODE(8),
    /** The country. */
    COUNTRY(9),
    /** The job title. */
    JOB_TITLE(10),
    /** The employer's name. */
    COMPANY_NAME(11);

    /** How many there are. */
    public static final int COUNT = values().length;

    private final int place;

    Column(int place) {
        this.place = place;
    }

    /** Returns where it stands in a row, from 0. */
    public int place() {
        return place;
    }
}
