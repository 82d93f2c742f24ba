package io.tidelock.testkit;

import io.tidelock.connector.SchemaOwner;
import io.tidelock.crm.Company;
import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.crm.Owner;
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
 * <p>It has contacts (one per e-mail address), companies, deals and, read-only, owners. A custom property has to be declared
 * before it can be written, by {@link #schema()}, {@link #define} or the builder; read before that, it is absent. Whether an
 * owner, a pipeline or a stage exists is not checked. Thread-safe.
 */
public final class InMemoryCrm extends InMemorySystem {

    /** The types that every CRM has, with their fields. */
    public static final Map<RecordType, List<Field>> TYPES = Map.of(
            Contact.TYPE, Contact.FIELDS,
            Company.TYPE, Company.FIELDS,
            Deal.TYPE, Deal.FIELDS,
            Owner.TYPE, Owner.FIELDS);

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
        }
    }

    /** Builds a CRM. */
    public static final class Builder extends InMemoryBuilder<Builder> {

        private Builder() {
            super("in-memory-crm", 100_001);
            addType(Contact.TYPE, false, Contact.FIELDS, List.of(Contact.EMAIL));
            addType(Company.TYPE, false, Company.FIELDS, List.of());
            addType(Deal.TYPE, false, Deal.FIELDS, List.of());
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
