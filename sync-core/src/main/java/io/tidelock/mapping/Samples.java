package io.tidelock.mapping;

import io.tidelock.record.Field;
import io.tidelock.record.FieldType;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import io.tidelock.record.Side;
import io.tidelock.record.UnreadableValueException;
import io.tidelock.record.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What the fields of a flow may show: all there is where the plan says what that is, otherwise specimens. */
final class Samples {

    private final Flow flow;
    private final Schema crmSchema;

    Samples(Flow flow, Schema crmSchema) {
        this.flow = flow;
        this.crmSchema = crmSchema;
    }

    /** Returns what a mapping may have to convert, coming from a side. */
    List<Value> from(Side side, FieldMapping mapping) {
        List<Value> samples = new ArrayList<>(known(side, mapping));
        if (side == Side.SOURCE) {
            Value always = instead(mapping);
            if (always.isPresent()) {
                samples.add(always);
            }
        }
        return samples;
    }

    private List<Value> known(Side side, FieldMapping mapping) {
        Optional<Field> field = mapping.field(side);
        if (field.isEmpty()) {
            return List.of();
        } else if (mapping.converter() instanceof EnumMapConverter table) {
            return texts(table.known(side.other()));
        }
        List<String> options = options(side, mapping);
        boolean single = !field.get().type().isSet() || mapping.mergesElements();
        if (!options.isEmpty() && single) {
            return texts(options);
        }
        return Specimens.of(
                mapping.mergesElements() ? FieldType.CHOICE : field.get().type());
    }

    /** Tells whether what stands in for an empty source is no value of its type. */
    boolean isMisread(FieldMapping mapping) {
        try {
            instead(mapping);
            return false;
        } catch (UnreadableValueException unreadable) {
            return true;
        }
    }

    /** Returns the constant, or what stands in for an empty source; null if there is neither. */
    private Value instead(FieldMapping mapping) {
        Record.Builder nothing = Record.of(RecordRef.of(flow.type(Side.SOURCE), "nothing"));
        mapping.field(Side.SOURCE).ifPresent(field -> nothing.set(field, Value.empty()));
        return mapping.shown(Side.SOURCE, nothing.build());
    }

    /** Returns the options that the plan declares for a field; none where it declares none. */
    List<String> options(Side side, FieldMapping mapping) {
        if (flow.party(side) != Party.CRM) {
            return List.of();
        }
        return mapping.field(side)
                .flatMap(field -> property(crmSchema, flow.type(side), field))
                .map(Schema.Property::options)
                .orElse(List.of());
    }

    /** Returns the property that the plan declares for a field. */
    static Optional<Schema.Property> property(Schema schema, RecordType type, Field field) {
        return schema.properties().stream()
                .filter(property -> property.type().equals(type))
                .filter(property -> property.field().name().equals(field.name()))
                .findFirst();
    }

    private static List<Value> texts(Collection<String> texts) {
        return texts.stream().map(Value::text).toList();
    }
}
