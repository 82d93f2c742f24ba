package io.tidelock.testkit.simulation;

import io.tidelock.mapping.Flow;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.Intent;
import io.tidelock.store.LinkState;
import io.tidelock.store.Parked;
import io.tidelock.store.StoredLink;
import io.tidelock.testkit.simulation.Chronicle.Place;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must hold whenever everything is at rest. */
final class Rest {

    /** What a day of rest has got over. */
    private static final Set<String> PASSING =
            Set.of("NOT_SENT", "RETRYABLE", "CONNECTOR_FAILED", "STALE", "CLAIMED_ELSEWHERE", "NOT_READ");

    private final Layout layout;
    private final Stage stage;
    private final WatchedStore store;
    private final Chronicle chronicle;
    private final Verdicts verdicts;
    private final Fields fields;

    Rest(boolean lags, Layout layout, Stage stage, WatchedStore store, Chronicle chronicle, Verdicts verdicts) {
        this.layout = layout;
        this.stage = stage;
        this.store = store;
        this.chronicle = chronicle;
        this.verdicts = verdicts;
        this.fields = new Fields(lags, layout, stage, store, chronicle, verdicts);
    }

    /** Looks at everything, and notes what is settled now. */
    void check() {
        Set<List<Object>> settled = new HashSet<>();
        for (Flow flow : layout.plan().flows()) {
            List<StoredLink> pairs = pairs(flow);
            everybodyHasAFate(flow);
            nothingIsUnderWay(flow);
            oneCounterpartEach(pairs);
            for (StoredLink pair : pairs) {
                if (isPlain(flow, pair)) {
                    fields.check(flow, pair);
                    settled.add(List.of(flow.id(), pair.source(), pair.target()));
                }
            }
        }
        unmappedFieldsAreUntouched();
        chronicle.settle(settled);
    }

    /** Returns the pairs of which both are there. */
    private List<StoredLink> pairs(Flow flow) {
        return store.links(flow.id()).stream()
                .filter(link -> link.state() == LinkState.LIVE)
                .filter(link -> isThere(flow, Side.SOURCE, link) && isThere(flow, Side.TARGET, link))
                .toList();
    }

    private boolean isThere(Flow flow, Side side, StoredLink link) {
        return stage.holds(Layout.kind(flow, side), link.ref(side));
    }

    /** Tells whether nothing keeps a pair from being equal. */
    private boolean isPlain(Flow flow, StoredLink link) {
        return store.parked(flow.id(), Side.SOURCE, link.source()).isEmpty()
                && store.parked(flow.id(), Side.TARGET, link.target()).isEmpty();
    }

    /** Whoever takes part is settled with a live counterpart, or it is said what keeps him from it. */
    private void everybodyHasAFate(Flow flow) {
        for (Side side : Side.values()) {
            boolean takesPart = flow.follows(side) && !flow.takesApart() && flow.createsIn(side.other());
            if (takesPart && store.isActive(flow.id())) {
                for (RecordRef ref : stage.refs(Layout.kind(flow, side))) {
                    hasAFate(flow, side, ref);
                }
            }
        }
    }

    private void hasAFate(Flow flow, Side side, RecordRef ref) {
        verdicts.require(
                Guarantee.CONVERGES,
                store.knows(flow.id(), side, ref),
                () -> "nothing is known of " + ref + " in " + flow.id());
        Optional<StoredLink> link = store.link(flow.id(), side, ref);
        boolean bothThere = link.filter(pair -> isThere(flow, Side.SOURCE, pair) && isThere(flow, Side.TARGET, pair))
                .isPresent();
        boolean rests = link.filter(pair -> pair.state() != LinkState.LIVE).isPresent();
        boolean told = store.parked(flow.id(), side, ref).isPresent()
                || store.verdict(flow.id(), side, ref).isPresent();
        verdicts.require(
                Guarantee.CONVERGES,
                !bothThere || !rests || told,
                () -> "both are there, and their link rests: " + link.map(StoredLink::source) + " and "
                        + link.map(StoredLink::target));
    }

    private void nothingIsUnderWay(Flow flow) {
        verdicts.require(
                Guarantee.CONVERGES,
                store.intents(flow.id()).stream().allMatch(this::isLost),
                () -> "writes are under way: " + store.intents(flow.id()));
        for (Parked parked : store.parked(flow.id())) {
            boolean waits =
                    parked.state() == Parked.State.PENDING && !parked.code().startsWith("BRAKE_");
            boolean passing = PASSING.contains(parked.code());
            verdicts.require(
                    Guarantee.CONVERGES,
                    !waits && !passing && !waitsForNothing(parked),
                    () -> "still parked: " + parked.key() + " with " + parked.code());
        }
    }

    /** A creation of which nobody knows the outcome stays open until a person looked. */
    private boolean isLost(Intent intent) {
        Parked.Key key = intent.origin();
        return store.parked(key.flow(), key.side(), key.ref())
                .filter(parked -> parked.code().equals("UNKNOWN_OUTCOME"))
                .isPresent();
    }

    /** Tells whether a record waits for one that is linked already, itself or as what people merged it into. */
    private boolean waitsForNothing(Parked parked) {
        Parked.Parent parent = parked.waitsFor();
        if (parked.state() != Parked.State.WAITING || parent == null) {
            return false;
        }
        Optional<Flow> flow = stage.flow(parent.flow());
        return flow.isPresent() && isLinked(flow.get(), parent.source());
    }

    private boolean isLinked(Flow flow, RecordRef source) {
        RecordRef now = chronicle.survivor(Layout.kind(flow, Side.SOURCE), source);
        return store.liveLink(flow.id(), Side.SOURCE, now)
                .filter(pair -> isThere(flow, Side.SOURCE, pair) && isThere(flow, Side.TARGET, pair))
                .isPresent();
    }

    private void oneCounterpartEach(List<StoredLink> pairs) {
        Map<RecordRef, RecordRef> sources = new HashMap<>();
        for (StoredLink pair : pairs) {
            RecordRef other = sources.put(pair.target(), pair.source());
            verdicts.require(
                    Guarantee.NO_DUPLICATE,
                    other == null || pair.shared(),
                    () -> pair.target() + " is the counterpart of " + pair.source() + " and of " + other);
        }
    }

    private void unmappedFieldsAreUntouched() {
        for (Kind kind : layout.kinds()) {
            for (Record record : stage.records(kind)) {
                String expected = chronicle
                        .last(new Place(kind, record.ref(), Layout.UNMAPPED.name()))
                        .map(Chronicle.Event::text)
                        .orElse("");
                verdicts.require(
                        Guarantee.RESPECTS_DIRECTION,
                        record.value(Layout.UNMAPPED.name()).plain().equals(expected),
                        () -> Layout.UNMAPPED + " of " + record.ref() + " is no longer \"" + expected + "\"");
            }
        }
    }
}
