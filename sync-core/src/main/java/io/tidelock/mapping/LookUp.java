package io.tidelock.mapping;

import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordType;
import io.tidelock.record.Side;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Looks up, in bulk for all records of a page, what the other system holds, so that a {@link Decision} can be made. Immutable.
 */
public final class LookUp {

    private final String name;
    private final RecordType type;
    private final List<Field> key;
    private final @Nullable MatchRule rule;
    private final BiFunction<Record, Found, List<String>> keys;
    private final List<Field> shown;
    private final Set<String> skipping;

    private LookUp(
            String name,
            RecordType type,
            List<Field> key,
            @Nullable MatchRule rule,
            BiFunction<Record, Found, List<String>> keys,
            List<Field> shown,
            Set<String> skipping) {
        this.name = name;
        this.type = type;
        this.key = List.copyOf(key);
        this.rule = rule;
        this.keys = keys;
        this.shown = List.copyOf(shown);
        this.skipping = new LinkedHashSet<>(skipping);
    }

    /**
     * Finds the records that match the source record, those included that the engine created for the same key a moment ago and
     * that no index shows yet.
     *
     * @param name the stable name, by which {@link Found} gives the hits
     */
    public static LookUp matching(String name, RecordType type, MatchRule rule) {
        return new LookUp(name, type, rule.asked(Side.TARGET), rule, (source, found) -> List.of(), List.of(), Set.of());
    }

    /**
     * Finds the records that hold one of some texts in a field. The texts may depend on what earlier look-ups found, such as
     * the ids of the contacts whose deals are looked up.
     *
     * @param keys pure; gives no text for no look-up
     */
    public static LookUp by(String name, RecordType type, Field field, BiFunction<Record, Found, List<String>> keys) {
        return new LookUp(name, type, List.of(field), null, keys, List.of(), Set.of());
    }

    /**
     * Reads records by their ids, from the system's primary store: those that earlier look-ups found, to see what no index
     * shows, or those that they are associated with. What is gone is not found; what was merged is found as its survivor.
     *
     * @param ids pure; gives no text for no look-up
     */
    public static LookUp reading(String name, RecordType type, BiFunction<Record, Found, List<String>> ids) {
        return new LookUp(name, type, List.of(), null, ids, List.of(), Set.of());
    }

    /** Returns this look-up, reading these fields of the hits besides those it looks up by. */
    public LookUp showing(Field... fields) {
        List<Field> more = new ArrayList<>(shown);
        more.addAll(List.of(fields));
        return new LookUp(name, type, key, rule, keys, more, skipping);
    }

    /** Returns this look-up, made only for records for which none of some earlier look-ups found anything. */
    public LookUp unless(String... earlier) {
        Set<String> more = new LinkedHashSet<>(skipping);
        more.addAll(List.of(earlier));
        return new LookUp(name, type, key, rule, keys, shown, more);
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the type of the records that are looked up. */
    public RecordType type() {
        return type;
    }

    /** Returns the fields that are looked up by, together; none where records are read by their ids. */
    public List<Field> key() {
        return key;
    }

    /** Returns the rule that source record and hit must agree by; empty where the decision names the keys. */
    public Optional<MatchRule> rule() {
        return Optional.ofNullable(rule);
    }

    /** Returns the fields that are read of the source record. */
    public List<Field> reads() {
        return rule == null ? List.of() : rule.fields(Side.SOURCE);
    }

    /** Tells whether records are read by their ids. */
    public boolean readsIds() {
        return key.isEmpty();
    }

    /** Returns the names of the fields that are read of the hits. */
    public Set<String> fields() {
        Set<String> names = new LinkedHashSet<>();
        (rule == null ? key : rule.fields(Side.TARGET)).forEach(field -> names.add(field.name()));
        shown.forEach(field -> names.add(field.name()));
        return names;
    }

    /** Tells whether the look-up need not be made, because an earlier one found something. */
    public boolean isSpared(Found soFar) {
        return skipping.stream().anyMatch(earlier -> !soFar.by(earlier).isEmpty());
    }

    /** Returns what is looked up for a source record; none where there is nothing to look up by. */
    public List<List<String>> keysOf(Record source, Found soFar) {
        if (isSpared(soFar)) {
            return List.of();
        }
        if (rule != null) {
            return rule.lookup(Side.SOURCE, source).stream().toList();
        }
        return keys.apply(source, soFar).stream()
                .filter(text -> !text.isBlank())
                .map(List::of)
                .toList();
    }
}
