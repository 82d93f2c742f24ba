package io.tidelock.engine;

import io.tidelock.mapping.FieldMapping;
import io.tidelock.record.FieldType;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The elements that both sides of a mapping show, told apart in the target's words. */
final class Elements {

    private final FieldMapping mapping;
    private final Map<String, Set<String>> source;
    private final Set<String> target;

    private Elements(FieldMapping mapping, Map<String, Set<String>> source, Set<String> target) {
        this.mapping = mapping;
        this.source = source;
        this.target = target;
    }

    /**
     * Takes two values apart.
     *
     * @throws io.tidelock.mapping.UnmappedValueException if the target has no word for one of the source's elements
     */
    static Elements of(FieldMapping mapping, Value source, Value target) {
        Map<String, Set<String>> words = new LinkedHashMap<>();
        for (String element : items(source)) {
            inTarget(mapping, Side.SOURCE, element)
                    .forEach(word -> words.computeIfAbsent(word, w -> new LinkedHashSet<>())
                            .add(element));
        }
        return new Elements(mapping, words, items(target));
    }

    Set<String> atSource() {
        return source.keySet();
    }

    Set<String> atTarget() {
        return target;
    }

    /** Puts together what the source is to show: its own words where it has them, the converter's for what it gets. */
    Value sourceValue(Set<String> wanted) {
        Set<String> words = new TreeSet<>();
        for (String element : wanted) {
            Set<String> own = source.get(element);
            words.addAll(own == null ? items(mapping.converter().toSource(Value.text(element))) : own);
        }
        return value(words);
    }

    /** Returns the words that the target has for an element of a side. */
    static Set<String> inTarget(FieldMapping mapping, Side side, String element) {
        return side == Side.TARGET ? Set.of(element) : items(mapping.converter().toTarget(Value.text(element)));
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
    static Value value(Collection<String> elements) {
        return elements.isEmpty() ? Value.empty() : Value.items(elements);
    }
}
