package io.tidelock.testkit.simulation;

import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.mapping.ContestedKey;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.Intent;
import io.tidelock.store.LinkState;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoredDecision;
import io.tidelock.store.StoredLink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Watches how records come to be and find each other: nothing twice, nothing by guess, nothing that people took away. */
final class Births {

    /** A pass takes no longer. */
    private static final Duration ONE_PASS = Duration.ofMinutes(1);

    private final Duration lag;
    private final WatchedStore store;
    private final Chronicle chronicle;
    private final Verdicts verdicts;
    private final Map<String, List<Birth>> births = new HashMap<>();
    private final Map<List<String>, StoredDecision> decisions = new HashMap<>();
    private final Set<List<Object>> linked = new HashSet<>();
    private @Nullable Stage stage;

    /** A record that the engine made, with the keys it had by the rules of its flow. */
    private record Birth(RecordRef origin, RecordRef ref, List<Optional<List<String>>> keys) {}

    Births(Duration lag, WatchedStore store, Chronicle chronicle, Verdicts verdicts) {
        this.lag = lag;
        this.store = store;
        this.chronicle = chronicle;
        this.verdicts = verdicts;
    }

    void watch(Stage systems) {
        this.stage = systems;
    }

    /** Whatever people took away is not made again, and what was decided stays so. */
    void allowed(WriteOperation operation, Intent intent) {
        if (!(operation instanceof WriteOperation.Create)) {
            return;
        }
        String flow = intent.origin().flow();
        RecordRef origin = intent.origin().ref();
        verdicts.require(
                Guarantee.NO_DUPLICATE,
                !chronicle.hasDeparted(flow, origin),
                () -> "made again although people took it away: the counterpart of " + origin + " in " + flow);
        stage().flow(flow).flatMap(Flow::decision).ifPresent(rule -> {
            StoredDecision first =
                    decisions.get(List.of(rule.name(), origin.whole().key()));
            verdicts.require(
                    Guarantee.NO_DUPLICATE,
                    first == null || first.flows().contains(flow),
                    () -> "decided again: " + origin + " was not to become anything in " + flow);
        });
    }

    /** Nothing is created twice for one record, nor for two that have one key. */
    void born(Flow flow, Kind kind, RecordRef origin, Intent intent, WriteOutcome.Written written) {
        Side side = intent.written();
        List<Birth> before = births.computeIfAbsent(flow.id() + side, none -> new ArrayList<>());
        List<Optional<List<String>>> keys = keys(flow, side, kind, written.ref());
        for (Birth birth : before) {
            boolean there = !birth.ref().equals(written.ref()) && stage().holds(kind, birth.ref());
            if (there
                    && birth.origin().equals(origin)
                    && flow.versions().isEmpty()
                    && flow.ensured().isEmpty()) {
                boolean known = keys(flow, side, kind, birth.ref()).equals(birth.keys())
                        && (keys.equals(birth.keys()) || flow.idField().isPresent()); // nothing else tells whose it is
                verdicts.require(
                        Guarantee.NO_DUPLICATE,
                        !known || isOthers(flow, side, birth, origin),
                        () -> written.ref() + " was created for " + origin + " beside " + birth.ref());
            } else if (there
                    && (flow.onContestedKey() == ContestedKey.DISPUTE
                            || flow.ensured().isPresent())) {
                twins(flow, side, kind, birth, keys, written.ref());
            }
        }
        before.add(new Birth(origin, written.ref(), keys));
    }

    /** What was made for a record may be another one's by now. */
    private boolean isOthers(Flow flow, Side side, Birth birth, RecordRef origin) {
        return store.link(flow.id(), side, birth.ref())
                .filter(link -> !link.ref(side.other()).equals(origin))
                .isPresent();
    }

    private void twins(
            Flow flow, Side side, Kind kind, Birth birth, List<Optional<List<String>>> keys, RecordRef created) {
        List<Optional<List<String>>> now = keys(flow, side, kind, birth.ref());
        for (int rule = 0; rule < keys.size(); rule++) {
            boolean same = keys.get(rule).isPresent()
                    && keys.get(rule).equals(birth.keys().get(rule))
                    && keys.get(rule).equals(now.get(rule));
            MatchRule by = flow.matchRules().get(rule);
            verdicts.require(
                    Guarantee.NO_DUPLICATE,
                    !same,
                    () -> created + " was created with the key of " + birth.ref() + " by " + by);
        }
    }

    private List<Optional<List<String>>> keys(Flow flow, Side side, Kind kind, RecordRef ref) {
        Record record = stage().system(kind).record(ref);
        return flow.matchRules().stream().map(rule -> rule.keyOf(side, record)).toList();
    }

    /** Hears what is stored: decisions, and which records found each other. */
    void committed(StoreCommit commit) {
        commit.decisions()
                .forEach(decision -> decisions.putIfAbsent(
                        List.of(decision.decision(), decision.source().key()), decision));
        for (StoredLink link : commit.links()) {
            if (link.state() == LinkState.LIVE) {
                chronicle.relinked(link.flow(), link.source(), link.target());
                chronicle.relinked(link.flow(), link.target(), link.source());
            }
            boolean isNew = linked.add(List.of(link.flow(), link.source(), link.target()));
            if (isNew && link.state() == LinkState.LIVE && !link.shared()) {
                stage().flow(link.flow()).ifPresent(flow -> foundAlone(flow, link));
            }
        }
    }

    /** Forgets that a record was made for another one: a person took the two apart. */
    void letGo(Flow flow, StoredLink pair) {
        for (Side side : Side.values()) {
            births.getOrDefault(flow.id() + side, new ArrayList<>())
                    .removeIf(birth -> birth.ref().equals(pair.ref(side)));
        }
    }

    /** Notes that a person linked two records. */
    void chosen(Flow flow, RecordRef source, RecordRef target) {
        linked.add(List.of(flow.id(), source, target));
    }

    /** A record is linked by a rule only if no other one fits as well. */
    private void foundAlone(Flow flow, StoredLink link) {
        Kind source = Layout.kind(flow, Side.SOURCE);
        Kind target = Layout.kind(flow, Side.TARGET);
        boolean whole = !flow.takesApart()
                && flow.decision().isEmpty()
                && flow.ensured().isEmpty();
        if (!whole || !stage().holds(source, link.source()) || !stage().holds(target, link.target())) {
            return;
        }
        boolean made = isBorn(flow, Side.TARGET, link.target()) || isBorn(flow, Side.SOURCE, link.source());
        if (made || hasId(flow, link) || wasLinked(flow, link)) {
            return;
        }
        Record mine = stage().system(source).record(link.source());
        Record theirs = stage().system(target).record(link.target());
        boolean fits = false;
        for (MatchRule rule : flow.matchRules()) {
            Optional<List<String>> key = rule.keyOf(Side.SOURCE, mine);
            if (key.isPresent() && key.equals(rule.keyOf(Side.TARGET, theirs))) {
                fits = true;
                boolean alone = others(flow, rule, Side.TARGET, link.target(), key.get())
                        .isEmpty();
                boolean seenThere = flow.follows(Side.TARGET)
                        && others(flow, rule, Side.SOURCE, link.source(), key.get())
                                .isEmpty();
                if (alone || seenThere) {
                    return;
                }
            }
        }
        boolean guessed = fits;
        verdicts.require(
                Guarantee.NO_DUPLICATE,
                !guessed,
                () -> link.source() + " was linked with " + link.target() + ", and others fit as well");
    }

    private boolean isBorn(Flow flow, Side side, RecordRef ref) {
        return births.getOrDefault(flow.id() + side, List.of()).stream()
                .anyMatch(birth -> birth.ref().equals(ref));
    }

    private boolean hasId(Flow flow, StoredLink link) {
        return flow.idField()
                .map(field -> stage().system(Layout.kind(flow, Side.TARGET)).value(link.target(), field))
                .filter(id -> id.equals(link.source().id()))
                .isPresent();
    }

    /** Links move with merges. */
    private boolean wasLinked(Flow flow, StoredLink link) {
        return linked.stream()
                .filter(known -> known.get(0).equals(flow.id()))
                .anyMatch(known ->
                        known.get(1).equals(link.source()) != known.get(2).equals(link.target()));
    }

    /** Returns the free records that fit as well, and did long enough for every index to know. */
    private List<RecordRef> others(Flow flow, MatchRule rule, Side side, RecordRef but, List<String> key) {
        Instant seen = stage().clock.instant().minus(lag).minus(ONE_PASS);
        return stage().records(Layout.kind(flow, side)).stream()
                .filter(record -> !record.ref().equals(but))
                .filter(record ->
                        record.changedAt().filter(at -> at.isBefore(seen)).isPresent())
                .filter(record -> rule.keyOf(side, record).equals(Optional.of(key)))
                .map(Record::ref)
                .filter(ref -> store.link(flow.id(), side, ref).isEmpty())
                .toList();
    }

    private Stage stage() {
        return Objects.requireNonNull(stage);
    }
}
