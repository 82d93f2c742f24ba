package io.tidelock.testkit.fake.cliniko;

import static io.tidelock.testkit.fake.cliniko.Field.flag;
import static io.tidelock.testkit.fake.cliniko.Field.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The tables of invoices and their items (page, section 3): read-only for the API, written in the UI alone. */
final class Invoices {

    static final String NAME = "invoices";
    static final String ITEMS = "invoice_items";
    static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,12}(\\.[0-9]{1,6})?");

    private static final Map<Long, String> STATUSES =
            Map.of(10L, "Open", 20L, "Paid", 30L, "Closed", 40L, "Open credit");

    private Invoices() {}

    static Resource resource() {
        return Resource.named(NAME)
                .hiddenBy("archived_at")
                .hiddenBy("deleted_at")
                .fields(
                        Field.of("number", Kind.INTEGER).byStaff().filterableToo(),
                        Field.of("issue_date", Kind.DATE).byStaff().mandatory().filterableToo(),
                        Field.of("status", Kind.INTEGER)
                                .oneOf(10L, 20L, 30L, 40L)
                                .shownEmptyAs(10L)
                                .byStaff()
                                .filterableToo(),
                        Field.stamp("closed_at").byStaff().filterableToo(),
                        amount("net_amount"),
                        amount("tax_amount"),
                        amount("total_amount"),
                        amount("discounted_amount").shownEmptyAs("0.0"),
                        text("invoice_to").byStaff().shownEmptyAs(""),
                        text("notes").byStaff())
                .fields(
                        Field.idOf(Patients.NAME, "patient_id").mandatory().filterableToo(),
                        Field.idOf(Appointments.INDIVIDUAL, "appointment_id").filterableToo(),
                        Field.idOf(Attendees.NAME, "attendee_id").filterableToo(),
                        Field.idOf("businesses", "business_id").filterableToo(),
                        Field.idOf("practitioners", "practitioner_id").filterableToo(),
                        Field.idOf(NAME, "original_invoice_id").filterableToo())
                .computed("status_description", Invoices::status)
                .linkToMany("invoice_items", "/invoices/{id}/invoice_items")
                .linkToOne("patient", Patients.NAME, "patient_id")
                .linkToOne("appointment", "appointments", "appointment_id")
                .linkToOne("attendee", Attendees.NAME, "attendee_id")
                .linkToOne("business", "businesses", "business_id")
                .linkToOne("practitioner", "practitioners", "practitioner_id")
                .linkToOne("original_invoice", NAME, "original_invoice_id")
                .linkToMany("reversed_invoices", "/invoices?q%5B%5D=original_invoice_id%3A%3D{id}");
    }

    static Resource items() {
        return Resource.named(ITEMS)
                .hiddenBy("archived_at")
                .hiddenBy("deleted_at")
                .fields(
                        text("code").max(100).byStaff(),
                        text("name").byStaff(),
                        amount("quantity").shownEmptyAs("1.0"),
                        amount("unit_price").shownEmptyAs("0.0"),
                        amount("net_price"),
                        amount("tax_amount"),
                        text("tax_name").byStaff(),
                        amount("tax_rate"),
                        amount("discount_percentage").shownEmptyAs("0.0"),
                        amount("discounted_amount").shownEmptyAs("0.0"),
                        flag("is_monetary_discount").byStaff().shownEmptyAs(false),
                        Field.of("source_item_id", Kind.ID)
                                .with(Field.Access.INTERNAL)
                                .filterableToo(),
                        Field.idOf(NAME, "invoice_id").mandatory().filterableToo())
                .computed("total_including_tax", Invoices::total)
                .linkToOne("invoice", NAME, "invoice_id");
    }

    private static Field amount(String name) {
        return text(name).like(DECIMAL).byStaff();
    }

    private static @Nullable JsonNode status(Row row) {
        return TextNode.valueOf(row.get("status") instanceof Long code ? STATUSES.getOrDefault(code, "") : "");
    }

    /** A plain number among strings, as recorded (page, "IDs and numbers"). */
    private static @Nullable JsonNode total(Row row) {
        return DecimalNode.valueOf(
                new BigDecimal(row.text("quantity")).multiply(new BigDecimal(row.text("unit_price"))));
    }
}
