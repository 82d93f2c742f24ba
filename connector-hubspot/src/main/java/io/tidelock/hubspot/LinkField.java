package io.tidelock.hubspot;

import io.tidelock.record.Association;
import io.tidelock.record.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A field that holds associations.
 *
 * @param name the field's
 * @param to the kind it leads to
 * @param label {@code ""} for all that are associated, however
 */
record LinkField(String name, ObjectKind to, String label) {

    /** Returns those of the fields that are associations which records of a kind can have. */
    static List<LinkField> of(ObjectKind from, Collection<String> fields) {
        List<LinkField> some = new ArrayList<>();
        for (String field : fields) {
            Association.of(field)
                    .flatMap(association ->
                            ObjectKind.of(association.to()).map(to -> new LinkField(field, to, association.label())))
                    .filter(link -> LinkType.known(from, link.to, "").isPresent())
                    .ifPresent(some::add);
        }
        return some;
    }

    static boolean isOne(String field) {
        return Association.of(field).isPresent();
    }

    /** Returns the ids that a value holds. */
    static Set<String> ids(Value value) {
        Set<String> ids = new LinkedHashSet<>();
        for (String id : Texts.parts(value.plain())) {
            if (!id.isBlank()) {
                ids.add(id.strip());
            }
        }
        return ids;
    }

    /** Returns what a record with these links shows in the field. */
    Value shown(Map<String, Set<LinkType>> links) {
        return shown(links.entrySet().stream()
                .filter(link -> label.isEmpty() || has(link.getValue()))
                .map(Map.Entry::getKey)
                .toList());
    }

    static Value shown(Collection<String> ids) {
        return ids.isEmpty() ? Value.empty() : Value.items(ids);
    }

    private boolean has(Set<LinkType> types) {
        return types.stream().anyMatch(type -> type.label().equals(label));
    }
}
