package io.tidelock.testkit;

import io.tidelock.connector.RecordFinder;
import io.tidelock.connector.RecordLookup;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.testkit.Row.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Looks up by one unique field in the primary store, by anything else in the index that lags. */
final class MemoryFinder implements RecordFinder {

    private final MemoryStore store;
    private final Table table;
    private final Gateway gateway;

    MemoryFinder(MemoryStore store, Table table, Gateway gateway) {
        this.store = store;
        this.table = table;
        this.gateway = gateway;
    }

    @Override
    public Optional<RecordLookup> by(List<Field> key) {
        synchronized (store) {
            List<Definition> asked = definitions(key);
            if (key.isEmpty() || asked.size() < key.size()) {
                return Optional.empty();
            }
            boolean primary = asked.size() == 1 && asked.get(0).unique();
            return Optional.of(new Lookup(asked, primary));
        }
    }

    private List<Definition> definitions(List<Field> key) {
        return key.stream()
                .flatMap(field -> table.definition(field.name()).stream())
                .toList();
    }

    private final class Lookup implements RecordLookup {
        private final List<Definition> asked;
        private final boolean primary;

        Lookup(List<Definition> asked, boolean primary) {
            this.asked = asked;
            this.primary = primary;
        }

        @Override
        public boolean authoritative() {
            return primary;
        }

        @Override
        public List<List<Record>> find(List<List<String>> keys, Set<String> fields) {
            if (keys.isEmpty()) {
                return List.of();
            }
            Call.Kind kind = primary ? Call.Kind.LOOKUP : Call.Kind.SEARCH;
            return gateway.pass(new Call(kind, table.type(), keys.size()), () -> {
                synchronized (store) {
                    return primary ? lookUp(keys, fields) : search(keys, fields);
                }
            });
        }

        private List<List<Record>> lookUp(List<List<String>> keys, Set<String> fields) {
            return keys.stream()
                    .map(key -> table.holder(asked.get(0), key.get(0)))
                    .map(row -> row.map(hit -> table.show(hit, hit.current(), fields)))
                    .map(record -> record.map(List::of).orElse(List.of()))
                    .toList();
        }

        private List<List<Record>> search(List<List<String>> keys, Set<String> fields) {
            Map<List<String>, List<Record>> hits = new HashMap<>();
            keys.forEach(key -> hits.put(form(key), new ArrayList<>()));
            for (Row row : table.rows()) {
                row.indexed(store.horizon()).ifPresent(version -> {
                    List<Record> wanted = hits.get(form(held(version)));
                    if (wanted != null) {
                        wanted.add(table.show(row, version, fields));
                    }
                });
            }
            return keys.stream()
                    .map(key -> List.copyOf(hits.getOrDefault(form(key), List.of())))
                    .toList();
        }

        private List<String> held(Version version) {
            return asked.stream()
                    .map(definition ->
                            version.values().getOrDefault(definition.field().name(), ""))
                    .toList();
        }

        /** An index does not tell upper from lower case. */
        private List<String> form(List<String> texts) {
            return Stream.iterate(0, i -> i + 1)
                    .limit(asked.size())
                    .map(i -> asked.get(i).key(texts.get(i)).orElse("").toLowerCase(Locale.ROOT))
                    .toList();
        }
    }
}
