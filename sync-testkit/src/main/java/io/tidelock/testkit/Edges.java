package io.tidelock.testkit;

import io.tidelock.record.Association;
import io.tidelock.record.RecordRef;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which records of a system are associated, and how. Shown from both ends; guarded by the store. */
final class Edges {

    private final Set<Edge> edges = new LinkedHashSet<>();

    /** Returns the ids that a record is associated with, in order. */
    Set<String> of(RecordRef ref, Association association) {
        Set<String> ids = new TreeSet<>();
        edges.forEach(edge -> {
            if (edge.touches(ref)
                    && edge.label().equals(association.label())
                    && edge.other(ref).type().equals(association.to())) {
                ids.add(edge.other(ref).id());
            }
        });
        return ids;
    }

    /** Returns the associations that a record has. */
    Set<Association> of(RecordRef ref) {
        Set<Association> associations = new LinkedHashSet<>();
        edges.stream()
                .filter(edge -> edge.touches(ref))
                .forEach(
                        edge -> associations.add(new Association(edge.other(ref).type(), edge.label())));
        return associations;
    }

    /** Associates a record with these and no others of the type with the label. */
    void set(RecordRef ref, Association association, Collection<String> ids) {
        of(ref, association).stream()
                .map(id -> RecordRef.of(association.to(), id))
                .forEach(old -> edges.removeIf(edge -> edge.touches(ref)
                        && edge.other(ref).equals(old)
                        && edge.label().equals(association.label())));
        ids.forEach(id -> edges.add(new Edge(ref, RecordRef.of(association.to(), id), association.label())));
    }

    /** Drops everything about a record that goes out of sight. */
    void drop(RecordRef ref) {
        edges.removeIf(edge -> edge.touches(ref));
    }

    /** Lets a survivor inherit what the record had that it absorbed. */
    void inherit(RecordRef survivor, RecordRef absorbed) {
        for (Edge edge : List.copyOf(edges)) {
            if (edge.touches(absorbed)) {
                RecordRef other = edge.other(absorbed);
                Association there = new Association(other.type(), edge.label());
                if (!other.equals(survivor) && !of(survivor, there).contains(other.id())) {
                    edges.add(new Edge(survivor, other, edge.label()));
                }
            }
        }
        drop(absorbed);
    }

    private record Edge(RecordRef one, RecordRef two, String label) {

        boolean touches(RecordRef ref) {
            return one.equals(ref) || two.equals(ref);
        }

        RecordRef other(RecordRef ref) {
            return one.equals(ref) ? two : one;
        }
    }
}
