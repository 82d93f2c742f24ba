package io.tidelock.hubspot;

import io.tidelock.record.Field;
import io.tidelock.record.FieldType;
import io.tidelock.record.Record;
import io.tidelock.record.UnreadableValueException;
import io.tidelock.record.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Looks up by search: the first field of the key in the index, as many values a query as fit, the others in what was
 * found. A value that fits into no query finds nothing.
 */
final class KeySearch {

    private static final int VALUES = 100;

    private final Searches searches;
    private final Records records;
    private final List<Field> key;

    KeySearch(Searches searches, Records records, List<Field> key) {
        this.searches = searches;
        this.records = records;
        this.key = key;
    }

    List<List<Record>> find(List<List<String>> keys, Set<String> fields) {
        Set<String> shown = new LinkedHashSet<>(fields);
        key.forEach(field -> shown.add(field.name()));
        Set<String> properties = records.asked(shown);
        Set<String> values = new LinkedHashSet<>();
        Field first = key.get(0);
        keys.forEach(one -> texts(first.name(), one.get(0)).forEach(text -> values.add(indexed(first.type(), text))));

        Map<List<String>, Map<String, Record>> hits = new HashMap<>();
        keys.forEach(one -> hits.put(form(one), new LinkedHashMap<>()));
        for (List<String> some : queries(values, Searches.room(properties))) {
            search(some, properties, shown, hits);
        }
        List<List<Record>> found = new ArrayList<>();
        for (List<String> one : keys) {
            found.add(List.copyOf(hits.getOrDefault(form(one), Map.of()).values()));
        }
        return found;
    }

    /** Returns a value in HubSpot's words; a plan's name may stand for several ids. */
    private List<String> texts(String field, String text) {
        return records.names().name(field)
                ? records.names().ids(field, text)
                : List.of(records.kind().text(field, Value.text(text)));
    }

    private void search(
            List<String> values,
            Set<String> properties,
            Set<String> shown,
            Map<List<String>, Map<String, Record>> hits) {
        Wire.Filter filter = Wire.Filter.in(records.kind().property(key.get(0).name()), values);
        searches.eachPage(
                records.kind(),
                filter,
                properties,
                page -> records.shown(page, shown).forEach((id, record) -> {
                    Map<String, Record> wanted = hits.get(form(held(record)));
                    if (wanted != null) {
                        wanted.put(id, record);
                    }
                }));
    }

    private List<String> held(Record record) {
        return key.stream().map(field -> record.value(field.name()).plain()).toList();
    }

    /** Returns what equal keys share: the index does not tell upper from lower case, so neither does this. */
    private List<String> form(List<String> texts) {
        List<String> form = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            form.add(canonical(key.get(i).type(), texts.get(i)).toLowerCase(Locale.ROOT));
        }
        return form;
    }

    private static String canonical(FieldType type, String text) {
        try {
            return type.canonical(type.read(Value.text(text)));
        } catch (UnreadableValueException asItStands) {
            return text;
        }
    }

    /** Returns a value as the index holds it: stamps in milliseconds, options as they are, other text in lower case (§2.5). */
    private static String indexed(FieldType type, String text) {
        try {
            return switch (type) {
                case DATE ->
                    Long.toString(LocalDate.parse(text)
                            .atStartOfDay()
                            .toInstant(ZoneOffset.UTC)
                            .toEpochMilli());
                case INSTANT -> Long.toString(Instant.parse(text).toEpochMilli());
                case CHOICE, CHOICES, REFS -> text.strip();
                default -> text.strip().toLowerCase(Locale.ROOT);
            };
        } catch (DateTimeException asItStands) {
            return text;
        }
    }

    /** Returns the values, as many a query as fit. */
    static List<List<String>> queries(Set<String> values, int room) {
        List<List<String>> queries = new ArrayList<>();
        List<String> query = new ArrayList<>();
        int length = 0;
        for (String value : values) {
            int more = length(value);
            if (more > room) {
                continue;
            }
            if (length + more > room || query.size() == VALUES) {
                queries.add(query);
                query = new ArrayList<>();
                length = 0;
            }
            query.add(value);
            length += more;
        }
        if (!query.isEmpty()) {
            queries.add(query);
        }
        return queries;
    }

    /** Returns the characters a value takes in JSON, at most. */
    private static int length(String value) {
        return 3
                + value.chars()
                        .map(c -> c < ' ' || c > '~' || c == '"' || c == '\\' ? 6 : 1)
                        .sum();
    }
}
