package io.tidelock.testkit;

import io.tidelock.record.Association;
import io.tidelock.record.RecordRef;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which records of a system are associated, and how. Shown from both ends; guarded by the store. */
final class Edges {

    /** Each edge stands under both its ends. */
    private final Map<RecordRef, Set<Edge>> edges = new HashMap<>();

    /** Returns the ids that a record is associated with, in order. */
    Set<String> of(RecordRef ref, Association association) {
        Set<String> ids = new TreeSet<>();
        touching(ref).forEach(edge -> {
            if (edge.label().equals(association.label())
                    && edge.other(ref).type().equals(association.to())) {
                ids.add(edge.other(ref).id());
            }
        });
        return ids;
    }

    /** Returns the associations that a record has. */
    Set<Association> of(RecordRef ref) {
        Set<Association> associations = new LinkedHashSet<>();
        touching(ref)
                .forEach(
                        edge -> associations.add(new Association(edge.other(ref).type(), edge.label())));
        return associations;
    }

    /** Associates a record with these and no others of the type with the label. */
    void set(RecordRef ref, Association association, Collection<String> ids) {
        List.copyOf(touching(ref)).stream()
                .filter(edge -> edge.label().equals(association.label())
                        && edge.other(ref).type().equals(association.to()))
                .forEach(this::remove);
        ids.forEach(id -> add(new Edge(ref, RecordRef.of(association.to(), id), association.label())));
    }

    /** Drops everything about a record that goes out of sight. */
    void drop(RecordRef ref) {
        List.copyOf(touching(ref)).forEach(this::remove);
    }

    /** Lets a survivor inherit what the record had that it absorbed. */
    void inherit(RecordRef survivor, RecordRef absorbed) {
        for (Edge edge : List.copyOf(touching(absorbed))) {
            RecordRef other = edge.other(absorbed);
            Association there = new Association(other.type(), edge.label());
            if (!other.equals(survivor) && !of(survivor, there).contains(other.id())) {
                add(new Edge(survivor, other, edge.label()));
            }
        }
        drop(absorbed);
    }

    private Set<Edge> touching(RecordRef ref) {
        return edges.getOrDefault(ref, Set.of());
    }

    private void add(Edge edge) {
        edges.computeIfAbsent(edge.one(), ref -> new LinkedHashSet<>()).add(edge);
        edges.computeIfAbsent(edge.two(), ref -> new LinkedHashSet<>()).add(edge);
    }

    private void remove(Edge edge) {
        touching(edge.one()).remove(edge);
        touching(edge.two()).remove(edge);
    }

    private record Edge(RecordRef one, RecordRef two, String label) {

        RecordRef other(RecordRef ref) {
            return one.equals(ref) ? two : one;
        }
    }
}
