package io.tidelock.testkit;

import io.tidelock.crm.Deal;
import io.tidelock.record.Association;
import io.tidelock.record.Field;
import io.tidelock.record.FieldType;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Value;
import io.tidelock.testkit.Row.FeedKey;
import io.tidelock.testkit.Row.Version;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The records of one type with their unique keys and their order of change. Guarded by the store. */
final class Table {

    private final RecordType type;
    private final boolean readOnly;
    private final MemoryStore store;
    private final Map<String, Definition> definitions = new LinkedHashMap<>();
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final NavigableMap<FeedKey, Row> byChange = new TreeMap<>();
    private final Map<String, Map<String, Row>> holders = new HashMap<>();

    Table(RecordType type, boolean readOnly, MemoryStore store) {
        this.type = type;
        this.readOnly = readOnly;
        this.store = store;
    }

    RecordType type() {
        return type;
    }

    boolean isReadOnly() {
        return readOnly;
    }

    /** Adds a field, or sets one anew; what records held in it before is there again. */
    void define(Definition definition) {
        definitions.put(definition.field().name(), definition);
        rows.values().forEach(this::hold);
    }

    /** Takes a field away; no stamp moves. */
    void undefine(Field field) {
        definitions.remove(field.name());
        holders.remove(field.name());
    }

    Optional<Definition> definition(String field) {
        return Optional.ofNullable(definitions.get(field))
                .or(() -> association(field).map(to -> Definition.of(to.field(), false, List.of())));
    }

    /** Returns the association that a field is, if there are records of its type. */
    Optional<Association> association(String field) {
        return Association.of(field).filter(to -> store.find(to.to()).isPresent());
    }

    /** Returns which of these ids lead to no live record. */
    List<String> unknown(Association to, Collection<String> ids) {
        Table there = store.table(to.to());
        return ids.stream()
                .filter(id -> there.row(id).filter(Row::isLive).isEmpty())
                .toList();
    }

    /** Returns what a record holds in a field, as text; null where it holds nothing. */
    @Nullable
    String text(Row row, String field) {
        Optional<Association> to = association(field);
        if (to.isEmpty()) {
            return row.current().values().get(field);
        }
        Set<String> ids = store.edges().of(row.ref(), to.get());
        return ids.isEmpty() ? null : String.join(";", ids);
    }

    Collection<Row> rows() {
        return Collections.unmodifiableCollection(rows.values());
    }

    NavigableMap<FeedKey, Row> changesAfter(FeedKey key) {
        return byChange.tailMap(key, false);
    }

    Optional<Row> row(String id) {
        return Optional.ofNullable(rows.get(id));
    }

    /** Returns the live record that holds a value in a unique field. */
    Optional<Row> holder(Definition definition, String text) {
        Map<String, Row> held = holders.getOrDefault(definition.field().name(), Map.of());
        return definition.key(text).map(held::get);
    }

    /** Returns the first field with a value that must be unique and that another live record holds, with its holder. */
    Optional<Conflict> conflict(Map<String, String> values, @Nullable Row self) {
        for (Definition definition : definitions.values()) {
            String text = values.getOrDefault(definition.field().name(), "");
            Optional<Row> other = !definition.unique() || text.isEmpty() ? Optional.empty() : holder(definition, text);
            if (other.isPresent() && other.get() != self) {
                return Optional.of(new Conflict(definition.field(), other.get()));
            }
        }
        return Optional.empty();
    }

    Row insert(Map<String, String> values) {
        long number = store.nextNumber();
        Row row = new Row(
                RecordRef.of(type, Long.toString(number)),
                number,
                new Version(store.now(), merged(Map.of(), values), true));
        rows.put(row.ref().id(), row);
        byChange.put(row.feedKey(), row);
        hold(row);
        associate(row, values);
        return row;
    }

    /** Sets fields; {@code ""} empties one. The stamp moves even where nothing changes. */
    void change(Row row, Map<String, String> values) {
        put(row, merged(row.current().values(), values), row.isLive());
        associate(row, values);
    }

    private void associate(Row row, Map<String, String> values) {
        values.forEach((field, text) -> association(field)
                .ifPresent(
                        to -> store.edges().set(row.ref(), to, text.isEmpty() ? List.of() : List.of(text.split(";")))));
    }

    /** Sets fields; the stamp stays, and with it the place in the order of change. */
    void changeUnseen(Row row, Map<String, String> values) {
        release(row);
        row.push(
                new Version(row.current().stamp(), merged(row.current().values(), values), row.isLive()),
                store.horizon());
        hold(row);
    }

    void setLive(Row row, boolean live) {
        put(row, row.current().values(), live);
    }

    void mergeInto(Row absorbed, Row survivor) {
        setLive(absorbed, false);
        absorbed.mergedInto(survivor);
        store.edges().inherit(survivor.ref(), absorbed.ref());
    }

    void erase(Row row) {
        store.edges().drop(row.ref());
        release(row);
        byChange.remove(row.feedKey());
        rows.remove(row.ref().id());
        row.push(new Version(store.now(), Map.of(), false), store.horizon());
    }

    /** Shows a version of a record: the fields asked for, as far as they are defined. */
    Record show(Row row, Version version, Set<String> fields) {
        Record.Builder record = Record.of(row.ref()).createdAt(row.createdAt()).changedAt(version.stamp());
        definitions.forEach((name, definition) -> {
            if (fields.contains(name)) {
                String text = version.values().get(name);
                record.set(name, text == null ? Value.empty() : definition.read(text));
            }
        });
        fields.stream().filter(field -> association(field).isPresent()).forEach(field -> {
            String ids = text(row, field);
            record.set(field, ids == null ? Value.empty() : FieldType.REFS.read(Value.text(ids)));
        });
        return record.build();
    }

    Record show(Row row) {
        Set<String> fields = new LinkedHashSet<>(definitions.keySet());
        store.edges().of(row.ref()).forEach(to -> fields.add(to.field().name()));
        return show(row, row.current(), fields);
    }

    private void put(Row row, Map<String, String> values, boolean live) {
        release(row);
        byChange.remove(row.feedKey());
        row.push(new Version(store.now(), values, live), store.horizon());
        byChange.put(row.feedKey(), row);
        hold(row);
    }

    private void hold(Row row) {
        if (row.isLive()) {
            eachUniqueKey(
                    row,
                    (field, key) -> holders.computeIfAbsent(field, name -> new HashMap<>())
                            .put(key, row));
        }
    }

    private void release(Row row) {
        eachUniqueKey(
                row,
                (field, key) -> holders.getOrDefault(field, new HashMap<>()).remove(key, row));
    }

    private void eachUniqueKey(Row row, BiConsumer<String, String> action) {
        row.current()
                .values()
                .forEach((name, text) -> definition(name)
                        .filter(Definition::unique)
                        .flatMap(definition -> definition.key(text))
                        .ifPresent(key -> action.accept(name, key)));
    }

    /** Tells whether the system sets a field itself. */
    boolean derives(String field) {
        return store.pipelines().govern(type) && definitions.containsKey(field) && field.equals(Deal.CLOSED.name());
    }

    /** Returns why a record with these fields cannot stand where they put it. */
    Map<String, String> misplaced(Map<String, String> values, @Nullable Row now) {
        boolean moves = values.containsKey(Deal.PIPELINE.name()) || values.containsKey(Deal.STAGE.name());
        if (!moves || !store.pipelines().govern(type)) {
            return Map.of();
        }
        Map<String, String> after =
                merged(now == null ? Map.of() : now.current().values(), values);
        return store.pipelines().problems(type, after.get(Deal.PIPELINE.name()), after.get(Deal.STAGE.name()));
    }

    private Map<String, String> merged(Map<String, String> old, Map<String, String> changes) {
        Map<String, String> all = new HashMap<>(old);
        all.putAll(changes);
        all.keySet().removeIf(field -> Association.of(field).isPresent());
        all.values().removeIf(String::isEmpty);
        if (derives(Deal.CLOSED.name())) {
            boolean closed =
                    store.pipelines().isClosed(type, all.get(Deal.PIPELINE.name()), all.get(Deal.STAGE.name()));
            all.put(Deal.CLOSED.name(), Boolean.toString(closed));
        }
        return all;
    }

    /** Another record holds a value that must be unique. */
    record Conflict(Field field, Row holder) {}
}
