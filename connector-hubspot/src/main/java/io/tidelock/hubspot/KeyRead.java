package io.tidelock.hubspot;

import io.tidelock.record.Field;
import io.tidelock.record.Record;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Looks up by a unique property: ⌈n/100⌉ batch reads of the primary store. */
final class KeyRead {

    private final Portal portal;
    private final Records records;
    private final String property;
    private final boolean email;

    KeyRead(Portal portal, Records records, Field key) {
        this.portal = portal;
        this.records = records;
        this.property = records.kind().property(key.name());
        this.email = property.equals(records.kind().naturalKey());
    }

    List<List<Record>> find(List<List<String>> keys, Set<String> fields) {
        Set<String> asked = new LinkedHashSet<>();
        keys.stream().map(key -> form(key.get(0))).filter(this::askable).forEach(asked::add);
        Set<String> properties = records.asked(fields);
        properties.add(property);
        if (email) {
            properties.add(OtherAddresses.PROPERTY);
        }

        Map<String, Wire.Stored> held = new LinkedHashMap<>();
        portal.batchRead(records.kind(), asked, property, properties, false).stream()
                .filter(stored -> !stored.archived())
                .forEach(stored -> holdings(stored).forEach(value -> held.putIfAbsent(form(value), stored)));

        if (email) {
            held.values().forEach(records.addresses()::learn);
        }
        Map<String, Record> shown = records.shown(held.values(), fields);
        List<List<Record>> found = new ArrayList<>();
        for (List<String> key : keys) {
            Wire.Stored hit = held.get(form(key.get(0)));
            found.add(hit == null ? List.of() : List.of(Objects.requireNonNull(shown.get(hit.requireId()))));
        }
        return found;
    }

    /** Returns the key values that the object answers to; a contact also to its other addresses, if HubSpot shows it (G9). */
    private List<String> holdings(Wire.Stored stored) {
        List<String> values = new ArrayList<>();
        String own = stored.property(property);
        if (own != null) {
            values.add(own);
        }
        if (email) {
            values.addAll(List.of(Texts.parts(stored.property(OtherAddresses.PROPERTY))));
        }
        return values;
    }

    /** An address that is none would make HubSpot refuse the whole batch, and nobody holds it. */
    private boolean askable(String value) {
        return !value.isEmpty() && (!email || value.matches("[^\\s@,;]+@[^\\s@,;]+"));
    }

    private String form(String value) {
        String stripped = value.strip();
        return email ? stripped.toLowerCase(Locale.ROOT) : stripped;
    }
}
