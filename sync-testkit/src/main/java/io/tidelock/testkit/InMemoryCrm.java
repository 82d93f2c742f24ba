package io.tidelock.testkit;

import io.tidelock.connector.SchemaOwner;
import io.tidelock.crm.Call;
import io.tidelock.crm.Company;
import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.crm.LineItem;
import io.tidelock.crm.Meeting;
import io.tidelock.crm.Note;
import io.tidelock.crm.Owner;
import io.tidelock.crm.Product;
import io.tidelock.crm.Task;
import io.tidelock.crm.Ticket;
import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The CRM for tests: it speaks the CRM vocabulary, knows custom properties, and says no where CRMs do.
 *
 * <pre>{@code
 * InMemoryCrm crm = InMemoryCrm.create();
 * // ... let the engine work with crm ...
 * assertThat(crm.records(Contact.TYPE)).hasSize(3);
 * }</pre>
 *
 * <p>It has contacts (one per e-mail address), companies, deals, line items, products, tickets, tasks, calls, notes, meetings
 * and, read-only, owners. A custom property has to be declared before it can be written, by {@link #schema()}, {@link #define}
 * or the builder; read before that, it is absent. Deals and tickets stand in a stage of a pipeline: of {@code default}, or of
 * one that a plan declares, under the plan's names. Whether an owner exists is not checked. Thread-safe.
 */
public final class InMemoryCrm extends InMemorySystem {

    /** The types that every CRM has, with their fields. */
    public static final Map<RecordType, List<Field>> TYPES = Map.ofEntries(
            Map.entry(Contact.TYPE, Contact.FIELDS),
            Map.entry(Company.TYPE, Company.FIELDS),
            Map.entry(Deal.TYPE, Deal.FIELDS),
            Map.entry(LineItem.TYPE, LineItem.FIELDS),
            Map.entry(Product.TYPE, Product.FIELDS),
            Map.entry(Ticket.TYPE, Ticket.FIELDS),
            Map.entry(Task.TYPE, Task.FIELDS),
            Map.entry(Call.TYPE, Call.FIELDS),
            Map.entry(Note.TYPE, Note.FIELDS),
            Map.entry(Meeting.TYPE, Meeting.FIELDS),
            Map.entry(Owner.TYPE, Owner.FIELDS));

    private final MemorySchema schema;

    private InMemoryCrm(Builder builder) {
        super(builder);
        this.schema = new MemorySchema(store(), gateway());
    }

    /** Makes an empty CRM with the defaults of {@link #builder()}. */
    public static InMemoryCrm create() {
        return builder().build();
    }

    /** Starts a CRM; ids start at 100001. See {@link InMemoryBuilder} for the other defaults. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Optional<SchemaOwner> schema() {
        return Optional.of(schema);
    }

    /** Creates properties as an administrator would; one that is there already stays as it is. */
    public void define(Schema.Property... properties) {
        List.of(properties).forEach(schema::create);
    }

    /** Removes a property as an administrator would: nobody can read or write it until it is defined again. */
    public void undefine(RecordType type, Field field) {
        synchronized (store()) {
            store().table(type).undefine(field);
            schema.forget(type, field);
        }
    }

    /** Changes what people read of a property, as an administrator would. */
    public void rename(RecordType type, Field field, String label) {
        synchronized (store()) {
            schema.rename(type, field, label);
        }
    }

    /** Adds a stage to a pipeline, as an administrator would. */
    public void addStage(RecordType type, String pipeline, Schema.Stage stage) {
        synchronized (store()) {
            store().pipelines().add(type, pipeline, stage);
        }
    }

    /** Changes what people read of a pipeline, as an administrator would. */
    public void renamePipeline(RecordType type, String pipeline, String label) {
        synchronized (store()) {
            store().pipelines().rename(type, pipeline, label);
        }
    }

    /** Removes a pipeline, as an administrator would; records stay where they are, and nothing more can be put there. */
    public void removePipeline(RecordType type, String pipeline) {
        synchronized (store()) {
            store().pipelines().remove(type, pipeline);
        }
    }

    /** Removes a stage, as an administrator would; records stay where they are, and nothing more can be put there. */
    public void removeStage(RecordType type, String pipeline, String stage) {
        synchronized (store()) {
            store().pipelines().remove(type, pipeline, stage);
        }
    }

    /** Builds a CRM. */
    public static final class Builder extends InMemoryBuilder<Builder> {

        private Builder() {
            super("in-memory-crm", 100_001);
            addType(Contact.TYPE, false, Contact.FIELDS, List.of(Contact.EMAIL));
            addType(Company.TYPE, false, Company.FIELDS, List.of());
            addType(Deal.TYPE, false, Deal.FIELDS, List.of());
            addType(LineItem.TYPE, false, LineItem.FIELDS, List.of());
            addType(Product.TYPE, false, Product.FIELDS, List.of());
            addType(Ticket.TYPE, false, Ticket.FIELDS, List.of());
            addType(Task.TYPE, false, Task.FIELDS, List.of());
            addType(Call.TYPE, false, Call.FIELDS, List.of());
            addType(Note.TYPE, false, Note.FIELDS, List.of());
            addType(Meeting.TYPE, false, Meeting.FIELDS, List.of());
            withPipelines();
            addType(Owner.TYPE, true, Owner.FIELDS, List.of(Owner.EMAIL));
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Adds a type of records besides those above.
         *
         * @param fields the fields that its records have
         * @param unique those of them in which no two records hold the same
         */
        public Builder type(RecordType type, List<Field> fields, Field... unique) {
            addType(type, false, fields, List.of(unique));
            return this;
        }

        /** Builds the CRM. */
        public InMemoryCrm build() {
            return new InMemoryCrm(this);
        }
    }
}
