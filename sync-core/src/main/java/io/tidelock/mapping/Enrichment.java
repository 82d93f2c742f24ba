package io.tidelock.mapping;

import io.tidelock.record.Field;
import io.tidelock.record.FieldType;
import io.tidelock.record.Record;
import io.tidelock.record.RecordType;
import io.tidelock.record.Value;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Fields that a flow's source records take from other records of the same system: the case of an appointment, the groups
 * of a customer. Mappings use them like the record's own, by {@link #field}; nobody writes them back. A change of the other
 * record reaches the records that refer to it.
 *
 * @param name the stable name, a prefix of the fields' names
 * @param type the type of the other records
 * @param reference the source's field that holds the other record's id; of several ids if it is of {@link FieldType#CHOICES}
 * @param taken the fields that are taken
 * @param owners names the records that refer to another one; null to look them up by the reference
 */
public record Enrichment(
        String name,
        RecordType type,
        Field reference,
        List<Field> taken,
        @Nullable Owners owners) {

    /** Copies the list. */
    public Enrichment {
        taken = List.copyOf(taken);
    }

    /** Names the other records, and the field of the flow's source that holds their ids. */
    public static Enrichment of(String name, RecordType type, Field reference) {
        return new Enrichment(name, type, reference, List.of(), null);
    }

    /** Returns this enrichment with fields of the other record. */
    public Enrichment taking(Field... more) {
        return new Enrichment(
                name,
                type,
                reference,
                Stream.concat(taken.stream(), Stream.of(more)).toList(),
                owners);
    }

    /**
     * Returns this enrichment with a function that names the records which refer to another one by what that one shows, for
     * systems that cannot look them up by the reference. A record that is gone shows nothing.
     *
     * @param ids gives the ids of the flow's source records; deterministic, without side effects
     * @param reads the fields that the function looks at
     */
    public Enrichment ownedBy(Function<Record, Collection<String>> ids, Field... reads) {
        return new Enrichment(name, type, reference, taken, new Owners(ids, List.of(reads)));
    }

    /**
     * Names the records that refer to another one.
     *
     * @param ids gives their ids
     * @param reads the fields it looks at
     */
    public record Owners(Function<Record, Collection<String>> ids, List<Field> reads) {}

    /** Returns a taken field as mappings name it; with several references it holds the texts of all of them. */
    public Field field(Field of) {
        return new Field(name + "." + of.name(), isSeveral() ? FieldType.CHOICES : of.type());
    }

    /** Tells whether a source record may refer to several others. */
    public boolean isSeveral() {
        return reference.type() == FieldType.CHOICES;
    }

    /** Tells whether a name is that of one of the fields which are taken. */
    public boolean gives(String field) {
        return taken.stream().map(this::field).anyMatch(given -> given.name().equals(field));
    }

    /** Returns the names of the other record's fields that are read. */
    public Set<String> fields() {
        Stream<Field> asked = Optional.ofNullable(owners).stream().flatMap(rule -> rule.reads().stream());
        return Stream.concat(taken.stream(), asked)
                .map(Field::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Returns the ids that a source record refers to; empty also where it says nothing about the reference. */
    public Set<String> ids(Record source) {
        Value value = reference.type().read(source.value(reference.name()));
        if (value instanceof Value.Items items) {
            return items.items();
        }
        return value.isPresent() ? Set.of(value.plain().strip()) : Set.of();
    }

    /** Returns what a field shows of the other records, in the order of their ids; null where there is none. */
    public Value shown(Field of, List<Record> others) {
        if (!isSeveral()) {
            return others.isEmpty() ? Value.empty() : others.get(0).value(of.name());
        }
        Set<String> texts = others.stream()
                .map(other -> other.value(of.name()).plain())
                .filter(text -> !text.isBlank())
                .collect(Collectors.toCollection(TreeSet::new));
        return texts.isEmpty() ? Value.empty() : Value.items(texts);
    }
}
