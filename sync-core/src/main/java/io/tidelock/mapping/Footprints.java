package io.tidelock.mapping;

import io.tidelock.record.Field;
import io.tidelock.record.Footprint;
import io.tidelock.record.Footprint.Use;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import io.tidelock.record.Side;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds up what the flows of a plan do in one of its systems. */
final class Footprints {

    private final Map<RecordType, Use> uses = new LinkedHashMap<>();

    private Footprints() {}

    static Footprint of(Plan plan, Party party) {
        Footprints sum = new Footprints();
        for (Flow flow : plan.flows()) {
            for (Side side : Side.values()) {
                if (flow.party(side) == party) {
                    sum.add(flow, side);
                }
            }
        }
        return new Footprint(List.copyOf(sum.uses.values()), party == Party.CRM ? plan.crmSchema() : Schema.none());
    }

    private void add(Flow flow, Side side) {
        Set<String> written = written(flow, side);
        boolean removes = side == Side.TARGET && flow.whenSourceGone() == GonePolicy.REMOVE;
        boolean changed = !written.isEmpty() || flow.createsIn(side) || removes;
        add(new Use(flow.type(side), true, watched(flow, side), flow.fields(side), written, changed));
        if (side == Side.TARGET) {
            flow.decision().stream()
                    .flatMap(decision -> decision.lookUps().stream())
                    .forEach(lookUp -> add(lookedUp(lookUp.type(), Set.of(), lookUp.fields())));
        } else {
            flow.enrichments().forEach(lent -> add(lookedUp(lent.type(), lent.fields(), lent.fields())));
        }
    }

    private static Use lookedUp(RecordType type, Collection<String> watched, Collection<String> read) {
        return new Use(type, false, new LinkedHashSet<>(watched), new LinkedHashSet<>(read), Set.of(), false);
    }

    private static Set<String> watched(Flow flow, Side side) {
        if (flow.follows(side)) {
            return flow.fields(side);
        }
        Set<String> flag = new LinkedHashSet<>();
        if (side == Side.TARGET) {
            flow.requestFlag().map(RequestFlag::field).map(Field::name).ifPresent(flag::add);
        }
        return flag;
    }

    private static Set<String> written(Flow flow, Side side) {
        Set<String> names = new LinkedHashSet<>();
        for (FieldMapping mapping : flow.mappings()) {
            boolean writes = side == Side.TARGET
                    ? mapping.direction().writesTarget()
                    : mapping.direction().writesSource();
            if (writes) {
                mapping.field(side).map(Field::name).ifPresent(names::add);
            }
        }
        if (side == Side.TARGET) {
            flow.idField().map(Field::name).ifPresent(names::add);
            flow.requestFlag().stream()
                    .flatMap(RequestFlag::fields)
                    .map(Field::name)
                    .forEach(names::add);
        }
        return names;
    }

    private void add(Use more) {
        uses.merge(more.type(), more, Footprints::both);
    }

    private static Use both(Use one, Use other) {
        return new Use(
                one.type(),
                one.linked() || other.linked(),
                union(one.watched(), other.watched()),
                union(one.read(), other.read()),
                union(one.written(), other.written()),
                one.changed() || other.changed());
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new LinkedHashSet<>(one);
        all.addAll(other);
        return all;
    }
}
