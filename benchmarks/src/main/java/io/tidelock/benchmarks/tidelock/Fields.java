package io.tidelock.benchmarks.tidelock;

import io.tidelock.benchmarks.workload.Column;
import io.tidelock.crm.Contact;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the twelve columns are called on one side, and how they are mapped. */
final class Fields {

    static final RecordType PATIENT = RecordType.of("patient");

    /** The patients' own names. */
    static final Fields OF_PATIENTS = new Fields(patients());

    /** The names of the CRM vocabulary. */
    static final Fields OF_CONTACTS = new Fields(contacts());

    private final Map<Column, Field> byColumn;
    private final Map<String, Column> byName = new HashMap<>();
    private final Set<String> names = new LinkedHashSet<>();

    private Fields(Map<Column, Field> byColumn) {
        this.byColumn = byColumn;
        byColumn.forEach((column, field) -> {
            byName.put(field.name(), column);
            names.add(field.name());
        });
    }

    Field field(Column column) {
        Field field = byColumn.get(column);
        if (field == null) {
            throw new IllegalArgumentException("There is no " + column);
        }
        return field;
    }

    /** Returns the column behind a name, or null. */
    @Nullable
    Column column(String name) {
        return byName.get(name);
    }

    Set<String> names() {
        return Collections.unmodifiableSet(names);
    }

    /** Starts the flow: matched by e-mail, every column mapped, one way. */
    static Flow.Builder flow(String id) {
        Flow.Builder flow = Flow.toCrm(id, PATIENT, Contact.TYPE)
                .match(MatchRule.on(OF_PATIENTS.field(Column.EMAIL), Contact.EMAIL));
        for (Column column : Column.values()) {
            flow.map(FieldMapping.from(OF_PATIENTS.field(column)).to(OF_CONTACTS.field(column)));
        }
        return flow;
    }

    private static Map<Column, Field> patients() {
        Map<Column, Field> fields = new EnumMap<>(Column.class);
        for (Column column : Column.values()) {
            String name = column.name().toLowerCase(Locale.ROOT);
            fields.put(
                    column,
                    switch (column) {
                        case EMAIL -> Field.email(name);
                        case PHONE, MOBILE_PHONE -> Field.phone(name);
                        default -> Field.text(name);
                    });
        }
        return fields;
    }

    private static Map<Column, Field> contacts() {
        Map<Column, Field> fields = new EnumMap<>(Column.class);
        fields.put(Column.EMAIL, Contact.EMAIL);
        fields.put(Column.FIRST_NAME, Contact.FIRST_NAME);
        fields.put(Column.LAST_NAME, Contact.LAST_NAME);
        fields.put(Column.PHONE, Contact.PHONE);
        fields.put(Column.MOBILE_PHONE, Contact.MOBILE_PHONE);
        fields.put(Column.STREET, Contact.STREET);
        fields.put(Column.CITY, Contact.CITY);
        fields.put(Column.STATE, Contact.STATE);
        fields.put(Column.POSTAL_CODE, Contact.POSTAL_CODE);
        fields.put(Column.COUNTRY, Contact.COUNTRY);
        fields.put(Column.JOB_TITLE, Contact.JOB_TITLE);
        fields.put(Column.COMPANY_NAME, Contact.COMPANY_NAME);
        return fields;
    }
}
