package io.tidelock.engine;

import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.Eligibility.Ruling;
import io.tidelock.mapping.UnmappedValueException;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.UnreadableValueException;
import io.tidelock.store.Parked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lets those source records on that take part now; the others are left out, or wait for their parents. */
final class Admission {

    /** What shows records by itself; by the other channels somebody let them in. */
    private static final Set<Channel> SHOWING = Set.of(Channel.POLL, Channel.WEBHOOK, Channel.WINDOW, Channel.SWEEP);

    private final FlowContext context;
    private final Parking parking;
    private final Decisions decisions;
    private final Optional<Instant> activatedAt;

    Admission(FlowContext context, Parking parking, Decisions decisions, Optional<Instant> activatedAt) {
        this.context = context;
        this.parking = parking;
        this.decisions = decisions;
        this.activatedAt = activatedAt;
    }

    /** Returns the items that take part. What stands at the target always does. */
    List<Item> admit(Side side, List<Item> items) {
        if (side == Side.TARGET) {
            return items;
        }
        List<Item> eligible = new ArrayList<>();
        Map<Item, Parked.Parent> waiting = new LinkedHashMap<>();
        for (Item item : items) {
            if (isTooOld(item)) {
                parking.exclude(
                        item, "BEFORE_ACTIVATION", "It was created before the sync was activated; a backfill takes it");
                continue;
            }
            Optional<Ruling> ruling = judge(item);
            if (ruling.isEmpty()) {
                continue;
            } else if (ruling.get() instanceof Ruling.Excluded excluded) {
                parking.exclude(item, excluded.code(), excluded.reason());
                continue;
            } else if (ruling.get() instanceof Ruling.OnlyIfLinked only && !item.isLinked()) {
                parking.exclude(item, only.code(), only.reason());
                continue;
            } else if (ruling.get() instanceof Ruling.Deferred deferred) {
                waiting.put(item, new Parked.Parent(deferred.flow(), deferred.parent()));
            }
            eligible.add(item);
        }
        List<Item> projected = new ArrayList<>(decisions.projected(eligible));
        waiting.keySet().retainAll(projected);
        projected.removeAll(defer(waiting));
        return projected;
    }

    /** New is what was created since activation; what a backfill, a person or an earlier pass let in stays in. */
    private boolean isTooOld(Item item) {
        return context.flow().sinceActivation()
                && SHOWING.contains(item.channel)
                && !item.isLinked()
                && item.parked.isEmpty()
                && activatedAt
                        .flatMap(activated -> item.seen().createdAt().map(created -> created.isBefore(activated)))
                        .orElse(false);
    }

    private Optional<Ruling> judge(Item item) {
        String rule = context.flow().eligibility().name();
        try {
            return isOutside(item)
                    ? Optional.of(new Ruling.Excluded(
                            "OUTSIDE_WINDOW", "It lies outside the flow's window; it is taken when it enters it"))
                    : Optional.of(context.flow().eligibility().judge(item.seen()));
        } catch (UnreadableValueException | UnmappedValueException unusable) {
            parking.quarantine(
                    item, Kind.QUARANTINED, "UNREADABLE_VALUE", "Rule \"" + rule + "\": " + unusable.getMessage());
        } catch (RuntimeException broken) { // the host's code: a rule that fails for one record stops no other
            parking.quarantine(
                    item,
                    Kind.QUARANTINED,
                    "RULE_FAILED",
                    "The rule \"" + rule + "\" failed with " + broken.getClass().getSimpleName());
        }
        return Optional.empty();
    }

    /** What is linked goes on taking part when it has left the window; what a backfill or a person lets in does, too. */
    private boolean isOutside(Item item) {
        Instant now = context.clock().instant();
        return SHOWING.contains(item.channel)
                && !item.isLinked()
                && context.flow()
                        .window()
                        .filter(window -> !window.holds(item.seen(), now))
                        .isPresent();
    }

    /** Lets those wait whose parents are not linked yet, and returns them; asks once for each flow of parents. */
    private Set<Item> defer(Map<Item, Parked.Parent> waiting) {
        Map<String, Set<RecordRef>> parents = new LinkedHashMap<>();
        waiting.values()
                .forEach(parent -> parents.computeIfAbsent(parent.flow(), flow -> new LinkedHashSet<>())
                        .add(parent.source()));
        Set<Parked.Parent> linked = new LinkedHashSet<>();
        ParentLinks links = new ParentLinks(context);
        parents.forEach((flow, refs) ->
                links.of(flow, Side.SOURCE, refs).keySet().forEach(ref -> linked.add(new Parked.Parent(flow, ref))));
        Set<Item> deferred = new LinkedHashSet<>();
        waiting.forEach((item, parent) -> {
            if (!linked.contains(parent)) {
                parking.defer(item, parent);
                deferred.add(item);
            }
        });
        return deferred;
    }
}
