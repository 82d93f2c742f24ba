package io.tidelock.hubspot;

import io.tidelock.record.Record;
import io.tidelock.record.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Turns HubSpot's objects of one kind into records whose fields are called as the caller called them. */
final class Records {

    private final ObjectKind kind;
    private final Definitions definitions;
    private final Formats formats;
    private final OtherAddresses addresses;
    private final LinkAccess links;
    private final PlanNames names;

    Records(ObjectKind kind, Definitions definitions, LinkAccess links, PlanNames names) {
        this.kind = kind;
        this.definitions = definitions;
        this.addresses = new OtherAddresses(links.portal().clock());
        this.formats = new Formats(kind, definitions);
        this.links = links;
        this.names = names;
    }

    OtherAddresses addresses() {
        return addresses;
    }

    Formats formats() {
        return formats;
    }

    PlanNames names() {
        return names;
    }

    LinkAccess links() {
        return links;
    }

    ObjectKind kind() {
        return kind;
    }

    /** Returns what to ask HubSpot for: the properties behind the fields, the stamps, and what was merged. */
    Set<String> asked(Set<String> fields) {
        Set<String> asked = new TreeSet<>(kind.properties(fields).values());
        asked.addAll(List.of(kind.modified(), kind.created()));
        asked.addAll(names.alongside(fields));
        if (kind.merges()) {
            asked.add(ObjectKind.MERGED);
        }
        return asked;
    }

    /**
     * Returns records with the fields, by id. A property that HubSpot left out is empty where the portal defines it, and
     * absent where it does not (§2.1). Associations are read in bulk.
     */
    Map<String, Record> shown(Collection<Wire.Stored> some, Set<String> fields) {
        Map<String, Wire.Stored> byId = new LinkedHashMap<>();
        some.forEach(stored -> byId.put(stored.requireId(), stored));
        Map<String, Map<String, Value>> associated = links.read(byId.keySet(), fields);
        Map<String, Record> records = new LinkedHashMap<>();
        byId.forEach((id, stored) -> {
            Record.Builder record = started(stored);
            kind.properties(fields).forEach((field, property) -> record.set(field, value(stored, field, property)));
            records.put(id, record.setAll(associated.getOrDefault(id, Map.of())).build());
        });
        return records;
    }

    private Value value(Wire.Stored stored, String field, String property) {
        if (stored.properties().containsKey(property)) {
            return names.shown(field, kind.value(field, stored.property(property)), stored);
        }
        return definitions.find(kind, property).isPresent() ? Value.empty() : Value.absent();
    }

    /**
     * Returns what a write's answer says that is stored now, or nothing if it does not say.
     *
     * @param written what was written, by field
     * @param associated what the association fields hold now
     */
    Optional<Record> receipt(Wire.Stored stored, Map<String, Value> written, Map<String, Value> associated) {
        if (stored.properties().isEmpty()) {
            return Optional.empty();
        }
        Record.Builder record = started(stored);
        stored.properties().forEach((property, text) -> {
            String field = kind.field(property);
            record.set(field, names.shown(field, kind.value(field, text), stored));
        });
        written.forEach((field, value) -> {
            if (LinkField.isOne(field)) {
                return;
            }
            String property = kind.property(field);
            if (stored.properties().containsKey(property)) {
                record.set(field, value(stored, field, property));
            } else if (Texts.of(value).isEmpty()) {
                record.set(field, Value.empty());
            }
        });
        return Optional.of(record.setAll(associated).build());
    }

    /** Returns the ids that were merged into the object (§3). */
    static Collection<String> absorbed(Wire.Stored stored) {
        List<String> ids = new ArrayList<>();
        for (String id : Texts.parts(stored.property(ObjectKind.MERGED))) {
            if (Texts.isId(id.strip()) && !id.strip().equals(stored.id())) {
                ids.add(id.strip());
            }
        }
        return ids;
    }

    private Record.Builder started(Wire.Stored stored) {
        String changed = stored.property(kind.modified());
        String created = stored.property(kind.created());
        return Record.of(kind.ref(stored.requireId()))
                .changedAt(Texts.stamp(changed == null ? stored.updatedAt() : changed))
                .createdAt(Texts.stamp(created == null ? stored.createdAt() : created));
    }
}
