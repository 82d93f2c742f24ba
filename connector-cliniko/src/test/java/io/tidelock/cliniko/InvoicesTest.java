package io.tidelock.cliniko;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.crm.LineItem;
import io.tidelock.mapping.GonePolicy;
import io.tidelock.record.Association;
import io.tidelock.record.Record;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("CL-04")
class InvoicesTest {

    private final Reception reception = Reception.open();

    @AfterEach
    void close() {
        reception.close();
    }

    @Test
    void invoiceBecomesADealOfItsPatientsContactAndItsAppointmentsDeal() {
        String ada = reception.patient("Ada");
        String massage = reception.appointment(ada, Duration.ofDays(1));
        String invoice = invoice(ada, Map.of("appointment_id", massage));
        String item = item(invoice);

        reception.pass();

        Record deal = deal(invoice);
        assertThat(deal.value(Deal.PIPELINE).plain()).isEqualTo("cliniko_invoices");
        assertThat(deal.value(Deal.STAGE).plain()).isEqualTo("open");
        assertThat(deal.value(Deal.NAME).plain()).isEqualTo("Invoice 1042");
        assertThat(deal.value(Deal.AMOUNT).plain()).startsWith("100");
        assertThat(deal.value(Association.to(Contact.TYPE).field()).plain())
                .isEqualTo(reception.contactOf(ada).ref().id());
        assertThat(deal.value(Association.to(Deal.TYPE).field()).plain())
                .isEqualTo(reception
                        .holding(Deal.TYPE, ClinikoPlan.APPOINTMENT_ID, massage)
                        .ref()
                        .id());
        Record line = reception.holding(LineItem.TYPE, ClinikoPlan.ITEM_ID, item);
        assertThat(line.value(LineItem.NAME).plain()).isEqualTo("Consultation");
        assertThat(line.value(LineItem.PRICE).plain()).startsWith("50");
        assertThat(line.value(Association.to(Deal.TYPE).field()).plain())
                .isEqualTo(deal.ref().id());
        assertThat(reception.pass().quiet()).isTrue();
    }

    @Test
    void statusIsAStage() {
        String ada = reception.patient("Ada");
        String paid = invoice(ada, Map.of());
        String closed = invoice(ada, Map.of());
        String credit = invoice(ada, Map.of("status", 40));
        String archived = invoice(ada, Map.of());
        reception.pass();

        reception.surgery.clinic.edit("invoices", paid, Map.of("status", 20));
        reception.surgery.clinic.edit("invoices", closed, Map.of("status", 30));
        reception.surgery.clinic.archive("invoices", archived);
        reception.pass();

        assertThat(stage(paid)).isEqualTo("paid");
        assertThat(stage(closed)).isEqualTo("closed");
        assertThat(stage(credit)).isEqualTo("open_credit");
        assertThat(stage(archived)).isEqualTo("archived");
    }

    @Test
    void appointmentThatComesIntoTheWindowLaterIsLinkedThen() {
        String ada = reception.patient("Ada");
        String far = reception.appointment(ada, Duration.ofDays(46));
        String invoice = invoice(ada, Map.of("appointment_id", far));
        reception.pass();
        assertThat(deal(invoice).value(Association.to(Deal.TYPE).field()).isPresent())
                .isFalse();

        reception.surgery.clock.advance(Duration.ofDays(2));
        reception.pass();

        assertThat(deal(invoice).value(Association.to(Deal.TYPE).field()).plain())
                .isEqualTo(reception
                        .holding(Deal.TYPE, ClinikoPlan.APPOINTMENT_ID, far)
                        .ref()
                        .id());
    }

    @Test
    void itemThatIsRemovedStaysUnlessTheSettingSaysOtherwise() {
        String invoice = invoice(reception.patient("Ada"), Map.of());
        String item = item(invoice);
        reception.pass();

        reception.surgery.clinic.archive("invoice_items", item);
        reception.pass();

        assertThat(reception.crm.records(LineItem.TYPE)).hasSize(1);
    }

    @Test
    void itemGoesFromTheCrmWhereTheSettingSaysSo() {
        try (Reception removing = Reception.open(settings -> settings.whenGone(GonePolicy.REMOVE))) {
            String patient = removing.patient("Ada");
            String invoice = removing.surgery.clinic.create(
                    "invoices",
                    Map.of(
                            "patient_id",
                            patient,
                            "number",
                            1042,
                            "issue_date",
                            "2026-11-20",
                            "total_amount",
                            "100.0",
                            "tax_amount",
                            "9.09"));
            String item = removing.surgery.clinic.create(
                    "invoice_items",
                    Map.of("invoice_id", invoice, "name", "Consultation", "quantity", "2.0", "unit_price", "50.0"));
            removing.pass();
            assertThat(removing.crm.records(LineItem.TYPE)).hasSize(1);

            removing.surgery.clinic.archive("invoice_items", item);
            removing.pass();

            assertThat(removing.crm.records(LineItem.TYPE)).isEmpty();
            assertThat(removing.pass().quiet()).isTrue();
        }
    }

    private String invoice(String patient, Map<String, Object> more) {
        Map<String, Object> fields = new LinkedHashMap<>(more);
        fields.put("patient_id", patient);
        fields.put("number", 1042);
        fields.put("issue_date", "2026-11-20");
        fields.put("total_amount", "100.0");
        fields.put("tax_amount", "9.09");
        return reception.surgery.clinic.create("invoices", fields);
    }

    private String item(String invoice) {
        return reception.surgery.clinic.create(
                "invoice_items",
                Map.of(
                        "invoice_id",
                        invoice,
                        "name",
                        "Consultation",
                        "code",
                        "2020",
                        "quantity",
                        "2.0",
                        "unit_price",
                        "50.0"));
    }

    private Record deal(String invoice) {
        return reception.holding(Deal.TYPE, ClinikoPlan.INVOICE_ID, invoice);
    }

    private String stage(String invoice) {
        return deal(invoice).value(Deal.STAGE).plain();
    }
}
