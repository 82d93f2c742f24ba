package io.tidelock.testkit;

import io.tidelock.connector.Connector;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.WriteOperation;
import io.tidelock.record.AccountId;
import io.tidelock.record.Association;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A system that lives in memory: the engine talks to it as to any other, the test does to it what people do in its user
 * interface, and sees what became of it. {@link InMemoryCrm} is the CRM among them.
 *
 * <p>Records can be associated by {@link Association} fields of any label: each end shows the other, ids of records that are
 * not there are refused, archiving drops what leads to a record, and the survivor of a merge inherits it.
 *
 * <p>It behaves as vendors' systems do. Values are normalised (text stripped, e-mails in lower case) and checked; unique
 * fields are unique in any letter case where they are e-mails; ids are never used again; the index behind searches may lag;
 * the change feed is inclusive, so changes of the current millisecond are shown again until the clock moves on. Thread-safe;
 * ids and order depend on nothing but the order of the calls.
 */
public sealed class InMemorySystem implements Connector permits InMemoryCrm {

    private final AccountId account;
    private final int pageSize;
    private final boolean receipts;
    private final MemoryStore store;
    private final Gateway gateway = new Gateway();
    private final Refusals refusals = new Refusals();

    InMemorySystem(InMemoryBuilder<?> builder) {
        this.account = builder.accountId();
        this.pageSize = builder.pageSize();
        this.receipts = builder.receipts();
        this.store = builder.store();
    }

    /**
     * Starts a system without types.
     *
     * @param system its stable name, such as {@code clinic}
     */
    public static Builder builder(String system) {
        return new Builder(system);
    }

    @Override
    public AccountId account() {
        return account;
    }

    @Override
    public RecordAccess access(RecordType type) {
        synchronized (store) {
            return store.find(type).map(this::access).orElseGet(() -> RecordAccess.none(type));
        }
    }

    private RecordAccess access(Table table) {
        RecordAccess.Builder access = RecordAccess.of(table.type())
                .associations(Set.copyOf(store.types()))
                .feed(new MemoryFeed(store, table, gateway, pageSize))
                .flagged(new MemoryFlagged(store, table, gateway, pageSize))
                .range(new MemoryRange(store, table, gateway, pageSize))
                .reader(new MemoryReader(store, table, gateway))
                .finder(new MemoryFinder(store, table, gateway));
        if (!table.isReadOnly()) {
            access.writer(new MemoryWriter(store, table, gateway, refusals, receipts))
                    .remover(new MemoryRemover(store, table, gateway, refusals));
        }
        return access.build();
    }

    /**
     * Creates a record as a person would.
     *
     * @throws IllegalArgumentException if the system refuses it: unknown field, malformed value, unique value taken
     */
    public RecordRef create(RecordType type, Map<Field, String> values) {
        Map<String, Value> texts = new LinkedHashMap<>();
        values.forEach((field, text) -> texts.put(field.name(), Value.text(text)));
        synchronized (store) {
            Table table = store.table(type);
            return table.insert(admitted(table, texts, null)).ref();
        }
    }

    /**
     * Edits a field as a person would; its stamp moves even if nothing changes.
     *
     * @param text the new text; null or {@code ""} empties the field
     * @throws IllegalArgumentException if the record is not there, or the system refuses the value
     */
    public void edit(RecordRef ref, Field field, @Nullable String text) {
        synchronized (store) {
            Row row = store.live(ref);
            Table table = store.table(ref.type());
            table.change(row, admitted(table, Map.of(field.name(), Value.text(text)), row));
        }
    }

    /**
     * Edits a field without moving the record's change stamp, as systems do with fields they keep elsewhere: no feed shows it.
     *
     * @throws IllegalArgumentException if the record is not there, or the system refuses the value
     */
    public void editUnseen(RecordRef ref, Field field, @Nullable String text) {
        synchronized (store) {
            Row row = store.live(ref);
            Table table = store.table(ref.type());
            table.changeUnseen(row, admitted(table, Map.of(field.name(), Value.text(text)), row));
        }
    }

    /** Moves a record's change stamp, as a calculated field that nobody maps does. */
    public void touch(RecordRef ref) {
        synchronized (store) {
            store.table(ref.type()).change(store.live(ref), Map.of());
        }
    }

    /** Archives a record: out of sight, its unique values free, restorable. */
    public void archive(RecordRef ref) {
        synchronized (store) {
            store.table(ref.type()).setLive(store.live(ref), false);
            store.edges().drop(ref);
        }
    }

    /**
     * Restores an archived record.
     *
     * @throws IllegalArgumentException if it is not archived, or another record holds one of its unique values by now
     */
    public void restore(RecordRef ref) {
        synchronized (store) {
            Row row = store.row(ref);
            Table table = store.table(ref.type());
            if (row.isLive() || row.isMerged()) {
                throw new IllegalArgumentException(ref + " is not archived");
            }
            requireUnique(table, row.current().values(), row);
            table.setLive(row, true);
        }
    }

    /** Erases a record, live or archived, without a trace: the feed shows nothing, a read by id finds nothing. */
    public void erase(RecordRef ref) {
        synchronized (store) {
            store.table(ref.type()).erase(store.row(ref));
        }
    }

    /** Merges a record into another one of its type, which keeps its id and its values and fills its empty fields. */
    public void merge(RecordRef survivor, RecordRef absorbed) {
        synchronized (store) {
            Table table = store.table(survivor.type());
            Row kept = store.live(survivor);
            Row gone = requireSameType(survivor, absorbed);
            table.mergeInto(gone, kept);
            table.change(kept, filled(kept, gone));
        }
    }

    /** Merges two records into a new one, with the values of the first and, where it has none, those of the second. */
    public RecordRef mergeIntoNew(RecordRef first, RecordRef second) {
        synchronized (store) {
            Table table = store.table(first.type());
            Row one = store.live(first);
            Row two = requireSameType(first, second);
            table.setLive(one, false);
            table.setLive(two, false);
            Row merged = table.insert(filled(one, two));
            table.mergeInto(one, merged);
            table.mergeInto(two, merged);
            return merged.ref();
        }
    }

    /** Tells whether a record is there: neither archived, nor merged away, nor unknown. */
    public boolean holds(RecordRef ref) {
        synchronized (store) {
            return store.table(ref.type()).row(ref.id()).filter(Row::isLive).isPresent();
        }
    }

    /**
     * Returns a record with all its fields; the empty ones are null.
     *
     * @throws IllegalArgumentException if it is not there, archived or merged away
     */
    public Record record(RecordRef ref) {
        synchronized (store) {
            return store.table(ref.type()).show(store.live(ref));
        }
    }

    /** Returns the records of a type, without the archived ones, in the order of their ids. */
    public List<Record> records(RecordType type) {
        synchronized (store) {
            Table table = store.table(type);
            return table.rows().stream().filter(Row::isLive).map(table::show).toList();
        }
    }

    /** Returns the records of all types, without the archived ones. */
    public List<Record> records() {
        synchronized (store) {
            return store.types().stream()
                    .flatMap(type -> records(type).stream())
                    .toList();
        }
    }

    /**
     * Returns what a record holds in a field, as text; null where it is empty or there is no such field.
     *
     * @throws IllegalArgumentException if the record is not there, archived or merged away
     */
    public @Nullable String value(RecordRef ref, Field field) {
        synchronized (store) {
            return store.table(ref.type()).text(store.live(ref), field.name());
        }
    }

    /** Returns how often the system was called since it was made or {@link #resetCalls()}; a person's doings aside. */
    public CrmCalls calls() {
        return gateway.calls();
    }

    /** Counts calls from zero again. */
    public void resetCalls() {
        gateway.reset();
    }

    /** Lets something go wrong with the next call that it can happen to; several wait in the order they were given. */
    public void failNext(Fault fault) {
        gateway.add(fault);
    }

    /** Tells the watcher of every call from now on, in place of the one before. */
    public void watch(CallWatcher watcher) {
        gateway.watch(watcher);
    }

    /** Refuses every update of a record, until {@link #acceptAll()}. */
    public void refuse(RecordRef ref, String code) {
        refuse(
                operation -> operation instanceof WriteOperation.Update update
                        && update.ref().equals(ref),
                code);
    }

    /** Refuses write operations, until {@link #acceptAll()}. */
    public void refuse(Predicate<WriteOperation> which, String code) {
        refusals.add(which, code);
    }

    /** Locks a record: the connector cannot remove it, with the code {@code LOCKED}, until {@link #acceptAll()}. */
    public void lock(RecordRef ref) {
        refusals.lock(ref);
    }

    /** Refuses nothing any more that it would not refuse by itself. */
    public void acceptAll() {
        refusals.clear();
    }

    final MemoryStore store() {
        return store;
    }

    final Gateway gateway() {
        return gateway;
    }

    private Row requireSameType(RecordRef survivor, RecordRef absorbed) {
        if (!survivor.type().equals(absorbed.type()) || survivor.equals(absorbed)) {
            throw new IllegalArgumentException(
                    "Two records of one type can be merged, not " + survivor + " with " + absorbed);
        }
        return store.live(absorbed);
    }

    private static Map<String, String> filled(Row kept, Row gone) {
        Map<String, String> values = new HashMap<>(gone.current().values());
        values.putAll(kept.current().values());
        return values;
    }

    private static Map<String, String> admitted(Table table, Map<String, Value> values, @Nullable Row self) {
        Admission admission = Admission.of(table, values, self);
        admission.refusal().ifPresent(refused -> {
            throw new IllegalArgumentException("Refused with " + refused.code() + ": " + refused.fields());
        });
        requireUnique(table, admission.values(), self);
        return admission.values();
    }

    private static void requireUnique(Table table, Map<String, String> values, @Nullable Row self) {
        table.conflict(values, self).ifPresent(conflict -> {
            throw new IllegalArgumentException(
                    conflict.holder().ref() + " holds the same " + conflict.field() + ", which is unique");
        });
    }

    /** Builds a system of any types; ids start at 1. See {@link InMemoryBuilder} for the other defaults. */
    public static final class Builder extends InMemoryBuilder<Builder> {

        private Builder(String system) {
            super(system, 1);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Adds a type of records.
         *
         * @param fields the fields that its records have
         * @param unique those of them in which no two records hold the same
         */
        public Builder type(RecordType type, List<Field> fields, Field... unique) {
            addType(type, false, fields, List.of(unique));
            return this;
        }

        /** Adds a type of records that only people in the user interface write. */
        public Builder readOnlyType(RecordType type, List<Field> fields) {
            addType(type, true, fields, List.of());
            return this;
        }

        /** Builds the system. */
        public InMemorySystem build() {
            return new InMemorySystem(this);
        }
    }
}
