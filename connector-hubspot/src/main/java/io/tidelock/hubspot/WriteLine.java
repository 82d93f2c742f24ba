package io.tidelock.hubspot;

import io.tidelock.connector.WriteOperation;
import io.tidelock.record.Field;
import io.tidelock.record.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a batch as HubSpot gets it.
 *
 * @param index in the batch
 * @param key the record's id, the unique property's value, or null for a plain creation
 * @param keyProperty the unique property, or null
 * @param properties by HubSpot's names
 */
record WriteLine(
        int index,
        WriteOperation operation,
        @Nullable String key,
        @Nullable String keyProperty,
        Map<String, String> properties) {

    /** The endpoint for an operation. */
    enum Verb {
        UPDATE,
        UPSERT,
        CREATE
    }

    static WriteLine of(int index, WriteOperation operation, ObjectKind kind) {
        Map<String, String> properties = new LinkedHashMap<>();
        values(operation).forEach((field, value) -> {
            if (!value.isAbsent()) {
                String text = kind.text(field, value);
                kind.written(field).forEach(property -> properties.put(property, text));
            }
        });
        if (operation instanceof WriteOperation.Update update) {
            return new WriteLine(index, operation, update.ref().id(), null, properties);
        }
        Field idField = ((WriteOperation.Create) operation).idField();
        String keyProperty = idField == null ? null : kind.property(idField.name());
        String key = keyProperty == null ? null : properties.get(keyProperty);
        return key == null || key.isBlank()
                ? new WriteLine(index, operation, null, null, properties)
                : new WriteLine(index, operation, key, keyProperty, properties);
    }

    Verb verb() {
        if (operation instanceof WriteOperation.Update) {
            return Verb.UPDATE;
        }
        return key == null ? Verb.CREATE : Verb.UPSERT;
    }

    boolean creates() {
        return operation instanceof WriteOperation.Create;
    }

    String trace() {
        return operation.intent();
    }

    Map<String, Value> values() {
        return values(operation);
    }

    Wire.Input input() {
        return new Wire.Input(key, keyProperty, properties, trace());
    }

    /** Tells whether the answer's object is this line's by what it holds, where it does not say so by trace or id. */
    boolean owns(Wire.Stored stored, ObjectKind kind) {
        if (verb() == Verb.UPDATE) {
            return stored.requireId().equals(key);
        }
        String unique = keyProperty == null ? kind.naturalKey() : keyProperty;
        String held = unique == null ? null : stored.property(unique);
        String written = unique == null ? null : properties.get(unique);
        if (held != null && written != null) {
            return Objects.equals(unique, kind.naturalKey())
                    ? held.strip().equalsIgnoreCase(written.strip())
                    : held.strip().equals(written.strip());
        }
        return keyProperty == null && holdsAll(stored);
    }

    private boolean holdsAll(Wire.Stored stored) {
        int compared = 0;
        for (Map.Entry<String, String> written : properties.entrySet()) {
            if (stored.properties().containsKey(written.getKey())) {
                if (!alike(written.getValue(), stored.property(written.getKey()))) {
                    return false;
                }
                compared++;
            }
        }
        return compared > 0;
    }

    private static boolean alike(@Nullable String one, @Nullable String other) {
        return Texts.alike(one == null ? "" : one, other == null ? "" : other);
    }

    private static Map<String, Value> values(WriteOperation operation) {
        return operation instanceof WriteOperation.Update update
                ? update.values()
                : ((WriteOperation.Create) operation).values();
    }
}
