package io.tidelock.hubspot;

import io.tidelock.connector.Connector;
import io.tidelock.crm.Call;
import io.tidelock.crm.Company;
import io.tidelock.crm.Deal;
import io.tidelock.crm.LineItem;
import io.tidelock.crm.Meeting;
import io.tidelock.crm.Note;
import io.tidelock.crm.Product;
import io.tidelock.crm.Task;
import io.tidelock.crm.Ticket;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.testkit.ContractSystem;
import io.tidelock.testkit.ManualClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fake portal with records of any type but contacts, as a person would keep them. */
final class OtherObjects implements ContractSystem {

    private final FakePortal portal = new FakePortal();
    private final ObjectKind kind;

    OtherObjects(String type) {
        this.kind = ObjectKind.of(RecordType.of(type)).orElseThrow();
        portal.hubspot.defineUniqueProperty(kind.path(), FakePortal.KEY.name());
    }

    /** Lets feeds look for archived records this often. */
    OtherObjects removals(Duration every) {
        portal.removals(every);
        return this;
    }

    @Override
    public Connector connector() {
        return portal.connector();
    }

    @Override
    public RecordType type() {
        return kind.type();
    }

    @Override
    public ManualClock clock() {
        return portal.clock;
    }

    @Override
    public Map<Field, String> sample(int number) {
        Map<Field, String> sample = new LinkedHashMap<>();
        String at = "2026-03-01T10:00:%02d.%03dZ".formatted(number / 1_000, number % 1_000);
        switch (kind.path()) {
            case "companies" -> sample.put(Company.DOMAIN, "firm" + number + ".example.com");
            case "deals" -> sample.put(Deal.STAGE, "contractsent");
            case "tickets" -> {
                sample.put(Ticket.PIPELINE, "0");
                sample.put(Ticket.STAGE, "1");
                sample.put(Ticket.SUBJECT, "Ticket " + number);
            }
            case "products" -> sample.put(Product.SKU, "sku-" + number);
            case "line_items" -> sample.put(LineItem.PRICE, Integer.toString(number + 1));
            case "tasks" -> sample.put(Task.DUE, at);
            case "calls" -> {
                sample.put(Call.AT, at);
                sample.put(Call.SECONDS, Integer.toString(number + 60));
            }
            case "notes" -> sample.put(Note.AT, at);
            default -> sample.put(Meeting.AT, at);
        }
        if (kind.equals(ObjectKind.DEAL)) {
            sample.put(Deal.NAME, "Deal " + number);
        }
        sample.put(textField(), "Text " + number);
        return sample;
    }

    @Override
    public Field textField() {
        return switch (kind.path()) {
            case "companies" -> Company.NAME;
            case "deals" -> Deal.DESCRIPTION;
            case "tickets" -> Ticket.BODY;
            case "products", "line_items" -> Product.DESCRIPTION;
            default -> Task.BODY;
        };
    }

    @Override
    public RecordRef create(Map<Field, String> values) {
        return RecordRef.of(kind.type(), portal.hubspot.create(kind.path(), properties(values)));
    }

    @Override
    public void edit(RecordRef ref, Field field, @Nullable String text) {
        portal.hubspot.edit(kind.path(), ref.id(), properties(Map.of(field, text == null ? "" : text)));
    }

    private Map<String, String> properties(Map<Field, String> values) {
        Map<String, String> properties = new LinkedHashMap<>();
        values.forEach((field, text) -> {
            String property = kind.property(field.name());
            properties.put(property, field.equals(Call.SECONDS) ? text + "000" : text);
        });
        return properties;
    }

    @Override
    public void remove(RecordRef ref) {
        portal.hubspot.archive(kind.path(), ref.id());
    }

    @Override
    public List<RecordRef> records() {
        return portal.hubspot.records(kind.path()).keySet().stream()
                .map(id -> RecordRef.of(kind.type(), id))
                .toList();
    }

    @Override
    public int requests() {
        return portal.requests();
    }

    @Override
    public void loseNextAnswer() {
        portal.loseNextAnswer();
    }

    @Override
    public void close() {
        portal.close();
    }
}
