package io.tidelock.cliniko;

import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.util.List;

/** A position of an invoice. Read-only, as in Cliniko's API. */
public final class InvoiceItem {

    /** The type. */
    public static final RecordType TYPE = RecordType.of("invoice_item");

    /** What it is. */
    public static final Field NAME = Field.text("name");
    /** The code of the service or product. */
    public static final Field CODE = Field.text("code");
    /** How many. */
    public static final Field QUANTITY = Field.decimal("quantity");
    /** The price of one. */
    public static final Field UNIT_PRICE = Field.decimal("unit_price");
    /** The id of the {@link Invoice}. */
    public static final Field INVOICE_ID = Field.text("invoice_id");

    /** All of them. */
    public static final List<Field> FIELDS = List.of(NAME, CODE, QUANTITY, UNIT_PRICE, INVOICE_ID);

    private InvoiceItem() {}
}
