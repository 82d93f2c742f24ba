package io.tidelock.engine;

import io.tidelock.engine.Verdict.Kind;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.UnreadableValueException;
import io.tidelock.store.Fingerprint;
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
import org.jspecify.annotations.Nullable;

/**
 * Lets the records fall out that need nothing: unchanged ones by one fingerprint, before any look-up; then those that do not
 * take part.
 */
final class Triage {

    private final FlowContext context;
    private final Ledger ledger;
    private final Parking parking;
    private final Admission admission;
    private final Set<Parked.Key> underWay;

    Triage(FlowContext context, Ledger ledger, Parking parking, Admission admission, Set<Parked.Key> underWay) {
        this.context = context;
        this.ledger = ledger;
        this.parking = parking;
        this.admission = admission;
        this.underWay = underWay;
    }

    /**
     * Returns the records that need a closer look.
     *
     * @param stale takes the records that must be read again first, because they show less than we know
     */
    List<Item> changed(Side side, List<Observation> observations, Consumer<RecordRef> stale) {
        Map<RecordRef, Observation> latest = latest(observations);
        if (latest.isEmpty()) {
            return List.of();
        }
        StoreSnapshot known = context.store()
                .load(StoreRequest.about(context.integration(), context.flow().id(), side, latest.keySet()));
        List<Item> items = new ArrayList<>();
        latest.forEach((ref, seen) -> {
            if (known.aliases().containsKey(ref) && !seen.fresh()) {
                stale.accept(ref); // it was merged away: an old page brings nothing back
            } else {
                item(side, seen, known).filter(item -> needsALook(item, stale)).ifPresent(items::add);
            }
        });
        return admission.admit(side, items);
    }

    static Map<RecordRef, Observation> latest(List<Observation> observations) {
        Map<RecordRef, Observation> latest = new LinkedHashMap<>();
        for (Observation seen : observations) {
            latest.merge(seen.record().ref(), seen, (before, now) -> isBefore(now, before) ? before : now);
        }
        return latest;
    }

    static boolean isBefore(Observation earlier, Observation later) {
        Instant then = later.record().changedAt().orElse(Instant.MIN);
        return earlier.record().changedAt().map(stamp -> stamp.isBefore(then)).orElse(false);
    }

    private Optional<Item> item(Side side, Observation seen, StoreSnapshot known) {
        ledger.tally(context.flow().id()).observed++;
        RecordRef ref = seen.record().ref();
        Optional<Parked> parked = Optional.ofNullable(known.parked().get(ref));
        try {
            Fingerprint digest = context.fingerprinter().digest(context.flow(), side, seen.record());
            Item.Known about = new Item.Known(
                    known.link(ref),
                    parked,
                    Optional.ofNullable(known.verdicts().get(ref)));
            return Optional.of(new Item(context.flow(), side, seen, digest, about));
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

    private boolean needsALook(Item item, Consumer<RecordRef> stale) {
        if (isNobodys(item) || isUnderWay(item)) {
            return false;
        } else if (mayBeOutdated(item)) {
            stale.accept(item.ref());
            return false;
        }
        return !isSettled(item) && !isResting(item);
    }

    /**
     * Tells whether the system may show more by now. What is parked was seen before, and nobody knows whether before or
     * after this was shown: an old showing must not take its place.
     */
    private boolean mayBeOutdated(Item item) {
        boolean older = item.link()
                .flatMap(link -> Optional.ofNullable(link.stamp(item.side)))
                .flatMap(stamp -> item.seen().changedAt().map(shown -> shown.isBefore(stamp)))
                .orElse(false);
        boolean parked = item.parked.isPresent() && !rests(item);
        boolean wasGone = item.link()
                        .filter(link -> Links.isGone(link, item.side))
                        .isPresent()
                || item.told.filter(told -> told.code().equals(Ledger.REPLACED)).isPresent();
        return !item.isFresh() && (wasGone || parked || (older && !showsTheSettled(item)));
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

    private boolean isUnderWay(Item item) {
        return underWay.contains(context.key(item.side, item.ref()));
    }

    private boolean isSettled(Item item) {
        boolean settled = showsTheSettled(item);
        if (settled) {
            parking.release(item);
            ledger.tally(context.flow().id()).unchanged++;
        }
        return settled;
    }

    /** Tells whether a record shows what it showed before; that may have been noted under a former key. */
    private boolean shows(Item item, @Nullable Fingerprint before) {
        return before != null
                && (before.equals(item.seenDigest)
                        || context.keys()
                                .formers()
                                .anyMatch(former ->
                                        before.equals(former.digest(context.flow(), item.side, item.seen()))));
    }

    private boolean showsTheSettled(Item item) {
        return !item.isRequested()
                && item.link()
                        .map(link -> isToldVersion(item, link)
                                || (link.state() == LinkState.LIVE && shows(item, link.digest(item.side))))
                        .orElse(false);
    }

    /** What a version became stays as it is, once it is known for certain. */
    private static boolean isToldVersion(Item item, StoredLink link) {
        return item.side == Side.SOURCE && item.flow.versions().isPresent() && link.digest(Side.SOURCE) != null;
    }

    private boolean isResting(Item item) {
        boolean resting = rests(item);
        if (resting) {
            ledger.tally(context.flow().id()).unchanged++;
        }
        return resting;
    }

    /** A parked record that shows nothing new rests until it is due. */
    private boolean rests(Item item) {
        return item.channel != Channel.REVISIT
                && item.parked
                        .filter(parked -> parked.state() != Parked.State.PENDING)
                        .filter(parked -> shows(item, parked.seen()))
                        .isPresent();
    }
}
