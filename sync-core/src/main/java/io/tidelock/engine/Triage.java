package io.tidelock.engine;

import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.Eligibility.Ruling;
import io.tidelock.mapping.UnmappedValueException;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.UnreadableValueException;
import io.tidelock.store.Fingerprint;
import io.tidelock.store.Intent;
import io.tidelock.store.LinkState;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreRequest;
import io.tidelock.store.StoreSnapshot;
import io.tidelock.store.StoredLink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Lets the records fall out that need nothing: unchanged ones by one fingerprint, before any look-up; then those that do not
 * take part.
 */
final class Triage {

    private final FlowContext context;
    private final Ledger ledger;
    private final Parking parking;
    private final Optional<Instant> activatedAt;
    private final Set<Parked.Key> beingCreated;

    Triage(FlowContext context, Ledger ledger, Parking parking, Optional<Instant> activatedAt, List<Intent> open) {
        this.context = context;
        this.ledger = ledger;
        this.parking = parking;
        this.activatedAt = activatedAt;
        this.beingCreated =
                open.stream().filter(Intent::creates).map(Intent::origin).collect(Collectors.toSet());
    }

    /**
     * Returns the records that need a closer look.
     *
     * @param stale takes the records that must be read again first, because they show less than we wrote
     */
    List<Item> changed(Side side, List<Observation> observations, Consumer<RecordRef> stale) {
        Map<RecordRef, Observation> latest = latest(observations);
        StoreSnapshot known = context.store()
                .load(StoreRequest.about(context.integration(), context.flow().id(), side, latest.keySet()));
        List<Item> items = new ArrayList<>();
        latest.values()
                .forEach(seen -> item(side, seen, known)
                        .filter(item -> needsALook(item, known, seen, stale))
                        .ifPresent(items::add));
        return items;
    }

    private static Map<RecordRef, Observation> latest(List<Observation> observations) {
        Map<RecordRef, Observation> latest = new LinkedHashMap<>();
        for (Observation seen : observations) {
            latest.merge(seen.record().ref(), seen, (before, now) -> isBefore(now, before) ? before : now);
        }
        return latest;
    }

    private static boolean isBefore(Observation earlier, Observation later) {
        Instant then = later.record().changedAt().orElse(Instant.MIN);
        return earlier.record().changedAt().map(stamp -> stamp.isBefore(then)).orElse(false);
    }

    private Optional<Item> item(Side side, Observation seen, StoreSnapshot known) {
        ledger.tally(context.flow().id()).observed++;
        RecordRef ref = seen.record().ref();
        Optional<Parked> parked = Optional.ofNullable(known.parked().get(ref));
        try {
            Fingerprint digest = context.fingerprinter().digest(context.flow(), side, seen.record());
            Item item = new Item(context.flow(), side, seen, digest, parked);
            known.link(ref).ifPresent(item::link);
            return Optional.of(item);
        } catch (UnreadableValueException unreadable) {
            parking.quarantine(
                    context.key(side, ref),
                    parked,
                    null,
                    Kind.QUARANTINED,
                    "UNREADABLE_VALUE",
                    unreadableField(side, seen.record()) + ": " + unreadable.getMessage());
            return Optional.empty();
        }
    }

    private String unreadableField(Side side, Record record) {
        return context.flow().mappings().stream()
                .flatMap(mapping -> mapping.field(side).stream())
                .filter(field -> {
                    try {
                        field.type().read(record.value(field.name()));
                        return false;
                    } catch (UnreadableValueException unreadable) {
                        return true;
                    }
                })
                .findFirst()
                .map(field -> "Field " + field.name())
                .orElse("A field");
    }

    private boolean needsALook(Item item, StoreSnapshot known, Observation seen, Consumer<RecordRef> stale) {
        if (isNobodys(item) || isBeingCreated(item) || isSettled(item) || isResting(item)) {
            return false;
        }
        boolean older = item.link()
                .flatMap(link -> Optional.ofNullable(link.stamp(item.side)))
                .flatMap(stamp -> item.seen().changedAt().map(shown -> shown.isBefore(stamp)))
                .orElse(false);
        if (older && !seen.fresh()) {
            stale.accept(item.ref());
            return false;
        }
        return isAlive(item, known) && isEligible(item, known);
    }

    /** On request means: what nobody asked for is not ours. */
    private boolean isNobodys(Item item) {
        boolean unasked =
                item.side == Side.TARGET && context.flow().requestFlag().isPresent() && !item.isRequested();
        if (unasked) {
            parking.release(item);
            ledger.tally(context.flow().id()).ignored++;
        }
        return unasked;
    }

    private boolean isBeingCreated(Item item) {
        return beingCreated.contains(context.key(item.side, item.ref()));
    }

    private boolean isSettled(Item item) {
        boolean settled = !item.isRequested()
                && item.link()
                        .map(link -> link.state() == LinkState.LIVE && item.seenDigest.equals(link.digest(item.side)))
                        .orElse(false);
        if (settled) {
            parking.release(item);
            ledger.tally(context.flow().id()).unchanged++;
        }
        return settled;
    }

    /** A parked record that shows nothing new rests until it is due. */
    private boolean isResting(Item item) {
        boolean resting = item.channel != Channel.REVISIT
                && item.parked
                        .filter(parked -> parked.state() != Parked.State.PENDING)
                        .filter(parked -> item.seenDigest.equals(parked.seen()))
                        .isPresent();
        if (resting) {
            ledger.tally(context.flow().id()).unchanged++;
        }
        return resting;
    }

    /** A record that was deleted on the other side does not come back by an edit on this one. */
    private boolean isAlive(Item item, StoreSnapshot known) {
        Optional<StoredLink> link = item.link();
        if (link.isEmpty() || link.get().state() == LinkState.LIVE) {
            return true;
        }
        LinkState ownSideGone = item.side == Side.SOURCE ? LinkState.SOURCE_GONE : LinkState.TARGET_GONE;
        if (link.get().state() == ownSideGone) {
            item.link(link.get().in(LinkState.LIVE));
            return true;
        }
        parking.exclude(
                item,
                Optional.ofNullable(known.verdicts().get(item.ref())),
                "COUNTERPART_GONE",
                "Its counterpart was deleted; restore that one, or unlink the two to create it anew");
        return false;
    }

    private boolean isEligible(Item item, StoreSnapshot known) {
        if (item.side == Side.TARGET) {
            return true;
        }
        if (isTooOld(item)) {
            parking.exclude(
                    item,
                    Optional.ofNullable(known.verdicts().get(item.ref())),
                    "BEFORE_ACTIVATION",
                    "It was created before the sync was activated; a backfill takes it");
            return false;
        }
        return judge(item).map(ruling -> admit(item, ruling, known)).orElse(false);
    }

    private boolean isTooOld(Item item) {
        return context.flow().sinceActivation()
                && !item.isLinked()
                && item.channel != Channel.BACKFILL
                && activatedAt
                        .flatMap(activated -> item.seen().createdAt().map(created -> created.isBefore(activated)))
                        .orElse(false);
    }

    private Optional<Ruling> judge(Item item) {
        try {
            return Optional.of(context.flow().eligibility().judge(item.seen()));
        } catch (UnreadableValueException | UnmappedValueException unusable) {
            parking.quarantine(item, Kind.QUARANTINED, "UNREADABLE_VALUE", unusable.getMessage() + "");
        } catch (RuntimeException broken) { // the host's code: a rule that fails for one record stops no other
            parking.quarantine(
                    item,
                    Kind.QUARANTINED,
                    "RULE_FAILED",
                    "The rule \"" + context.flow().eligibility().name() + "\" failed with "
                            + broken.getClass().getSimpleName());
        }
        return Optional.empty();
    }

    private boolean admit(Item item, Ruling ruling, StoreSnapshot known) {
        if (ruling instanceof Ruling.Excluded excluded) {
            parking.exclude(
                    item, Optional.ofNullable(known.verdicts().get(item.ref())), excluded.code(), excluded.reason());
            return false;
        } else if (ruling instanceof Ruling.Deferred deferred) {
            return admit(item, new Parked.Parent(deferred.flow(), deferred.parent()));
        }
        return true;
    }

    private boolean admit(Item item, Parked.Parent parent) {
        boolean linked = context.store()
                .load(StoreRequest.about(context.integration(), parent.flow(), Side.SOURCE, Set.of(parent.source())))
                .link(parent.source())
                .isPresent();
        if (!linked) {
            parking.defer(item, parent);
        }
        return linked;
    }
}
