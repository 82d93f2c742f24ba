package io.tidelock.cliniko;

import io.tidelock.record.Field;
import io.tidelock.record.UnreadableValueException;
import io.tidelock.record.Value;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of one operation, sorted for the wire: plain fields, phones, and what cannot be written at all.
 *
 * @param fields as JSON, null to clear
 * @param phones the numbers to put into the list of phones
 * @param faults what is wrong, by field
 */
record WriteBody(Map<String, @Nullable Object> fields, Map<PhoneKind, Value> phones, Map<String, String> faults) {

    static WriteBody of(Resource resource, Map<String, Value> values) {
        WriteBody body = new WriteBody(new LinkedHashMap<>(), new EnumMap<>(PhoneKind.class), new LinkedHashMap<>());
        values.forEach((name, value) -> {
            if (!value.isAbsent()) {
                body.put(resource, name, value);
            }
        });
        return body;
    }

    private void put(Resource resource, String name, Value value) {
        Field field = resource.field(name).orElse(null);
        if (field == null) {
            faults.put(name, "is not a field of " + resource.list() + " that this connector writes");
        } else if (resource.readOnly().contains(name)) {
            faults.put(name, "is read-only in Cliniko");
        } else {
            put(field, value);
        }
    }

    private void put(Field field, Value value) {
        try {
            Value typed = field.type().read(value);
            PhoneKind.of(field.name())
                    .ifPresentOrElse(
                            kind -> phones.put(kind, typed),
                            () -> fields.put(field.name(), typed.isNull() ? null : typed.plain()));
        } catch (UnreadableValueException unreadable) {
            faults.put(field.name(), "is no " + field.type());
        }
    }
}
