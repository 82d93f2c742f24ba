package io.tidelock.engine;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.Base.Settled;
import io.tidelock.store.Intent;
import io.tidelock.store.StoredLink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Looks what became of updates whose answer was lost: what was written and is shown becomes the base, so that it is not
 * taken for an edit of the people there.
 */
final class LostUpdates {

    /** How long a record that is archived or cannot be read keeps its update open; then it is decided without. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final FlowContext context;
    private final Flow flow;
    private final Ledger ledger;
    private final Links links;
    private final WriteJournal journal;

    LostUpdates(FlowContext context, Ledger ledger, Links links, WriteJournal journal) {
        this.context = context;
        this.flow = context.flow();
        this.ledger = ledger;
        this.links = links;
        this.journal = journal;
    }

    /** Settles what arrived; returns the updates that cannot be told now. */
    List<Intent> settle(List<Intent> updates) {
        List<Intent> unread = new ArrayList<>();
        for (Side side : Side.values()) {
            List<Intent> written =
                    updates.stream().filter(intent -> intent.written() == side).toList();
            List<RecordRef> refs = written.stream().map(LostUpdates::record).toList();
            Map<RecordRef, StoredLink> linked = links.of(side, refs);
            Set<RecordRef> hidden = new HashSet<>();
            Map<RecordRef, Record> shown = read(side, refs.stream().distinct().toList(), hidden);
            List<StoredLink> settled = new ArrayList<>();
            for (Intent intent : written) {
                StoredLink link = linked.get(record(intent));
                Optional<Record> now = Optional.ofNullable(shown.get(record(intent)));
                if (link != null && now.isPresent()) {
                    settled.add(settled(link, intent, now.get()));
                } else if (now.isPresent()) {
                    journalled(intent, now.get());
                } else if (hidden.contains(record(intent)) && isRecent(intent)) {
                    unread.add(intent);
                }
            }
            stamped(side.other(), settled).forEach(ledger.open()::put);
        }
        return unread;
    }

    /** What was written came from the other side, which may have shown it later than we remember: older news must not undo it. */
    private List<StoredLink> stamped(Side from, List<StoredLink> settled) {
        List<RecordRef> refs = settled.stream()
                .map(link -> link.ref(from))
                .filter(ref -> flow.follows(from) && ref.part().isEmpty())
                .toList();
        Map<RecordRef, Record> shown = read(from, refs, new HashSet<>());
        return settled.stream()
                .map(link -> link.stamped(
                        from,
                        Optional.ofNullable(shown.get(link.ref(from)))
                                .flatMap(Record::changedAt)
                                .orElse(null)))
                .toList();
    }

    private static RecordRef record(Intent intent) {
        return Objects.requireNonNull(intent.record());
    }

    private boolean isRecent(Intent intent) {
        Instant now = context.clock().instant();
        return intent.at().plus(PATIENCE).isAfter(now);
    }

    private Map<RecordRef, Record> read(Side side, List<RecordRef> refs, Set<RecordRef> hidden) {
        Map<RecordRef, Record> shown = new LinkedHashMap<>();
        if (refs.isEmpty()) {
            return shown;
        }
        try {
            List<String> ids = refs.stream().map(RecordRef::id).toList();
            for (ReadOutcome outcome : context.reader(side).read(ids, flow.fields(side))) {
                RecordRef ref = RecordRef.of(flow.type(side), outcome.id());
                if (outcome instanceof ReadOutcome.Present present) {
                    shown.put(ref, present.record());
                } else if (outcome instanceof ReadOutcome.Archived) { // it may come back with what was written
                    hidden.add(ref);
                }
            }
        } catch (RequestRejectedException spoiled) {
            if (refs.size() == 1) {
                hidden.addAll(refs);
            } else {
                shown.putAll(read(side, refs.subList(0, refs.size() / 2), hidden));
                shown.putAll(read(side, refs.subList(refs.size() / 2, refs.size()), hidden));
            }
        }
        return shown;
    }

    /** The first write of a pair can be lost before its link is stored: done it is all the same. */
    private void journalled(Intent intent, Record now) {
        AppliedWrite write = new AppliedWrite(context, intent, now);
        write.key().filter(key -> !write.fields(key).isEmpty()).ifPresent(key -> journal.recognised(intent, now.ref()));
    }

    /** An update is announced under the key that its link is remembered under, if it is yet. */
    private StoredLink settled(StoredLink link, Intent intent, Record now) {
        AppliedWrite write = new AppliedWrite(context, intent, now);
        int key = link.keyId() == 0 ? write.key().orElse(context.keys().currentId()) : link.keyId();
        Map<String, Settled> applied = write.fields(key);
        if (!applied.isEmpty()) {
            journal.recognised(intent, now.ref());
        }
        return link.settled(link.base().with(applied), null, null)
                .stamped(intent.written(), now.changedAt().orElse(null))
                .keyed(key);
    }
}
