package io.tidelock.hubspot;

import io.tidelock.connector.WriteOperation;
import io.tidelock.record.Field;
import io.tidelock.record.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a batch as HubSpot gets it.
 *
 * @param index in the batch
 * @param key the record's id, the unique property's value, or null for a plain creation
 * @param keyProperty the unique property, or null
 * @param properties by HubSpot's names
 * @param faults what HubSpot would refuse whatever else is sent, as its codes by field
 * @param links the association fields among the values
 */
record WriteLine(
        int index,
        WriteOperation operation,
        @Nullable String key,
        @Nullable String keyProperty,
        Map<String, String> properties,
        Map<String, String> faults,
        List<LinkField> links) {

    /** The endpoint for an operation. */
    enum Verb {
        /** Nothing changes but associations, if those: the record is read. */
        READ,
        UPDATE,
        UPSERT,
        CREATE
    }

    /**
     * Makes the line of an operation.
     *
     * @param values what it writes, with HubSpot's ids for the plan's names
     */
    static WriteLine of(int index, WriteOperation operation, Map<String, Value> values, Records records) {
        ObjectKind kind = records.kind();
        Map<String, String> properties = new LinkedHashMap<>();
        Map<String, String> faults = new LinkedHashMap<>();
        values.forEach((field, value) -> {
            if (!value.isAbsent() && !LinkField.isOne(field)) {
                for (String property : kind.written(field)) {
                    Format.Formatted formatted = records.formats().of(field, property, value);
                    properties.put(property, formatted.text());
                    if (!formatted.isSound()) {
                        faults.put(field, formatted.fault());
                    }
                }
            }
        });
        List<LinkField> links = LinkField.of(kind, present(values(operation)));
        if (operation instanceof WriteOperation.Update update) {
            return new WriteLine(index, operation, update.ref().id(), null, properties, faults, links);
        }
        Field idField = ((WriteOperation.Create) operation).idField();
        String keyProperty = idField == null ? null : kind.property(idField.name());
        String key = keyProperty == null ? null : properties.get(keyProperty);
        return key == null || key.isBlank()
                ? new WriteLine(index, operation, null, null, properties, faults, links)
                : new WriteLine(index, operation, key, keyProperty, properties, faults, links);
    }

    /** Returns the line without a property. */
    WriteLine without(String property) {
        Map<String, String> fewer = new LinkedHashMap<>(properties);
        fewer.remove(property);
        return new WriteLine(index, operation, key, keyProperty, fewer, faults, links);
    }

    Verb verb() {
        if (operation instanceof WriteOperation.Update) {
            return properties.isEmpty() ? Verb.READ : Verb.UPDATE;
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

    /** Returns the ids that an association field is to hold, and no others. */
    Set<String> wanted(LinkField field) {
        return LinkField.ids(values().getOrDefault(field.name(), Value.absent()));
    }

    /** Returns the association fields that HubSpot cannot hold: of another kind, or with ids that are none. */
    Set<String> impossible() {
        Set<String> impossible = new TreeSet<>();
        values().forEach((field, value) -> {
            boolean known = links.stream().anyMatch(link -> link.name().equals(field));
            boolean sound = LinkField.ids(value).stream().allMatch(Texts::isId);
            if (LinkField.isOne(field) && !value.isAbsent() && !(known && sound)) {
                impossible.add(field);
            }
        });
        return impossible;
    }

    Wire.Input input(LinkAccess access) {
        List<Wire.InlineLink> inline = verb() == Verb.CREATE ? access.inline(this) : List.of();
        return new Wire.Input(key, keyProperty, properties, inline.isEmpty() ? null : inline, trace());
    }

    /** Tells whether the answer's object is this line's by what it holds, where it does not say so by trace or id. */
    boolean owns(Wire.Stored stored, ObjectKind kind) {
        if (operation instanceof WriteOperation.Update) {
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

    private static List<String> present(Map<String, Value> values) {
        return values.entrySet().stream()
                .filter(entry -> !entry.getValue().isAbsent())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Returns what an operation writes, by field. */
    static Map<String, Value> values(WriteOperation operation) {
        return operation instanceof WriteOperation.Update update
                ? update.values()
                : ((WriteOperation.Create) operation).values();
    }
}
