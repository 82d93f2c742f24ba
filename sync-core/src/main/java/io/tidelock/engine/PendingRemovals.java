package io.tidelock.engine;

import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.GonePolicy;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreRequest;
import io.tidelock.store.StoredLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The counterparts of a flow that are to be removed, each as a parked row of its gone source record: durable, and only
 * collected until it is known how many they are.
 */
final class PendingRemovals {

    /** The code of source records that are gone and whose counterparts are still to be removed. */
    static final String CODE = "REMOVAL";

    private static final String REASON = "It is gone; its counterpart is removed once all deletions are known";

    private final FlowContext context;
    private final Flow flow;
    private final Ledger ledger;
    private final Parking parking;
    private final Brakes brakes;
    private final List<StoredLink> confirmed = new ArrayList<>();

    PendingRemovals(FlowContext context, Ledger ledger, Parking parking, Brakes brakes) {
        this.context = context;
        this.flow = context.flow();
        this.ledger = ledger;
        this.parking = parking;
        this.brakes = brakes;
    }

    /** Tells whether the counterpart of a record that is gone goes too. What several sources share, nobody removes. */
    boolean concern(StoredLink link, Side gone) {
        return gone == Side.SOURCE && flow.whenSourceGone() == GonePolicy.REMOVE && !link.shared();
    }

    /** Takes a link whose source was read as gone for the first time. */
    void collect(StoredLink link, Optional<Parked> before) {
        parking.later(key(link), before, Kind.GONE, CODE, REASON, Brakes.REST);
    }

    /** Takes a link whose source was gone before and is so still; one that waits already goes on waiting. */
    void confirm(StoredLink link, Parked before) {
        boolean withheld = before.code().equals(Brakes.code(Verb.REMOVE));
        String code = withheld ? before.code() : CODE;
        String reason = withheld ? before.reason() : REASON;
        parking.later(key(link), Optional.of(before), Kind.PENDING, code, reason, Brakes.REST);
        confirmed.add(link);
    }

    /** Returns the links that were confirmed since this was asked last. */
    List<StoredLink> confirmed() {
        List<StoredLink> all = List.copyOf(confirmed);
        confirmed.clear();
        return all;
    }

    /** Counts all of them, those that were held back before included. */
    int count() {
        Map<String, Integer> parked = context.store().countParked(context.integration(), flow.id());
        return parked.getOrDefault(CODE, 0) + parked.getOrDefault(Brakes.code(Verb.REMOVE), 0);
    }

    /** Returns some of them, oldest first. */
    List<Parked> some(int most, Set<Parked.Key> except) {
        List<Parked> found = new ArrayList<>(some(Brakes.code(Verb.REMOVE), most, except));
        found.addAll(some(CODE, most - found.size(), except));
        return found;
    }

    private List<Parked> some(String code, int most, Set<Parked.Key> except) {
        return most <= 0
                ? List.of()
                : context.store().parked(context.integration(), flow.id(), code, most + except.size()).stream()
                        .filter(parked -> !except.contains(parked.key()))
                        .limit(most)
                        .toList();
    }

    /** Returns those of some sources that wait. */
    List<Parked> among(List<RecordRef> sources) {
        StoreRequest request = StoreRequest.about(context.integration(), flow.id(), Side.SOURCE, sources);
        Map<RecordRef, Parked> rows = context.store().load(request).parked();
        return sources.stream()
                .flatMap(source -> Optional.ofNullable(rows.get(source)).stream())
                .filter(parked -> parked.code().equals(CODE) || parked.code().equals(Brakes.code(Verb.REMOVE)))
                .toList();
    }

    /** Holds all of them back, and says of each so once. */
    void withhold(int slice) {
        List<Parked> waiting = some(CODE, slice, Set.of());
        while (!waiting.isEmpty()) {
            waiting.forEach(parked -> parking.later(
                    parked.key(),
                    Optional.of(parked),
                    Kind.PENDING,
                    Brakes.code(Verb.REMOVE),
                    brakes.reason(Verb.REMOVE),
                    Brakes.REST));
            ledger.commit();
            waiting = some(CODE, slice, Set.of());
        }
    }

    Parked.Key key(StoredLink link) {
        return context.key(Side.SOURCE, link.source());
    }
}
