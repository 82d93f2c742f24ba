package io.tidelock.hubspot;

import io.tidelock.record.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The associations of one kind of records: fields like any other to readers and writers.
 *
 * @param kind of the records
 */
record LinkAccess(Portal portal, ObjectKind kind, Links links, Labels labels) {

    LinkAccess(Portal portal, ObjectKind kind, Labels labels) {
        this(portal, kind, new Links(portal), labels);
    }

    HubSpotApi api() {
        return portal.api();
    }

    String path() {
        return portal.paths().associations();
    }

    /** Reads the association fields of records, by id: ⌈n/1,000⌉ calls for each kind they lead to, none without any. */
    Map<String, Map<String, Value>> read(Collection<String> ids, Set<String> fields) {
        Map<String, Map<String, Value>> values = new LinkedHashMap<>();
        ids.forEach(id -> values.put(id, new LinkedHashMap<>()));
        List<LinkField> asked = ids.isEmpty() ? List.of() : LinkField.of(kind, fields);
        Set<ObjectKind> ends = new LinkedHashSet<>();
        asked.forEach(field -> ends.add(field.to()));
        for (ObjectKind to : ends) {
            links.read(kind, to, values.keySet())
                    .forEach((id, there) -> asked.stream()
                            .filter(field -> field.to().equals(to))
                            .forEach(field -> values.getOrDefault(id, new LinkedHashMap<>())
                                    .put(field.name(), field.shown(there))));
        }
        return values;
    }

    /** Returns the associations that ride along with a creation. */
    List<Wire.InlineLink> inline(WriteLine line) {
        Map<List<String>, Set<LinkType>> types = new LinkedHashMap<>();
        for (LinkField field : line.links()) {
            LinkType type = labels.required(kind, field.to(), field.label());
            line.wanted(field)
                    .forEach(id -> types.computeIfAbsent(List.of(field.to().typeId(), id), end -> new LinkedHashSet<>())
                            .add(type));
        }
        List<Wire.InlineLink> inline = new ArrayList<>();
        types.forEach((end, some) -> inline.add(new Wire.InlineLink(
                new Wire.Id(end.get(1)), some.stream().map(LinkType::spec).toList())));
        return inline;
    }
}
