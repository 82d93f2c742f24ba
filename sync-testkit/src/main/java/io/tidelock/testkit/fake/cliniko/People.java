package io.tidelock.testkit.fake.cliniko;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What patients and contacts show that follows from their other columns. */
final class People {

    private People() {}

    /** Returns the full name, without the title (page, "Patient", recorded). */
    static @Nullable JsonNode label(Row row) {
        return TextNode.valueOf((row.text("first_name") + " " + row.text("last_name")).strip());
    }

    /** Returns the English name of the country code. */
    static @Nullable JsonNode country(Row row) {
        String name = Countries.nameOf(row.text("country_code"));
        return name == null ? null : TextNode.valueOf(name);
    }

    static void normalizePhones(Row row, String column) {
        if (row.get(column) instanceof List<?> phones) {
            String country = row.text("country_code");
            row.put(
                    column,
                    phones.stream().map(phone -> ((Phone) phone).in(country)).toList());
        }
    }
}
