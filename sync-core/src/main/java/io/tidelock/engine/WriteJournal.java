package io.tidelock.engine;

import io.tidelock.connector.ConnectorException;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.UnreadableValueException;
import io.tidelock.record.Value;
import io.tidelock.store.Intent;
import io.tidelock.store.Sealed;
import io.tidelock.store.StoredWrite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps the journal of what one flow writes; does nothing where the host keeps none. An entry is stored with the announcement
 * of its write, and settled or discarded in the commit that knows what became of it: so there is one iff the write was settled.
 */
final class WriteJournal {

    /** So many records are read at a time for what they hold. */
    static final int CHUNK = 100;

    private final FlowContext context;
    private final Ledger ledger;
    private final Optional<Journal> journal;
    private final Optional<Seal> seal;
    private final Map<RecordRef, Record> looked = new LinkedHashMap<>();
    private final Map<String, Open> open = new LinkedHashMap<>();

    /** An entry that was announced, with what it holds. */
    private record Open(StoredWrite entry, Map<Field, WrittenValue> values) {}

    WriteJournal(FlowContext context, Ledger ledger) {
        this.context = context;
        this.ledger = ledger;
        this.journal = context.journal();
        this.seal = journal.map(kept -> new Seal(context.integration(), kept));
    }

    /**
     * Reads, in bulk, what is about to be written over and was not read yet.
     *
     * @throws ConnectorException if the system cannot be asked now
     */
    void lookAt(Side side, List<PlannedWrite> planned) {
        looked.clear();
        open.clear();
        if (journal.isEmpty()) {
            return;
        }
        List<String> unknown = planned.stream()
                .filter(write -> !write.intent().creates() && !isKnown(side, write))
                .map(write -> Objects.requireNonNull(write.intent().record()).id())
                .distinct()
                .toList();
        for (int start = 0; start < unknown.size(); start += CHUNK) {
            List<String> some = unknown.subList(start, Math.min(start + CHUNK, unknown.size()));
            Reads.each(context.reader(side), some, context.flow().fields(side)).values().stream()
                    .filter(ReadOutcome.Present.class::isInstance)
                    .map(outcome -> ((ReadOutcome.Present) outcome).record())
                    .forEach(record -> looked.put(record.ref(), record));
        }
    }

    private boolean isKnown(Side side, PlannedWrite write) {
        return write.item().knowsWholly(side)
                || written(side, write).keySet().stream()
                        .filter(this::isKept)
                        .noneMatch(
                                field -> held(write.item().record(side), field).isAbsent());
    }

    private boolean isKept(Field field) {
        return journal.filter(kept -> kept.keeps(field)).isPresent();
    }

    private static Map<Field, Value> written(Side side, PlannedWrite write) {
        Map<Field, Value> written = new LinkedHashMap<>();
        for (FieldChange change : write.item().changes()) {
            if (change.writes(side)) {
                change.mapping().field(side).ifPresent(field -> written.put(field, change.value(side)));
            }
        }
        return written;
    }

    /** What a record holds in a field; absent if nobody can tell. */
    static Value held(Optional<Record> record, Field field) {
        try {
            return record.map(shown -> shown.value(field)).orElse(Value.absent());
        } catch (UnreadableValueException unreadable) {
            return Value.absent();
        }
    }

    /** Announces the entry of a write together with it. */
    void announce(Side side, PlannedWrite write) {
        if (journal.isEmpty()) {
            return;
        }
        Optional<Record> before = write.intent().creates()
                ? Optional.empty()
                : Optional.ofNullable(looked.get(write.intent().record()))
                        .or(() -> write.item().record(side));
        Map<Field, WrittenValue> values = new LinkedHashMap<>();
        written(side, write).forEach((field, value) -> values.put(field, new WrittenValue(held(before, field), value)));
        announce(write.intent(), values);
    }

    /** Announces an entry; one of a write that changes no mapped field is none. */
    void announce(Intent intent, Map<Field, WrittenValue> values) {
        if (journal.isEmpty() || (values.isEmpty() && !intent.creates())) {
            return;
        }
        List<String> kept = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        values.keySet().forEach(field -> (isKept(field) ? kept : leftOut).add(field.name()));
        StoredWrite entry = new StoredWrite(
                intent.id(),
                ledger.startedAt(),
                intent.origin(),
                intent.record(),
                intent.creates(),
                false,
                kept,
                leftOut,
                "",
                Sealed.of(new byte[0]));
        Open announced = new Open(sealed(entry, values), values);
        open.put(intent.id(), announced);
        ledger.open().journal(announced.entry());
    }

    /** Announces the entry of a removal: it names the record, and holds no value of it. */
    void announceRemoval(Intent intent) {
        if (journal.isPresent()) {
            RecordRef record = Objects.requireNonNull(intent.record());
            ledger.open().journal(StoredWrite.removal(intent.id(), ledger.startedAt(), intent.origin(), record));
        }
    }

    private StoredWrite sealed(StoredWrite entry, Map<Field, WrittenValue> values) {
        Map<String, WrittenValue> kept = new LinkedHashMap<>();
        values.forEach((field, value) -> {
            if (entry.fields().contains(field.name())) {
                kept.put(field.name(), value);
            }
        });
        return seal.orElseThrow().close(entry, kept);
    }

    /** Takes back the entry of a write that was refused to be announced. */
    void refused(Intent intent) {
        if (open.remove(intent.id()) != null) {
            ledger.open().discard(intent.id());
        }
    }

    /** Settles the entry of a write with what its item shows now. */
    void settled(Side side, PlannedWrite write) {
        boolean created = write.intent().creates() && write.item().kind() == Verdict.Kind.CREATED;
        write.item().record(side).ifPresent(now -> settled(write.intent(), now, created));
    }

    /** Settles the entry of a write: with what the system says it stored, where that is something else than what was sent. */
    void settled(Intent intent, Record now, boolean created) {
        Open announced = open.remove(intent.id());
        if (announced == null) {
            return;
        }
        Map<Field, WrittenValue> stored = new LinkedHashMap<>();
        announced.values().forEach((field, sent) -> {
            Value shown = held(Optional.of(now), field);
            boolean same = shown.isAbsent()
                    || field.type().canonical(shown).equals(field.type().canonical(sent.after()));
            stored.put(field, same ? sent : new WrittenValue(sent.before(), shown));
        });
        if (stored.equals(announced.values())) {
            ledger.open().settle(intent.id(), now.ref(), created);
        } else {
            ledger.open().journal(sealed(announced.entry(), stored).settled(now.ref(), created));
        }
    }

    /** Settles the entry of a removal. */
    void removed(String intent, RecordRef record) {
        if (journal.isPresent()) {
            ledger.open().settle(intent, record, false);
        }
    }

    /** Settles the entry of a write whose answer was lost and that turned out to be done. */
    void recognised(Intent intent, RecordRef written) {
        if (journal.isPresent()) {
            ledger.open().settle(intent.id(), written, intent.creates());
        }
    }
}
