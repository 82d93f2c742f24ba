package io.tidelock.engine;

import io.tidelock.engine.TakingApart.UnsoundPartsException;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.Flow;
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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Takes the source records of a page apart where the flow says so, and notes which parts are no longer there. From here on a
 * part is a record like any other.
 */
final class Expansion {

    private final FlowContext context;
    private final Flow flow;
    private final Parking parking;
    private final TakingApart takingApart;

    Expansion(FlowContext context, Parking parking, TakingApart takingApart) {
        this.context = context;
        this.flow = context.flow();
        this.parking = parking;
        this.takingApart = takingApart;
    }

    /**
     * A page, taken apart.
     *
     * @param parts what goes through the loop
     * @param vanished the links of parts that their records no longer have
     * @param doubtful records that seem to have lost something, or show less than we know, and must be read first
     * @param parked refs that are parked and need not be once the page is done
     */
    record Page(List<Observation> parts, List<StoredLink> vanished, List<RecordRef> doubtful, List<RecordRef> parked) {

        static Page of(List<Observation> records) {
            return new Page(records, List.of(), List.of(), List.of());
        }

        /** Tells whether nothing is left to see to once the parts went through the loop. */
        boolean isWhole() {
            return vanished.isEmpty() && doubtful.isEmpty() && parked.isEmpty();
        }

        private static Page empty() {
            return new Page(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /** Takes what a channel showed apart. */
    Page of(Side side, List<Observation> seen) {
        return of(side, seen, ref -> true, List.of());
    }

    /** Takes apart what was read because some parts, or whole records, were asked for; other parts are seen by the way. */
    Page of(Side side, List<Observation> seen, List<RecordRef> asked) {
        Set<RecordRef> wanted = Set.copyOf(asked);
        return of(side, seen, ref -> wanted.contains(ref) || wanted.contains(ref.whole()), asked);
    }

    private Page of(Side side, List<Observation> seen, Predicate<RecordRef> isAsked, List<RecordRef> asked) {
        if (!takingApart.appliesTo(side) || seen.isEmpty()) {
            return Page.of(seen);
        }
        Map<RecordRef, Observation> wholes = Triage.latest(seen);
        StoreSnapshot known =
                context.store().load(StoreRequest.about(context.integration(), flow.id(), side, wholes.keySet()));
        Map<RecordRef, List<StoredLink>> linked =
                context.store().parts(context.integration(), flow.id(), wholes.keySet());
        Page page = Page.empty();
        for (Observation whole : wholes.values()) {
            RecordRef ref = whole.record().ref();
            List<StoredLink> links = linked.getOrDefault(ref, List.of());
            Optional<Parked> parked = Optional.ofNullable(known.parked().get(ref));
            if (isOutdated(whole, links)) {
                page.doubtful.add(ref);
            } else {
                takeApart(whole, parked).ifPresent(parts -> {
                    lay(page, whole, parts, links, isAsked);
                    parked.ifPresent(done -> page.parked.add(ref));
                    asked.stream()
                            .filter(part -> part.whole().equals(ref) && !part.equals(ref) && !parts.containsKey(part))
                            .forEach(page.parked::add);
                });
            }
        }
        return page;
    }

    /** An observation that is older than what we know could bring back what is gone. */
    private boolean isOutdated(Observation whole, List<StoredLink> links) {
        return !whole.fresh()
                && flow.versions().isEmpty()
                && whole.record()
                        .changedAt()
                        .filter(shown -> links.stream()
                                .map(link -> link.stamp(Side.SOURCE))
                                .anyMatch(known -> known != null && shown.isBefore(known)))
                        .isPresent();
    }

    private void lay(
            Page page,
            Observation whole,
            Map<RecordRef, Record> parts,
            List<StoredLink> links,
            Predicate<RecordRef> isAsked) {
        List<StoredLink> vanished = flow.versions().isPresent() ? List.of() : vanished(links, parts.keySet());
        if (!vanished.isEmpty() && !whole.fresh()) {
            page.doubtful.add(whole.record().ref());
            return;
        }
        Instant stamp = whole.record().changedAt().orElse(null);
        vanished.forEach(link -> page.vanished.add(link.stamped(Side.SOURCE, stamp)));
        boolean known = flow.versions().isPresent() && parts.values().stream().allMatch(v -> isToldAlready(v, links));
        if (!known) {
            parts.forEach((ref, part) -> {
                Channel channel = flow.versions().isPresent() || isAsked.test(ref) ? whole.channel() : Channel.POLL;
                page.parts.add(new Observation(part, channel, whole.fresh()));
            });
        }
    }

    private static List<StoredLink> vanished(List<StoredLink> links, Set<RecordRef> present) {
        return links.stream()
                .filter(link -> link.state() == LinkState.LIVE && !present.contains(link.source()))
                .toList();
    }

    /** A stamp that moved while nothing changed that is mapped makes no new version. */
    private boolean isToldAlready(Record version, List<StoredLink> links) {
        return links.stream()
                .max(Comparator.comparing(Expansion::stamp).thenComparing(StoredLink::linkedAt))
                .filter(newest -> !newest.source().equals(version.ref()))
                .map(newest -> newest.digest(Side.SOURCE))
                .filter(told -> context.keys().all().stream()
                        .anyMatch(key -> told.equals(key.digest(flow, Side.SOURCE, version))))
                .isPresent();
    }

    private static Instant stamp(StoredLink link) {
        Instant stamp = link.stamp(Side.SOURCE);
        return stamp == null ? Instant.MIN : stamp;
    }

    private Optional<Map<RecordRef, Record>> takeApart(Observation whole, Optional<Parked> parked) {
        try {
            Map<RecordRef, Record> parts = takingApart.of(whole.record());
            return Optional.of(parts);
        } catch (UnsoundPartsException twins) {
            refuse(whole, parked, "DUPLICATE_PART", "Two of its parts have the same key; give each a key of its own");
        } catch (UnreadableValueException unreadable) {
            refuse(whole, parked, "UNREADABLE_VALUE", unreadable.getMessage() + "");
        } catch (RuntimeException broken) { // the host's code: a rule that fails for one record stops no other
            String reason =
                    "The rule \"" + flow.parts().map(rule -> rule.name()).orElse("append-only") + "\" failed with "
                            + broken.getClass().getSimpleName();
            refuse(whole, parked, "RULE_FAILED", reason);
        }
        return Optional.empty();
    }

    /** Holds the whole record back; one that shows nothing new rests until it is due. */
    private void refuse(Observation whole, Optional<Parked> before, String code, String reason) {
        Fingerprint shown = shown(whole.record());
        boolean rests = whole.channel() != Channel.REVISIT
                && before.filter(parked -> shown.equals(parked.seen())).isPresent();
        if (!rests) {
            Parked.Key key = context.key(Side.SOURCE, whole.record().ref());
            parking.quarantine(key, before, shown, Kind.QUARANTINED, code, reason);
        }
    }

    private Fingerprint shown(Record whole) {
        List<String> texts = flow.fields(Side.SOURCE).stream()
                .map(field -> whole.value(field).plain())
                .toList();
        return context.fingerprinter().key("whole/" + flow.id(), texts);
    }
}
