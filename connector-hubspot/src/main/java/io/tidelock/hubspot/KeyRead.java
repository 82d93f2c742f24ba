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
import org.jspecify.annotations.Nullable;

/**
 * Looks up by a unique property: ⌈n/100⌉ batch reads of the primary store. Addresses by which no contact is read can be
 * searched among the others that contacts have (G9).
 */
final class KeyRead {

    private final Portal portal;
    private final Records records;
    private final String property;
    private final boolean email;
    private final @Nullable Searches otherAddresses;

    /** Reads; searches other addresses, too, if something is given to search with. */
    KeyRead(Portal portal, Records records, Field key, @Nullable Searches otherAddresses) {
        this.portal = portal;
        this.records = records;
        this.property = records.kind().property(key.name());
        this.email = property.equals(records.kind().naturalKey());
        this.otherAddresses = otherAddresses;
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
                .forEach(stored -> hold(stored, held));
        if (email && otherAddresses != null) {
            asked.removeAll(held.keySet());
            search(otherAddresses, asked, properties, held);
        }

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

    private void search(
            Searches searches, Set<String> addresses, Set<String> properties, Map<String, Wire.Stored> held) {
        for (List<String> some : KeySearch.queries(addresses, Searches.room(properties))) {
            Wire.Filter filter = Wire.Filter.in(OtherAddresses.PROPERTY, some);
            searches.eachPage(records.kind(), filter, properties, page -> page.forEach(stored -> hold(stored, held)));
        }
    }

    private void hold(Wire.Stored stored, Map<String, Wire.Stored> held) {
        holdings(stored).forEach(value -> held.putIfAbsent(form(value), stored));
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
