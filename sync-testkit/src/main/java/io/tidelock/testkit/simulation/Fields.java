package io.tidelock.testkit.simulation;

import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.Direction;
import io.tidelock.mapping.Eligibility.Ruling;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Strength;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.LinkState;
import io.tidelock.store.StoredLink;
import io.tidelock.testkit.simulation.Chronicle.Event;
import io.tidelock.testkit.simulation.Chronicle.Place;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Looks at the mapped fields of pairs at rest: each edit is current, superseded by the field's rule, or told. */
final class Fields {

    private final boolean lags;
    private final Layout layout;
    private final Stage stage;
    private final WatchedStore store;
    private final Chronicle chronicle;
    private final Verdicts verdicts;

    Fields(boolean lags, Layout layout, Stage stage, WatchedStore store, Chronicle chronicle, Verdicts verdicts) {
        this.lags = lags;
        this.layout = layout;
        this.stage = stage;
        this.store = store;
        this.chronicle = chronicle;
        this.verdicts = verdicts;
    }

    void check(Flow flow, StoredLink pair) {
        if (isExcluded(flow, pair) || flow.takesApart() || flow.ensured().isPresent() || isShared(flow, pair)) {
            return;
        }
        Kind source = Layout.kind(flow, Side.SOURCE);
        Kind target = Layout.kind(flow, Side.TARGET);
        Record mine = stage.system(source).record(pair.source());
        Record theirs = stage.system(target).record(pair.target());
        boolean held = isTold(flow, pair, "CONFLICT");
        boolean apart = isTold(flow, pair, "KEY_CONTESTED");
        for (FieldMapping mapping : flow.mappings()) {
            boolean key = mapping.field(Side.TARGET)
                    .filter(field -> layout.isKey(target, field))
                    .isPresent();
            if (isPlain(flow, mapping) && !(apart && key) && !rests(source, target, pair, mapping)) {
                Shown shown = Shown.of(
                        pair,
                        mapping,
                        mine,
                        theirs,
                        events(source, pair.source(), mapping, Side.SOURCE),
                        events(target, pair.target(), mapping, Side.TARGET));
                check(flow, shown, held);
            }
        }
    }

    /** What was undone holds until a side is edited. */
    private boolean rests(Kind source, Kind target, StoredLink pair, FieldMapping mapping) {
        Place here = new Place(
                source, pair.source(), mapping.field(Side.SOURCE).orElseThrow().name());
        Place there = new Place(
                target, pair.target(), mapping.field(Side.TARGET).orElseThrow().name());
        return isPutBack(here, there) || isPutBack(there, here);
    }

    private boolean isPutBack(Place place, Place counterpart) {
        Optional<String> text = chronicle.putBack(place, counterpart);
        text.ifPresent(back -> verdicts.require(
                Guarantee.NO_LOST_EDIT,
                back.equals(Objects.requireNonNullElse(
                        stage.system(place.kind()).value(place.ref(), Field.text(place.field())), "")),
                () -> "written again although it was undone: " + place));
        return chronicle.rests(place, counterpart);
    }

    private List<Event> events(Kind kind, RecordRef ref, FieldMapping mapping, Side side) {
        return chronicle.of(
                new Place(kind, ref, mapping.field(side).orElseThrow().name()));
    }

    /** A record that several flows write follows whoever wrote last. */
    private boolean isShared(Flow flow, StoredLink pair) {
        for (Side side : Side.values()) {
            Kind kind = Layout.kind(flow, side);
            long links = layout.ends(kind).stream()
                    .filter(end -> !(end.flow().id().equals(flow.id()) && end.side() == side))
                    .flatMap(end -> store.link(end.flow().id(), end.side(), pair.ref(side)).stream())
                    .filter(link -> link.state() == LinkState.LIVE || link.shared())
                    .count();
            if (links > 0) {
                return true;
            }
        }
        return pair.shared();
    }

    /** What does not take part any more is left as it is. */
    private boolean isExcluded(Flow flow, StoredLink pair) {
        try {
            Record source = stage.system(Layout.kind(flow, Side.SOURCE))
                    .record(pair.source().whole());
            return flow.eligibility().judge(source) instanceof Ruling.Excluded;
        } catch (RuntimeException broken) { // then the record is held
            return true;
        }
    }

    private boolean isTold(Flow flow, StoredLink pair, String code) {
        return store.verdict(flow.id(), Side.SOURCE, pair.source())
                        .filter(verdict -> verdict.code().equals(code))
                        .isPresent()
                || store.verdict(flow.id(), Side.TARGET, pair.target())
                        .filter(verdict -> verdict.code().equals(code))
                        .isPresent();
    }

    private static boolean isPlain(Flow flow, FieldMapping mapping) {
        return mapping.field(Side.SOURCE)
                        .filter(field -> !Layout.isLent(flow, field))
                        .isPresent()
                && mapping.field(Side.TARGET).isPresent()
                && mapping.linkedBy().isEmpty()
                && !mapping.createOnly()
                && !mapping.hasDefault()
                && !mapping.mergesElements()
                && mapping.strength() != Strength.ONLY_IF_EMPTY
                && mapping.condition().isEmpty();
    }

    private void check(Flow flow, Shown shown, boolean held) {
        if (flow.requestFlag().isPresent()) {
            onRequest(flow, shown, held);
        } else if (shown.mapping().direction() == Direction.BOTH) {
            bothWays(shown, held);
        } else {
            oneWay(shown);
        }
    }

    /** What nobody asks for stays on its side; the other way values travel by themselves. */
    private void onRequest(Flow flow, Shown shown, boolean held) {
        boolean equal = shown.isEqual() || shown.isLeft() || held;
        boolean asked =
                chronicle.wasAsked(Layout.kind(flow, Side.TARGET), shown.pair().target());
        boolean news = touched(shown.lastOfMine()) && wasSettled(shown);
        lost(equal || asked || !news || !shown.mineIsLast(), "lost", shown);
        if (!asked) {
            notOlder(shown);
        }
    }

    /** What was emptied before a pair settled for the first time counts for nothing there. */
    private boolean isNew(Shown shown) {
        return shown.isEmptied() && !wasSettled(shown);
    }

    /** What was there when a pair was at rest was looked at then; and a pair that a lagging index led to may be settled as it was. */
    private boolean isNews(Shown shown, Optional<Event> last) {
        return wasSettled(shown) ? touched(last) : !lags;
    }

    private boolean wasSettled(Shown shown) {
        return chronicle.wasSettled(
                List.of(shown.pair().flow(), shown.pair().source(), shown.pair().target()));
    }

    private void oneWay(Shown shown) {
        boolean toTarget = shown.mapping().direction() == Direction.TO_TARGET;
        String origin = toTarget ? shown.here() : shown.there();
        boolean untouched = toTarget ? shown.showsMine(origin) : shown.showsTheirs(origin);
        verdicts.require(Guarantee.RESPECTS_DIRECTION, untouched, () -> "overwritten where it comes from: " + shown);
        boolean originIsLast = toTarget
                ? shown.mineIsLast() && isNews(shown, shown.lastOfMine())
                : shown.theirsIsLast() && isNews(shown, shown.lastOfTheirs());
        boolean follows = shown.isEqual() || shown.isLeft() || isNew(shown);
        boolean always = shown.mapping().strength() == Strength.ALWAYS;
        lost(follows || !(originIsLast || always), "lost", shown);
        notOlder(shown);
    }

    private void bothWays(Shown shown, boolean held) {
        FieldMapping mapping = shown.mapping();
        boolean mayHold = mapping.onConflict() == ConflictPolicy.HOLD || mapping.onFirstLink() == ConflictPolicy.HOLD;
        boolean told = held && mayHold;
        boolean left = shown.isLeft();
        lost(shown.isEqual() || left || told, "not equal", shown);
        boolean settled = wasSettled(shown);
        if (left || told) {
            notOlder(shown);
            return;
        }
        boolean mine = isEdited(shown.lastOfMine());
        boolean theirs = isEdited(shown.lastOfTheirs());
        lost(!settled || !mine || touched(shown.lastOfTheirs()) || shown.showsMine(shown.there()), "lost", shown);
        lost(!settled || !theirs || touched(shown.lastOfMine()) || shown.showsTheirs(shown.here()), "lost", shown);
        boolean sourceWins = mapping.onConflict() == ConflictPolicy.SOURCE_WINS;
        boolean targetWins = mapping.onConflict() == ConflictPolicy.TARGET_WINS;
        lost(!settled || !sourceWins || !mine || !shown.mineIsLast() || shown.showsMine(shown.there()), "lost", shown);
        lost(
                !settled || !targetWins || !theirs || !shown.theirsIsLast() || shown.showsTheirs(shown.here()),
                "lost",
                shown);
        notOlder(shown);
    }

    private boolean isEdited(Optional<Event> last) {
        return last.filter(event -> !event.kept()).filter(chronicle::isLater).isPresent();
    }

    private boolean touched(Optional<Event> last) {
        return last.filter(chronicle::isLater).isPresent();
    }

    private void notOlder(Shown shown) {
        boolean news = touched(shown.lastOfMine()) || touched(shown.lastOfTheirs());
        if (!news || !wasSettled(shown)) {
            return; // looked at when it was at rest; and what a former counterpart left is no older version
        }
        for (String text : List.of(shown.here(), shown.there())) {
            lost(!shown.isOlder(text), "an older version", shown);
        }
    }

    private void lost(boolean holds, String what, Shown shown) {
        verdicts.require(Guarantee.NO_LOST_EDIT, holds, () -> what + ": " + shown);
    }
}
