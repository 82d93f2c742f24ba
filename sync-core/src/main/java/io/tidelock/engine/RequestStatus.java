package io.tidelock.engine;

import io.tidelock.answers.Reason.Group;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.mapping.RequestFlag;
import io.tidelock.record.Field;
import io.tidelock.record.FieldType;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.store.Base;
import io.tidelock.store.Intent;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreRequest;
import io.tidelock.store.StoreSnapshot;
import io.tidelock.store.StoredVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Shows on the records themselves why what somebody asked for by a flag was refused; nothing any more once nobody asks. What
 * a record should show follows from the store, so a showing that is lost is made up for when the record is seen again. What
 * succeeds empties the text together with the flag.
 */
final class RequestStatus {

    private static final int LONGEST = 500;

    /** Ends the reason of what its record refuses to show, until the next try of what was asked for. */
    private static final String UNSHOWN = "; the record refuses to show it";

    private final FlowContext context;
    private final Ledger ledger;
    private final PassLimits limits;
    private final Supplier<UUID> ids;

    RequestStatus(FlowContext context, Ledger ledger, PassLimits limits, Supplier<UUID> ids) {
        this.context = context;
        this.ledger = ledger;
        this.limits = limits;
        this.ids = ids;
    }

    /** Looks at records of a side that were just taken through the loop. */
    void show(Side side, List<Observation> seen, List<Observation> again) {
        Optional<RequestFlag> flag = context.flow().requestFlag();
        Optional<Field> status = flag.flatMap(RequestFlag::status);
        if (side != Side.TARGET || status.isEmpty() || !ledger.witness().permitsStatus()) {
            return;
        }
        List<Record> concerned = Triage.latest(
                        Stream.concat(seen.stream(), again.stream()).toList())
                .values()
                .stream()
                .map(Observation::record)
                .filter(record -> isConcerned(record, flag.get(), status.get()))
                .toList();
        if (!concerned.isEmpty()) {
            ledger.commit();
            StoreSnapshot known = known(concerned);
            write(changes(concerned, known, flag.get(), status.get()), known);
        }
    }

    private static boolean isConcerned(Record record, RequestFlag flag, Field status) {
        Value shown = record.value(status.name());
        return !shown.isAbsent() && (flag.isSetIn(record) || shown.isPresent());
    }

    private StoreSnapshot known(List<Record> records) {
        List<RecordRef> refs = records.stream().map(Record::ref).toList();
        return context.store()
                .load(StoreRequest.about(context.integration(), context.flow().id(), Side.TARGET, refs));
    }

    private List<WriteOperation.Update> changes(
            List<Record> records, StoreSnapshot known, RequestFlag flag, Field status) {
        List<WriteOperation.Update> changes = new ArrayList<>();
        for (Record record : records) {
            Optional<String> text = flag.isSetIn(record) ? refusal(record.ref(), known) : Optional.of("");
            text.filter(wanted -> !isShown(wanted, record.value(status.name())))
                    .ifPresent(wanted -> changes.add(change(record.ref(), status, wanted)));
        }
        return changes;
    }

    private WriteOperation.Update change(RecordRef ref, Field status, String text) {
        Value value = text.isEmpty() ? Value.empty() : Value.text(text);
        return new WriteOperation.Update(ids.get().toString(), ref, Map.of(status.name(), value));
    }

    /** Returns why a request stands refused; empty where it succeeded, or only waits for its turn. */
    private static Optional<String> refusal(RecordRef ref, StoreSnapshot known) {
        Parked parked = known.parked().get(ref);
        StoredVerdict told = known.verdicts().get(ref);
        if (parked != null) {
            boolean refused = parked.state() == Parked.State.QUARANTINED
                    || Remedies.braked(parked.code()).isPresent();
            return refused && !parked.reason().endsWith(UNSHOWN)
                    ? Optional.of(text(parked.code(), parked.reason()))
                    : Optional.empty();
        }
        return Optional.ofNullable(told)
                .filter(verdict -> Remedies.ofVerdict(verdict.code()).group() != Group.NOTED
                        && !verdict.reason().endsWith(UNSHOWN))
                .map(verdict -> text(verdict.code(), verdict.reason()));
    }

    /** Cut between characters, and with no blank at its end that a system would take off: what never stays is written for ever. */
    private static String text(String code, String reason) {
        String text = code + ": " + reason;
        if (text.length() <= LONGEST) {
            return text;
        }
        boolean splits = Character.isHighSurrogate(text.charAt(LONGEST - 1));
        return text.substring(0, splits ? LONGEST - 1 : LONGEST).strip();
    }

    /** What a system makes of blanks and line ends is no other text. */
    private static boolean isShown(String text, Value now) {
        return FieldType.TEXT.canonical(Value.text(text)).equals(FieldType.TEXT.canonical(Value.text(now.plain())));
    }

    /** Announced like any other write; what exceeds the limit is shown with a later pass. */
    private void write(List<WriteOperation.Update> changes, StoreSnapshot known) {
        List<WriteOperation.Update> taken =
                changes.stream().filter(change -> limits.take(context.flow())).toList();
        taken.forEach(change -> ledger.open().announce(announced(change)));
        ledger.commit();
        Batches<WriteOperation.Update> batches = new Batches<>(
                batch -> context.writer(Side.TARGET).write(List.copyOf(batch)),
                (batch, outcomes) -> note(batch, outcomes, known),
                (batch, away) -> batch.forEach(change -> ledger.open().close(change.intent(), List.of())));
        batches.send(taken, taken.isEmpty() ? 1 : context.writer(Side.TARGET).batchLimit());
        ledger.commit();
        batches.requireSent();
    }

    private Intent announced(WriteOperation.Update change) {
        return new Intent(
                change.intent(),
                context.key(Side.TARGET, change.ref()),
                Side.TARGET,
                change.ref(),
                List.of(),
                Base.none(),
                context.clock().instant());
    }

    /** Of a write whose outcome nobody knows the intent stays open: the next pass finds out. */
    private void note(List<WriteOperation.Update> changes, List<WriteOutcome> outcomes, StoreSnapshot known) {
        for (int i = 0; i < changes.size(); i++) {
            if (!(outcomes.get(i) instanceof WriteOutcome.Unknown)) {
                ledger.open().close(changes.get(i).intent(), List.of());
            }
            if (outcomes.get(i) instanceof WriteOutcome.Written) {
                ledger.tally(context.flow().id()).writes++;
            } else if (outcomes.get(i) instanceof WriteOutcome.Rejected) {
                unshown(changes.get(i).ref(), known);
            }
        }
    }

    private void unshown(RecordRef ref, StoreSnapshot known) {
        Parked parked = known.parked().get(ref);
        StoredVerdict told = known.verdicts().get(ref);
        if (parked != null) {
            ledger.open().park(parked.because(parked.reason() + UNSHOWN));
        } else if (told != null) {
            ledger.open().put(new StoredVerdict(told.key(), told.code(), told.reason() + UNSHOWN, told.at()));
        }
    }
}
