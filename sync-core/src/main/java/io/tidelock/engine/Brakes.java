package io.tidelock.engine;

import io.tidelock.mapping.Brake;
import io.tidelock.mapping.Flow;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.Verb;
import io.tidelock.store.Approval;
import io.tidelock.store.SyncStore;
import io.tidelock.store.VerbCount;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts what one flow does within a rolling day, durably, and says when it is too much. The store is asked once a pass, and
 * only when something is about to be done that a brake holds back.
 */
final class Brakes {

    /** How far brakes look back, and how long an approval lasts. */
    static final Duration DAY = Duration.ofDays(1);

    /** How long a record rests that was held back. */
    static final Duration REST = Duration.ofHours(1);

    private final FlowContext context;
    private final Flow flow;
    private final Ledger ledger;
    private final Parking parking;
    private final Instant moment;
    private final Map<Verb, Integer> counted = new EnumMap<>(Verb.class);
    private @Nullable List<Approval> approvals;
    private long links = -1;

    Brakes(FlowContext context, Ledger ledger, Parking parking) {
        this.context = context;
        this.flow = context.flow();
        this.ledger = ledger;
        this.parking = parking;
        this.moment = context.clock().instant();
    }

    /** Returns the code of records that are held back. */
    static String code(Verb verb) {
        return "BRAKE_" + verb;
    }

    /** Returns the ceiling that somebody approved and that still holds; 0 where nobody did. */
    static int approved(Verb verb, List<Approval> approvals, Instant now) {
        return approvals.stream()
                .filter(approval -> approval.verb() == verb && approval.until().isAfter(now))
                .mapToInt(Approval::ceiling)
                .findFirst()
                .orElse(0);
    }

    /** Returns the links of a flow that brakes reckon with: those that are live, and those let go within the day. */
    static long links(SyncStore store, IntegrationId integration, Flow flow, Map<Verb, Integer> counted) {
        long live = store.countLinks(integration, flow.id()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return live + counted.getOrDefault(Verb.UNLINK, 0) + counted.getOrDefault(Verb.REMOVE, 0);
    }

    /** Counts what an item's write does; false, and the item rests, when a brake holds it back. */
    boolean take(Item item) {
        Set<Verb> verbs = verbs(item);
        for (Verb verb : verbs) {
            if (!allows(verb, 1, 0)) {
                parking.later(item, code(verb), reason(verb), REST);
                return false;
            }
        }
        verbs.forEach(verb -> count(verb, 1));
        item.counted(verbs);
        return true;
    }

    private static Set<Verb> verbs(Item item) {
        if (!item.isLinked()) {
            return EnumSet.of(Verb.CREATE);
        }
        return item.clears() ? EnumSet.of(Verb.UPDATE, Verb.CLEAR) : EnumSet.of(Verb.UPDATE);
    }

    /** Takes back what was counted for an item whose write certainly did not come to pass. */
    void takeBack(Item item) {
        item.counted().forEach(verb -> count(verb, -1));
        item.counted(Set.of());
    }

    /** Counts one; false when the brake holds it back. */
    boolean take(Verb verb) {
        boolean free = allows(verb, 1, 0);
        if (free) {
            count(verb, 1);
        }
        return free;
    }

    /**
     * Tells whether something may be done so many times more. If not, the report will say so.
     *
     * @param letGo links that are no longer live because it is about to be done
     */
    boolean allows(Verb verb, int times, int letGo) {
        Optional<Brake> brake = flow.brake(verb);
        if (brake.isEmpty()) {
            return true;
        }
        int wanted = counted().getOrDefault(verb, 0) + times;
        boolean free = wanted <= Math.max(brake.get().absolute(), approved(verb, approvals(), moment))
                || wanted <= brake.get().limit(links() + letGo);
        if (!free) {
            ledger.tally(flow.id()).braked.add(verb);
        }
        return free;
    }

    /** Counts what is announced, so that it is stored together with it; negative to take back what was not done. */
    void count(Verb verb, int times) {
        if (flow.brake(verb).isPresent() && times != 0) {
            counted().merge(verb, times, Integer::sum);
            ledger.open().count(new VerbCount(flow.id(), verb, moment, times));
        }
    }

    String reason(Verb verb) {
        return "The brake on " + verb
                + " holds it back: more within a day than the flow allows without a person's leave;"
                + " look why, then approve(…) as many as are right";
    }

    private Map<Verb, Integer> counted() {
        if (approvals == null) {
            approvals = context.store().approvals(context.integration(), flow.id());
            counted.putAll(context.store().counted(context.integration(), flow.id(), moment.minus(DAY)));
        }
        return counted;
    }

    private List<Approval> approvals() {
        counted();
        return approvals == null ? List.of() : approvals;
    }

    private long links() {
        if (links < 0) {
            links = links(context.store(), context.integration(), flow, counted());
        }
        return links;
    }
}
