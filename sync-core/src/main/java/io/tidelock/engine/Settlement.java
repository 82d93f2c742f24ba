package io.tidelock.engine;

import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.UnreadableValueException;
import io.tidelock.record.Value;
import io.tidelock.store.Base.Settled;
import io.tidelock.store.Fingerprint;
import io.tidelock.store.StoredLink;
import io.tidelock.store.StoredVerdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes what both sides show now the base of the pair, and says what became of the record. */
final class Settlement {

    private static final String CONFLICT = "CONFLICT";

    private final FlowContext context;
    private final Flow flow;
    private final Ledger ledger;
    private final Parking parking;
    private final ElementMerge elements;
    private final Set<String> bases;

    Settlement(FlowContext context, Ledger ledger, Parking parking) {
        this.context = context;
        this.flow = context.flow();
        this.ledger = ledger;
        this.parking = parking;
        this.elements = new ElementMerge(flow, context.fingerprinter());
        this.bases = flow.mappings().stream().map(FieldMapping::basis).collect(Collectors.toUnmodifiableSet());
    }

    /** Settles the fields that were written to one side, in case the rest does not come to pass. */
    void settleWritten(Item item, Side written) {
        StoredLink link = linkOf(item);
        StoredLink settled = link;
        try {
            settled = link.settled(
                    link.base().with(bases(item, link, change -> change.settlesWith(written))), null, null);
        } catch (UnreadableValueException unreadable) {
            unreadable(item, unreadable);
        }
        item.link(settled);
        ledger.open().put(settled);
    }

    /** Settles everything there was to do about an item. The link is kept whatever comes of the rest. */
    void complete(Item item) {
        StoredLink link = seen(item, linkOf(item));
        try {
            link = settled(item, link);
            release(item);
            tell(item, link);
        } catch (UnreadableValueException unreadable) {
            unreadable(item, unreadable);
        }
        if (!item.stored.equals(Optional.of(link))) {
            ledger.open().put(link);
        }
    }

    /** What goes without a parent waits for it, and is not settled for good. */
    private void release(Item item) {
        if (item.side == Side.SOURCE && !item.missingParents().isEmpty()) {
            parking.await(item, item.missingParents());
        } else {
            parking.release(item);
        }
    }

    private static StoredLink linkOf(Item item) {
        return item.link().orElseThrow(() -> new IllegalStateException(item.ref() + " has no link"));
    }

    /** What the other side made of our write cannot be read as the mapping says: a person has to look. */
    private void unreadable(Item item, UnreadableValueException unreadable) {
        parking.quarantine(item, Kind.QUARANTINED, "UNREADABLE_VALUE", unreadable.getMessage() + "");
    }

    private StoredLink settled(Item item, StoredLink before) {
        Map<String, Settled> settled =
                bases(item, before, change -> change.decision().settles());
        boolean all = !item.has(FieldDecision.HOLD);
        return before.settled(
                        before.base().with(settled).only(bases), // what the plan no longer says is forgotten
                        all && item.missingParents().isEmpty() ? digest(item, Side.SOURCE) : null,
                        all ? digest(item, Side.TARGET) : null)
                .keyed(context.keys().currentId());
    }

    /** Remembers the newest stamps that were settled: what is shown with an older one is read again. */
    private static StoredLink seen(Item item, StoredLink link) {
        StoredLink stamped = link;
        for (Side side : Side.values()) {
            Optional<Instant> shown = item.record(side).flatMap(Record::changedAt);
            Instant before = link.stamp(side);
            if (shown.isPresent() && (before == null || shown.get().isAfter(before))) {
                stamped = stamped.stamped(side, shown.get());
            }
        }
        return stamped;
    }

    private Map<String, Settled> bases(Item item, StoredLink link, Predicate<FieldChange> which) {
        Map<String, Settled> settled = new LinkedHashMap<>();
        for (int place = 0; place < item.changes().size(); place++) {
            FieldChange change = item.changes().get(place);
            if (which.test(change) && !item.isWithheld(change.mapping())) {
                FieldMapping mapping = change.mapping();
                Optional<Settled> before = link.base().of(mapping.basis());
                settled.put(
                        mapping.basis(),
                        new Settled(
                                fingerprint(item, place, Side.SOURCE, before.map(Settled::source)),
                                fingerprint(item, place, Side.TARGET, before.map(Settled::target)),
                                elements.settled(item, change)));
            }
        }
        return settled;
    }

    /** Stands for what a side shows; for what it showed before where it was not looked at. */
    private Fingerprint fingerprint(Item item, int place, Side side, Optional<Fingerprint> before) {
        FieldMapping mapping = flow.mappings().get(place);
        Value value = item.shown(mapping, side);
        return value.isAbsent() && before.isPresent()
                ? before.get()
                : item.prints.of(context.fingerprinter(), flow, place, side, value);
    }

    private @Nullable Fingerprint digest(Item item, Side side) {
        if (!item.knowsWholly(side)) {
            return null;
        } else if (side == item.side && item.showsWhatWasSeen()) {
            return item.seenDigest;
        }
        Record record = item.record(side).orElseThrow();
        return context.fingerprinter().digest(flow, side, record);
    }

    private void tell(Item item, StoredLink link) {
        if (item.has(FieldDecision.HOLD)) {
            hold(item, link);
            return;
        }
        if (item.told.isPresent() || isAnotherPair(item, link)) {
            for (Side side : Side.values()) {
                ledger.open().forget(context.key(side, link.ref(side)));
            }
        }
        String reason = "";
        if (!item.withheld().isEmpty()) {
            reason = "It goes without " + item.withheld() + ", because "
                    + item.holder().map(Object::toString).orElse("another record") + " holds it and is somebody else's";
            remember(item.side, link, Contest.CODE, reason);
        }
        tell(item, link, item.kind(), reason.isEmpty() ? "" : Contest.CODE, reason);
    }

    /** Whom a record was told about with before may have been held with somebody else. */
    private static boolean isAnotherPair(Item item, StoredLink link) {
        return item.stored
                .filter(before ->
                        before.source().equals(link.source()) && before.target().equals(link.target()))
                .isEmpty();
    }

    /** Says once, whichever side shows it how often, that a person is to decide. */
    private void hold(Item item, StoredLink link) {
        String reason = "Both sides changed " + heldFields(item) + " differently; make them equal, or change one";
        boolean known = item.told
                .filter(told -> told.code().equals(CONFLICT) && told.reason().equals(reason))
                .isPresent();
        if (!known) {
            remember(Side.SOURCE, link, CONFLICT, reason);
            remember(Side.TARGET, link, CONFLICT, reason);
            tell(item, link, Kind.HELD, CONFLICT, reason);
        } else if (item.kind() != Kind.SETTLED) {
            tell(item, link, item.kind(), "", "");
        }
    }

    private void remember(Side side, StoredLink link, String code, String reason) {
        ledger.open()
                .put(new StoredVerdict(
                        context.key(side, link.ref(side)),
                        code,
                        reason,
                        context.clock().instant()));
    }

    private void tell(Item item, StoredLink link, Kind kind, String code, String reason) {
        Optional<RecordRef> other = Optional.of(link.ref(item.side.other()));
        ledger.tell(new Verdict(flow.id(), item.side, item.ref(), other, kind, code, reason));
    }

    private static String heldFields(Item item) {
        return String.join(
                ", ",
                item.changes().stream()
                        .filter(change -> change.decision() == FieldDecision.HOLD)
                        .map(change -> change.mapping().id())
                        .toList());
    }
}
