package io.tidelock.engine;

import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.store.Base.Settled;
import io.tidelock.store.Fingerprint;
import io.tidelock.store.StoredLink;
import io.tidelock.store.StoredVerdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes what both sides show now the base of the pair, and says what became of the record. */
final class Settlement {

    private final FlowContext context;
    private final Flow flow;
    private final Ledger ledger;
    private final Parking parking;

    Settlement(FlowContext context, Ledger ledger, Parking parking) {
        this.context = context;
        this.flow = context.flow();
        this.ledger = ledger;
        this.parking = parking;
    }

    /** Settles the fields that were written to one side, in case the rest does not come to pass. */
    void settleWritten(Item item, Side written) {
        FieldDecision decision = written == Side.SOURCE ? FieldDecision.WRITE_SOURCE : FieldDecision.WRITE_TARGET;
        item.link().ifPresent(link -> {
            StoredLink settled = link.settled(link.base().with(bases(item, link, decision)), null, null);
            item.link(settled);
            ledger.open().put(settled);
        });
    }

    /** Settles everything there was to do about an item. */
    void complete(Item item) {
        StoredLink before = item.link().orElseThrow(() -> new IllegalStateException(item.ref() + " has no link"));
        Map<String, Settled> settled = new LinkedHashMap<>();
        settled.putAll(bases(item, before, FieldDecision.SETTLE));
        settled.putAll(bases(item, before, FieldDecision.WRITE_TARGET));
        settled.putAll(bases(item, before, FieldDecision.WRITE_SOURCE));
        boolean all = !item.has(FieldDecision.HOLD);
        StoredLink link = before.settled(
                before.base().with(settled),
                all ? digest(item, Side.SOURCE) : null,
                all ? digest(item, Side.TARGET) : null);
        if (!link.equals(before) || item.kind() != Kind.SETTLED) {
            ledger.open().put(link);
        }
        parking.release(item);
        tell(item, link);
    }

    private Map<String, Settled> bases(Item item, StoredLink link, FieldDecision decision) {
        Map<String, Settled> settled = new LinkedHashMap<>();
        for (FieldChange change : item.changes()) {
            if (change.decision() == decision) {
                FieldMapping mapping = change.mapping();
                Optional<Settled> before = link.base().of(mapping.id());
                settled.put(
                        mapping.id(),
                        new Settled(
                                fingerprint(item, mapping, Side.SOURCE, before.map(Settled::source)),
                                fingerprint(item, mapping, Side.TARGET, before.map(Settled::target))));
            }
        }
        return settled;
    }

    /** Stands for what a side shows; for what it showed before where it was not looked at. */
    private Fingerprint fingerprint(Item item, FieldMapping mapping, Side side, Optional<Fingerprint> before) {
        Value value = item.record(side)
                .map(record -> mapping.shown(side, record))
                .orElseGet(() -> mapping.field(side).isEmpty() ? mapping.shown(side, item.seen()) : Value.absent());
        return value.isAbsent() && before.isPresent()
                ? before.get()
                : context.fingerprinter().field(flow, mapping, side, value);
    }

    private @Nullable Fingerprint digest(Item item, Side side) {
        if (!item.knowsWholly(side)) {
            return null;
        }
        Record record = item.record(side).orElseThrow();
        return context.fingerprinter().digest(flow, side, record);
    }

    private void tell(Item item, StoredLink link) {
        RecordRef other = link.ref(item.side.other());
        if (item.has(FieldDecision.HOLD)) {
            String reason = "Both sides changed " + heldFields(item) + " differently; make them equal, or change one";
            ledger.open()
                    .put(new StoredVerdict(
                            context.key(item.side, item.ref()),
                            "CONFLICT",
                            reason,
                            context.clock().instant()));
            ledger.tell(
                    new Verdict(flow.id(), item.side, item.ref(), Optional.of(other), Kind.HELD, "CONFLICT", reason));
        } else if (!item.withheld().isEmpty()) {
            String reason = "It goes without " + item.withheld() + ", because "
                    + item.holder().map(Object::toString).orElse("another record") + " holds it and is somebody else's";
            ledger.open()
                    .put(new StoredVerdict(
                            context.key(item.side, item.ref()),
                            "KEY_CONTESTED",
                            reason,
                            context.clock().instant()));
            ledger.tell(new Verdict(
                    flow.id(), item.side, item.ref(), Optional.of(other), item.kind(), "KEY_CONTESTED", reason));
        } else {
            ledger.tell(new Verdict(flow.id(), item.side, item.ref(), Optional.of(other), item.kind(), "", ""));
        }
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
