package io.tidelock.mapping;

import io.tidelock.mapping.Finding.Code;
import io.tidelock.mapping.Way.Step;
import io.tidelock.record.FieldType;
import io.tidelock.record.RecordType;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds circles of mappings in which values chase each other: two edits at once go round for ever, or one value changes with
 * every round. There and back by one mapping is no circle.
 */
final class CycleLint {

    private static final int MOST_STEPS = 20_000;

    /** A field of a record type of a system. */
    private record Node(Party party, RecordType type, String field) {
        @Override
        public String toString() {
            return type + "." + field;
        }
    }

    /** A mapping in one of its directions. */
    private record Edge(Flow flow, FieldMapping mapping, Side to) {
        Node from() {
            return node(to.other());
        }

        Node node(Side side) {
            return new Node(
                    flow.party(side),
                    flow.type(side),
                    mapping.field(side).orElseThrow().name());
        }
    }

    private final Map<Node, List<Edge>> edges = new LinkedHashMap<>();
    private final Set<Set<FieldMapping>> told = new HashSet<>();
    private final List<Node> done = new ArrayList<>();
    private final Findings found;
    private int steps;

    private CycleLint(Findings found) {
        this.found = found;
    }

    static void check(List<Flow> flows, Findings found) {
        CycleLint lint = new CycleLint(found);
        flows.stream()
                .filter(flow -> flow.parts().isEmpty() && flow.versions().isEmpty())
                .forEach(lint::add);
        for (Node start : List.copyOf(lint.edges.keySet())) {
            lint.walk(start, start, new ArrayList<>());
            lint.done.add(start);
        }
    }

    private void add(Flow flow) {
        for (FieldMapping mapping : flow.mappings()) {
            boolean plain =
                    mapping.field(Side.SOURCE).isPresent() && mapping.linkedBy().isEmpty() && !mapping.mergesElements();
            if (plain && mapping.direction().writesTarget() && goesOnWriting(mapping)) {
                add(new Edge(flow, mapping, Side.TARGET));
            }
            if (plain && mapping.direction().writesSource()) {
                add(new Edge(flow, mapping, Side.SOURCE));
            }
        }
    }

    private static boolean goesOnWriting(FieldMapping mapping) {
        return !mapping.createOnly() && mapping.strength() != Strength.ONLY_IF_EMPTY;
    }

    private void add(Edge edge) {
        edges.computeIfAbsent(edge.from(), node -> new ArrayList<>()).add(edge);
    }

    private void walk(Node start, Node at, List<Edge> path) {
        for (Edge edge : edges.getOrDefault(at, List.of())) {
            Node next = edge.node(edge.to());
            boolean used = path.stream().anyMatch(before -> before.mapping() == edge.mapping());
            boolean met = done.contains(next)
                    || path.stream().anyMatch(before -> before.from().equals(next));
            if (used || ++steps > MOST_STEPS) {
                continue;
            }
            path.add(edge);
            if (next.equals(start)) {
                judge(List.copyOf(path));
            } else if (!met) {
                walk(start, next, path);
            }
            path.remove(path.size() - 1);
        }
    }

    private void judge(List<Edge> circle) {
        boolean told = !this.told.add(circle.stream().map(Edge::mapping).collect(Collectors.toSet()));
        if (told || isApart(circle) || isWrittenTwice(circle) || !(isOneWrite(circle) || settlesNever(circle))) {
            return;
        }
        Edge last = circle.get(circle.size() - 1);
        String path = circle.stream()
                .map(edge -> edge.from() + " by " + edge.flow().id() + "/"
                        + edge.mapping().id() + " to ")
                .collect(Collectors.joining("", "", last.node(last.to()).toString()));
        found.error(
                Code.CYCLE,
                Findings.at(last.flow(), last.mapping()),
                "values go round in a circle and need not settle: " + path,
                "Let one of the mappings fill only (ONLY_IF_EMPTY, createOnly()), or make one twoWay() mapping of two");
    }

    /** Flows between the same types whose rules differ are there to tell records apart. */
    private static boolean isApart(List<Edge> circle) {
        return circle.stream()
                .anyMatch(one -> circle.stream()
                        .anyMatch(other -> one.flow()
                                        .type(Side.SOURCE)
                                        .equals(other.flow().type(Side.SOURCE))
                                && one.flow()
                                        .type(Side.TARGET)
                                        .equals(other.flow().type(Side.TARGET))
                                && !one.flow()
                                        .eligibility()
                                        .name()
                                        .equals(other.flow().eligibility().name())));
    }

    /** Two mappings of a flow that write one field are told as that. */
    private static boolean isWrittenTwice(List<Edge> circle) {
        Set<List<Object>> written = new HashSet<>();
        for (Edge edge : circle) {
            for (Side side : Side.values()) {
                boolean writes = side == Side.TARGET
                        ? edge.mapping().direction().writesTarget()
                        : edge.mapping().direction().writesSource();
                if (writes && !written.add(List.of(edge.flow(), edge.node(side)))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** In one flow, or over more than two fields, two edits at once pass each other; else the second flow sees the first's. */
    private static boolean isOneWrite(List<Edge> circle) {
        return circle.size() > 2 || circle.get(0).flow() == circle.get(1).flow();
    }

    private static boolean settlesNever(List<Edge> circle) {
        Edge first = circle.get(0);
        FieldType type = Way.typeOf(first.mapping(), first.to().other());
        for (Value value : Specimens.of(type)) {
            Value once = around(circle, value);
            Value twice = once.isPresent() ? around(circle, once) : once;
            if (twice.isPresent() && !type.canonical(once).equals(type.canonical(twice))) {
                return true;
            }
        }
        return false;
    }

    /** Returns what a value is after one round; null if it does not get through. */
    private static Value around(List<Edge> circle, Value value) {
        Value now = value;
        for (Edge edge : circle) {
            Step step = Way.to(edge.to(), edge.mapping()).go(now);
            if (!step.arrived()) {
                return Value.empty();
            }
            now = step.value();
        }
        return now;
    }
}
