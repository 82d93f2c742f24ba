package io.tidelock.crm;

import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.util.List;

/** A position of a deal: so many of something at a price. */
public final class LineItem {

    /** The type. */
    public static final RecordType TYPE = RecordType.of("line_item");

    /** What it is. */
    public static final Field NAME = Field.text("name");
    /** The price of one, in the currency of the deal. */
    public static final Field PRICE = Field.decimal("price");
    /** How many. */
    public static final Field QUANTITY = Field.decimal("quantity");
    /** The price of all of them; many CRMs calculate it, and then it is read-only. */
    public static final Field AMOUNT = Field.decimal("amount");
    /** The code of the article. */
    public static final Field SKU = Field.text("sku");
    /** The id of the {@link Product}. */
    public static final Field PRODUCT = Field.text("product");
    /** Free text about it. */
    public static final Field DESCRIPTION = Field.text("description");

    /** All of them; associations are fields besides ({@link io.tidelock.record.Association}). */
    public static final List<Field> FIELDS = List.of(NAME, PRICE, QUANTITY, AMOUNT, SKU, PRODUCT, DESCRIPTION);

    private LineItem() {}
}
