package io.tidelock.engine;

import io.tidelock.mapping.FieldMapping;
import io.tidelock.record.FieldType;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The elements that both sides of a mapping show, told apart in the target's words. */
final class Elements {

    private final Words words;
    private final Map<String, Set<String>> source = new LinkedHashMap<>();
    private final Set<String> target = new LinkedHashSet<>();
    private final Set<String> own = new LinkedHashSet<>();
    private final Set<String> foreign = new LinkedHashSet<>();

    /**
     * Takes two values apart.
     *
     * @throws io.tidelock.mapping.UnmappedValueException if the target has no word for one of the source's elements
     */
    Elements(Words words, Value source, Value target) {
        this.words = words;
        for (String element : items(source)) {
            Set<String> inTarget = words.toTarget(element);
            inTarget.forEach(word -> this.source
                    .computeIfAbsent(word, w -> new LinkedHashSet<>())
                    .add(element));
            if (inTarget.isEmpty()) {
                own.add(element);
            }
        }
        items(target).forEach(element -> this.target.add(words.renamed(element)));
    }

    /**
     * Sets aside what is at the target and nobody's business now: what rests, and what was never common and cannot be.
     *
     * @return what rests and was common, and so stays known
     */
    Set<String> setAside(Predicate<String> common) {
        for (String element : target) {
            boolean unknown = words.isForeign(element) && !common.test(element);
            if (words.rests(element) || (unknown && !source.containsKey(element))) {
                foreign.add(element);
            }
        }
        target.removeAll(foreign);
        return foreign.stream().filter(common).collect(Collectors.toSet());
    }

    Set<String> atSource() {
        return source.keySet();
    }

    Set<String> atTarget() {
        return target;
    }

    /** Puts together what the target is to show. */
    Value targetValue(Set<String> wanted) {
        Set<String> all = new TreeSet<>(wanted);
        all.addAll(foreign);
        return value(all);
    }

    /**
     * Puts together what the source is to show: its own words where it has them, a translation of what it gets, and
     * what the target has no word for. Empty if that does not fit its field.
     */
    Optional<Value> sourceValue(FieldMapping mapping, Set<String> wanted) {
        Set<String> all = new TreeSet<>(own);
        for (String element : wanted) {
            Set<String> known = source.get(element);
            all.addAll(known == null ? words.toSource(element) : known);
        }
        boolean isSet =
                mapping.field(Side.SOURCE).map(field -> field.type().isSet()).orElse(false);
        if (isSet || all.isEmpty()) {
            return Optional.of(value(all));
        }
        return all.size() == 1 ? Optional.of(Value.text(all.iterator().next())) : Optional.empty();
    }

    /** Returns the elements of a value; what is no set is one element. */
    static Set<String> items(Value value) {
        if (!value.isPresent()) {
            return Set.of();
        }
        Value read = FieldType.CHOICES.read(value instanceof Value.Items ? value : Value.items(Set.of(value.plain())));
        return read instanceof Value.Items items ? items.items() : Set.of();
    }

    /** Returns the value that holds these elements. */
    private static Value value(Collection<String> elements) {
        return elements.isEmpty() ? Value.empty() : Value.items(elements);
    }
}
