package io.tidelock.crm;

import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.util.List;

/** Something that is sold, as the catalogue has it. */
public final class Product {

    /** The type. */
    public static final RecordType TYPE = RecordType.of("product");

    /** What it is. */
    public static final Field NAME = Field.text("name");
    /** The price of one. */
    public static final Field PRICE = Field.decimal("price");
    /** The code of the article. */
    public static final Field SKU = Field.text("sku");
    /** Free text about it. */
    public static final Field DESCRIPTION = Field.text("description");

    /** All of them; associations are fields besides ({@link io.tidelock.record.Association}). */
    public static final List<Field> FIELDS = List.of(NAME, PRICE, SKU, DESCRIPTION);

    private Product() {}
}
