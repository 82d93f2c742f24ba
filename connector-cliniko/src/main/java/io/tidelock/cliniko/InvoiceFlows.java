package io.tidelock.cliniko;

import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.crm.LineItem;
import io.tidelock.mapping.Eligibility;
import io.tidelock.mapping.Eligibility.Ruling;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Association;
import io.tidelock.record.Field;
import io.tidelock.record.Schema;
import io.tidelock.record.Schema.Stage;
import io.tidelock.record.Value;
import java.util.ArrayList;
import java.util.List;

/** The flows of invoices and their items, and what they need on the CRM's deals and line items. */
final class InvoiceFlows {

    private static final String LIMIT = "invoices";
    private static final Schema.Group ITEMS_GROUP = new Schema.Group(LineItem.TYPE, "cliniko", "Cliniko");
    private static final Schema.Pipeline PIPELINE = Schema.Pipeline.of(
            Deal.TYPE,
            ClinikoPlan.INVOICE_PIPELINE,
            "Cliniko invoices",
            Stage.open("open", "Open", 70),
            Stage.open("open_credit", "Open credit", 90),
            Stage.won("paid", "Paid"),
            Stage.lost("closed", "Closed"),
            Stage.lost("archived", "Archived"));

    private static final Eligibility LIVE = new Eligibility(
            "not archived, or known",
            1,
            invoice -> invoice.value(Invoice.ARCHIVED).plain().equals("true")
                    ? Ruling.onlyIfLinked("ARCHIVED", "It was archived in Cliniko")
                    : Ruling.eligible());

    private final ClinikoSettings settings;

    InvoiceFlows(ClinikoSettings settings) {
        this.settings = settings;
    }

    List<Flow> all() {
        return settings.invoices() ? List.of(invoices(), items()) : List.of();
    }

    private Flow invoices() {
        Flow.Builder flow = Flow.toCrm(ClinikoPlan.INVOICES, Invoice.TYPE, Deal.TYPE)
                .idField(ClinikoPlan.INVOICE_ID)
                .reads(Invoice.ARCHIVED)
                .eligible(LIVE)
                .map(
                        FieldMapping.constant(Value.text(ClinikoPlan.INVOICE_PIPELINE))
                                .to(Deal.PIPELINE),
                        oneWay(Invoice.STATE, Deal.STAGE)
                                .converted(AppointmentFlows.stages("invoice stages", PIPELINE)),
                        oneWay(Invoice.TITLE, Deal.NAME),
                        oneWay(Invoice.TOTAL_AMOUNT, Deal.AMOUNT),
                        oneWay(Invoice.NUMBER, ClinikoPlan.INVOICE_NUMBER),
                        oneWay(Invoice.ISSUE_DATE, ClinikoPlan.INVOICE_DATE),
                        oneWay(Invoice.TAX_AMOUNT, ClinikoPlan.INVOICE_TAX),
                        FieldMapping.from(Invoice.PATIENT_ID)
                                .to(Association.to(Contact.TYPE).field())
                                .linkedBy(ClinikoPlan.PATIENTS));
        if (settings.appointments()) {
            flow.map(FieldMapping.from(Invoice.APPOINTMENT_ID)
                    .to(Association.to(Deal.TYPE).field())
                    .linkedBy(ClinikoPlan.APPOINTMENTS)
                    .optional());
        }
        return shared(flow);
    }

    private Flow items() {
        return shared(Flow.toCrm(ClinikoPlan.INVOICE_ITEMS, InvoiceItem.TYPE, LineItem.TYPE)
                .idField(ClinikoPlan.ITEM_ID)
                .map(
                        oneWay(InvoiceItem.NAME, LineItem.NAME),
                        oneWay(InvoiceItem.CODE, LineItem.SKU),
                        oneWay(InvoiceItem.QUANTITY, LineItem.QUANTITY),
                        oneWay(InvoiceItem.UNIT_PRICE, LineItem.PRICE),
                        FieldMapping.from(InvoiceItem.INVOICE_ID)
                                .to(Association.to(Deal.TYPE).field())
                                .linkedBy(ClinikoPlan.INVOICES)));
    }

    private Flow shared(Flow.Builder flow) {
        flow.whenSourceGone(settings.whenGone()).onMerge(settings.onMerge());
        if (settings.sinceActivation()) {
            flow.sinceActivation();
        }
        return settings.paced(flow, LIMIT).build();
    }

    private FieldMapping.Builder oneWay(Field cliniko, Field crm) {
        return FieldMapping.from(cliniko).to(crm).whenEmptied(settings.whenEmptied());
    }

    List<Schema.Element> needed() {
        if (!settings.invoices()) {
            return List.of();
        }
        return new ArrayList<>(List.of(
                AppointmentFlows.GROUP,
                PIPELINE,
                property(ClinikoPlan.INVOICE_ID, "Cliniko invoice ID").asUnique(),
                property(ClinikoPlan.INVOICE_NUMBER, "Cliniko invoice number"),
                property(ClinikoPlan.INVOICE_DATE, "Cliniko invoice date"),
                property(ClinikoPlan.INVOICE_TAX, "Cliniko invoice tax"),
                ITEMS_GROUP,
                Schema.Property.of(LineItem.TYPE, ClinikoPlan.ITEM_ID, "Cliniko invoice item ID")
                        .asUnique()
                        .in(ITEMS_GROUP)));
    }

    private static Schema.Property property(Field field, String label) {
        return Schema.Property.of(Deal.TYPE, field, label).in(AppointmentFlows.GROUP);
    }
}
