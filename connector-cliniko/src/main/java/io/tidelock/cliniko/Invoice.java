package io.tidelock.cliniko;

import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.util.List;

/** An invoice. Read-only, as in Cliniko's API. Names are those of the API, links by the name of their id. */
public final class Invoice {

    /** The type. */
    public static final RecordType TYPE = RecordType.of("invoice");

    /** What the invoice is called: <em>Invoice</em> and its number. */
    public static final Field TITLE = Field.text("title");
    /** The number. */
    public static final Field NUMBER = Field.text("number");
    /** The day it was issued. */
    public static final Field ISSUE_DATE = Field.date("issue_date");
    /** Where it stands: {@code open}, {@code paid}, {@code closed}, {@code open_credit}, or {@code archived}. */
    public static final Field STATE = Field.choice("state");
    /** Whether staff archived it. */
    public static final Field ARCHIVED = Field.bool("archived");
    /** What is to be paid, tax included. */
    public static final Field TOTAL_AMOUNT = Field.decimal("total_amount");
    /** The tax in it. */
    public static final Field TAX_AMOUNT = Field.decimal("tax_amount");
    /** The id of the {@link Patient}. */
    public static final Field PATIENT_ID = Field.text("patient_id");
    /** The id of the {@link Appointment}; empty for an invoice without one. */
    public static final Field APPOINTMENT_ID = Field.text("appointment_id");

    /** All of them. */
    public static final List<Field> FIELDS =
            List.of(TITLE, NUMBER, ISSUE_DATE, STATE, ARCHIVED, TOTAL_AMOUNT, TAX_AMOUNT, PATIENT_ID, APPOINTMENT_ID);

    private Invoice() {}
}
