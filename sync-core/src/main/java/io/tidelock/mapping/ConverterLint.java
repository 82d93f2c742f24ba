package io.tidelock.mapping;

import io.tidelock.mapping.Finding.Code;
import io.tidelock.mapping.Finding.Severity;
import io.tidelock.mapping.Way.Fate;
import io.tidelock.mapping.Way.Step;
import io.tidelock.record.Schema;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds converters that fail, and values that cannot be written, or do not come back, by taking values there and back. */
final class ConverterLint {

    private final Samples samples;
    private final FieldMapping mapping;
    private final String where;
    private final Findings found;
    private boolean sound = true;

    private ConverterLint(Flow flow, FieldMapping mapping, Samples samples, Findings found) {
        this.samples = samples;
        this.mapping = mapping;
        this.where = Findings.at(flow, mapping);
        this.found = found;
    }

    static void check(Flow flow, Schema crmSchema, Findings found) {
        Samples samples = new Samples(flow, crmSchema);
        for (FieldMapping mapping : flow.mappings()) {
            if (mapping.linkedBy().isEmpty()) {
                new ConverterLint(flow, mapping, samples, found).check();
            }
            if (mapping.converter() instanceof EnumMapConverter table) {
                TableLint.check(flow, mapping, table, found);
            }
        }
    }

    private void check() {
        if (leavesAsItIs()) {
            return;
        } else if (samples.isMisread(mapping)) {
            found.error(
                    Code.TYPE_MISMATCH,
                    where,
                    "its default is not a " + Way.typeOf(mapping, Side.SOURCE) + ", which "
                            + mapping.field(Side.SOURCE).orElseThrow() + " is",
                    "Give defaultsTo(…) a value as the source would show it");
            return;
        }
        if (mapping.direction().writesTarget()) {
            checkWay(Side.TARGET);
        }
        if (mapping.direction().writesSource() && mapping.field(Side.SOURCE).isPresent()) {
            checkWay(Side.SOURCE);
        }
        if (sound && mapping.direction() == Direction.BOTH) {
            checkTrips();
        }
    }

    private boolean leavesAsItIs() {
        return mapping.converter().name().equals("identity")
                && mapping.field(Side.SOURCE).isPresent()
                && !mapping.hasDefault()
                && Way.typeOf(mapping, Side.SOURCE) == Way.typeOf(mapping, Side.TARGET);
    }

    private void checkWay(Side to) {
        Way way = Way.to(to, mapping);
        Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
        for (Value value : samples.from(to.other(), mapping)) {
            Step step = way.go(value);
            fates.merge(step.fate(), 1, Integer::sum);
            if (step.fate() == Fate.FAILED) {
                failed(to, step.failure());
                return;
            } else if (!isSteady(way, step, way.go(value))) {
                unsteady(to);
                return;
            }
        }
        int unreadable = fates.getOrDefault(Fate.UNREADABLE, 0);
        if (unreadable > 0) {
            boolean all = isTable() || !fates.containsKey(Fate.ARRIVED);
            mismatched(to, all);
        }
    }

    private static boolean isSteady(Way way, Step one, Step other) {
        return one.fate() == other.fate() && (!one.arrived() || isSame(way, one, other));
    }

    private void checkTrips() {
        Way there = Way.to(Side.TARGET, mapping);
        Way back = Way.to(Side.SOURCE, mapping);
        Optional<Severity> fromSource = trip(there, back, samples.from(Side.SOURCE, mapping));
        Optional<Severity> fromTarget = trip(back, there, samples.from(Side.TARGET, mapping));
        if (fromSource.equals(Optional.of(Severity.ERROR)) || fromTarget.equals(Optional.of(Severity.ERROR))) {
            unsettled();
        } else if (fromSource.isPresent() || fromTarget.isPresent()) {
            lossy(fromSource.isPresent() ? Side.SOURCE : Side.TARGET);
        }
    }

    /** Returns how bad the worst trip out, back and out again is; empty when everything comes back as it went. */
    private Optional<Severity> trip(Way out, Way back, List<Value> values) {
        boolean lossy = false;
        for (Value value : values) {
            Step there = out.go(value);
            Step home = there.arrived() ? back.go(there.value()) : there;
            if (!home.arrived()) {
                lossy |= there.fate() == Fate.EMPTIED || there.arrived();
                continue;
            }
            if (!settles(out, back, there, home)) {
                return Optional.of(Severity.ERROR);
            }
            lossy |= !back.canonical(home.value())
                    .equals(back.canonical(back.type().read(value)));
        }
        return lossy && !isTable() ? Optional.of(Severity.WARNING) : Optional.empty();
    }

    /** Tells whether further trips change nothing: of a table none, of a function none but the first. */
    private boolean settles(Way out, Way back, Step there, Step home) {
        Step again = out.go(home.value());
        if (isSame(out, there, again)) {
            return true;
        }
        Step homeAgain = !isTable() && again.arrived() ? back.go(again.value()) : Step.NOWHERE;
        return homeAgain.arrived() && isSame(out, again, out.go(homeAgain.value()));
    }

    private static boolean isSame(Way way, Step one, Step other) {
        return one.arrived() && other.arrived() && way.canonical(one.value()).equals(way.canonical(other.value()));
    }

    /** A table says itself what goes back. */
    private boolean isTable() {
        return mapping.converter() instanceof EnumMapConverter;
    }

    private void failed(Side to, String failure) {
        sound = false;
        found.error(
                Code.CONVERTER_THROWS,
                where,
                name() + " gives " + failure + " on the way to the " + text(to) + " for values that the field may show",
                "Throw UnmappedValueException for what has no counterpart; the record is then held with a reason");
    }

    private void unsteady(Side to) {
        sound = false;
        found.error(
                Code.CONVERTER_UNSTEADY,
                where,
                name() + " gives different results for the same value on the way to the " + text(to),
                "Convert by the value alone: no clock, no counter, no chance");
    }

    private void mismatched(Side to, boolean always) {
        String what = "what " + name() + " gives is " + (always ? "not" : "not always") + " a "
                + Way.typeOf(mapping, to) + ", which " + mapping.field(to).orElseThrow() + " is";
        if (always) {
            sound = false;
            found.error(Code.TYPE_MISMATCH, where, what, "Convert it, or map to another field");
        } else {
            found.warning(
                    Code.TYPE_MISMATCH,
                    where,
                    what + "; records with such values are held",
                    "Convert it if that is not meant");
        }
    }

    private void unsettled() {
        found.error(
                Code.CONVERTER_UNSETTLED,
                where,
                "what " + name() + " brings there and back is another value with every trip",
                "Make both ways fit together: toTarget(toSource(y)) has to give y again for every y that toTarget gives,"
                        + " and the same the other way round; or map one way");
    }

    private void lossy(Side origin) {
        found.warning(
                Code.CONVERTER_LOSSY,
                where,
                "values of the " + text(origin) + " do not come back from " + name()
                        + " as they went, so an edit of the other side changes more than was edited",
                "Map one way if that is not meant");
    }

    private String name() {
        return mapping.converter().name().equals("identity")
                ? "the mapping"
                : "converter " + mapping.converter().name();
    }

    private static String text(Side side) {
        return side == Side.TARGET ? "target" : "source";
    }
}
