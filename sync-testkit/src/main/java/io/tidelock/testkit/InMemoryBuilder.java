package io.tidelock.testkit;

import io.tidelock.record.AccountId;
import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What can be set for every in-memory system. Without further calls: the system's clock, an index without lag, pages of
 * 100, receipts after writes. Not thread-safe.
 *
 * @param <B> the builder itself
 */
public abstract sealed class InMemoryBuilder<B extends InMemoryBuilder<B>>
        permits InMemorySystem.Builder, InMemoryCrm.Builder {

    private final List<Consumer<MemoryStore>> steps = new ArrayList<>();
    private final String system;
    private Clock clock = Clock.systemUTC();
    private Duration searchLag = Duration.ZERO;
    private String account = "test";
    private int pageSize = 100;
    private long firstId;
    private boolean receipts = true;

    InMemoryBuilder(String system, long firstId) {
        this.system = system;
        this.firstId = firstId;
    }

    abstract B self();

    /** Sets the clock that stamps changes; a {@link ManualClock} makes them repeatable. */
    public B clock(Clock source) {
        this.clock = source;
        return self();
    }

    /** Sets how long it takes until searches by fields that are not unique, and lists of flagged records, see a change. */
    public B searchLag(Duration length) {
        this.searchLag = length;
        return self();
    }

    /** Sets the account's name; the default is {@code test}. */
    public B account(String name) {
        this.account = name;
        return self();
    }

    /** Sets how many records a page of the change feed or of flagged records has. */
    public B pageSize(int records) {
        if (records < 1) {
            throw new IllegalArgumentException("A page has at least 1 record, not " + records);
        }
        this.pageSize = records;
        return self();
    }

    /** Sets the number with which the ids of created records start; they rise by 1. */
    public B idsFrom(long first) {
        if (first < 1) {
            throw new IllegalArgumentException("Ids start at 1 or above, not at " + first);
        }
        this.firstId = first;
        return self();
    }

    /** Answers writes without saying what was stored, so that the engine has to read it. */
    public B withoutReceipts() {
        this.receipts = false;
        return self();
    }

    /** Declares properties as an administrator would, unique ones and ones with options among them. */
    public B property(Schema.Property... properties) {
        for (Schema.Property property : properties) {
            Definition definition = Definition.of(property.field(), property.unique(), property.options());
            steps.add(store -> store.table(property.type()).define(definition));
        }
        return self();
    }

    /**
     * Makes the system rewrite what is written into a field, as a workflow or a lossy format does.
     *
     * @param by gets the normalised text, never empty; returns what is stored, {@code ""} for nothing
     */
    public B rewriting(RecordType type, Field field, UnaryOperator<String> by) {
        steps.add(store -> {
            Table table = store.table(type);
            Definition definition = table.definition(field.name())
                    .orElseThrow(() -> new IllegalArgumentException(type + " has no field " + field + " to rewrite"));
            table.define(definition.rewritten(by));
        });
        return self();
    }

    final void withPipelines() {
        steps.add(store -> store.pipelines().standard());
    }

    final void addType(RecordType type, boolean readOnly, List<Field> fields, List<Field> unique) {
        steps.add(store -> {
            Table table = store.addTable(type, readOnly);
            fields.forEach(field -> table.define(Definition.of(field, unique.contains(field), List.of())));
            unique.forEach(field -> table.define(Definition.of(field, true, List.of())));
        });
    }

    final MemoryStore store() {
        MemoryStore store = new MemoryStore(clock, searchLag, firstId);
        steps.forEach(step -> step.accept(store));
        return store;
    }

    final AccountId accountId() {
        return AccountId.of(system, account);
    }

    final int pageSize() {
        return pageSize;
    }

    final boolean receipts() {
        return receipts;
    }
}
