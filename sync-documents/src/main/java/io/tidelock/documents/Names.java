package io.tidelock.documents;

import io.tidelock.mapping.Condition;
import io.tidelock.mapping.Converter;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Party;
import io.tidelock.mapping.Plan;
import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** The code that a document refers to by name: converters and conditions, those of a plan and what the host adds. */
final class Names {

    private static final String IDENTITY = Converter.identity().name();

    private final Map<String, Converter> converters;
    private final Map<String, Condition> conditions;
    private final List<Converter> tables;
    private final Map<Kind, List<Field>> schemas;

    /** A type of record in one of the systems. */
    private record Kind(Party party, RecordType type) {}

    private Names(
            Map<String, Converter> converters,
            Map<String, Condition> conditions,
            List<Converter> tables,
            Map<Kind, List<Field>> schemas) {
        this.converters = converters;
        this.conditions = conditions;
        this.tables = tables;
        this.schemas = schemas;
    }

    static Names of(Plan plan) {
        Names names = new Names(new TreeMap<>(), new TreeMap<>(), new ArrayList<>(), new HashMap<>());
        plan.flows().stream().map(Flow::mappings).flatMap(List::stream).forEach(mapping -> {
            names.add(mapping.converter());
            mapping.condition().ifPresent(condition -> names.conditions.putIfAbsent(condition.name(), condition));
        });
        return names;
    }

    Names with(Converter... more) {
        Names names = copy();
        for (Converter converter : more) {
            names.converters.remove(converter.name());
            names.add(converter);
        }
        return names;
    }

    Names with(Condition... more) {
        Names names = copy();
        for (Condition condition : more) {
            names.conditions.put(condition.name(), condition);
        }
        return names;
    }

    Names with(Party party, RecordType type, Field... fields) {
        Names names = copy();
        names.schemas.put(new Kind(party, type), List.of(fields));
        return names;
    }

    /** Returns all fields that records of a type have; empty where nobody said which. */
    Optional<List<Field>> schema(Party party, RecordType type) {
        return Optional.ofNullable(schemas.get(new Kind(party, type)));
    }

    private Names copy() {
        return new Names(
                new TreeMap<>(converters), new TreeMap<>(conditions), new ArrayList<>(tables), new HashMap<>(schemas));
    }

    private void add(Converter converter) {
        if (isTable(converter)) {
            tables.add(converter);
        } else if (!isIdentity(converter)) {
            converters.putIfAbsent(converter.name(), converter);
        }
    }

    static boolean isIdentity(Converter converter) {
        return converter.name().equals(IDENTITY);
    }

    static boolean isTable(Converter converter) {
        return !converter.table().isEmpty();
    }

    Optional<Converter> converter(String name) {
        return Optional.ofNullable(converters.get(name));
    }

    Optional<Condition> condition(String name) {
        return Optional.ofNullable(conditions.get(name));
    }

    Set<String> converters() {
        return Collections.unmodifiableSet(converters.keySet());
    }

    Set<String> conditions() {
        return Collections.unmodifiableSet(conditions.keySet());
    }

    /**
     * Makes a converter of a table. One that says what a table of the plan's code says is that one; any other gets a version
     * of its own from what it says, so that a changed table never passes for the one before.
     */
    Converter table(String name, Map<String, String> entries, Map<String, String> back) {
        return tables.stream()
                .filter(known -> known.name().equals(name)
                        && known.table().equals(entries)
                        && known.back().equals(back))
                .findFirst()
                .orElseGet(() -> Converter.enumMap(name, version(entries, back), entries, back));
    }

    private static int version(Map<String, String> entries, Map<String, String> back) {
        CRC32 sum = new CRC32();
        add(sum, entries);
        sum.update('|');
        add(sum, back);
        return (int) (sum.getValue() & Integer.MAX_VALUE) | 1 << 30; // above what people count up to
    }

    private static void add(CRC32 sum, Map<String, String> entries) {
        new TreeMap<>(entries).forEach((from, to) -> {
            String entry = from.length() + ":" + from + to.length() + ":" + to;
            sum.update(entry.getBytes(StandardCharsets.UTF_8));
        });
    }
}
