package io.tidelock.mapping;

import io.tidelock.record.Field;
import io.tidelock.record.FieldType;
import io.tidelock.record.Record;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Says when a record of the source and a record of the target that are not linked yet are the same thing.
 *
 * <p>{@code MatchRule.on(Patient.LAST_NAME, Contact.LAST_NAME).confirmedBy(Patient.MOBILE, Contact.MOBILE)} looks up by
 * last name and then accepts only hits with the same number. Rules are tried in order; the first rule with exactly one
 * free hit links. Immutable.
 */
public final class MatchRule {

    private final String id;
    private final List<Part> asked;
    private final List<Part> confirmed;
    private final List<Requirement> required;

    private MatchRule(String id, List<Part> asked, List<Part> confirmed, List<Requirement> required) {
        this.id = id;
        this.asked = List.copyOf(asked);
        this.confirmed = List.copyOf(confirmed);
        this.required = List.copyOf(required);
    }

    /** Matches records that hold the same in these fields. */
    public static MatchRule on(Field source, Field target) {
        return on(source, target, UnaryOperator.identity());
    }

    /**
     * Matches records that hold the same in these fields once a normaliser has brought both into one form.
     *
     * @param normaliser gives {@code ""} for what must never match
     */
    public static MatchRule on(Field source, Field target, UnaryOperator<String> normaliser) {
        return new MatchRule(target.name(), List.of(new Part(source, target, normaliser)), List.of(), List.of());
    }

    /** Adds a field pair that is looked up together with the first. */
    public MatchRule and(Field source, Field target) {
        List<Part> more = new ArrayList<>(asked);
        more.add(new Part(source, target, UnaryOperator.identity()));
        return new MatchRule(id + "+" + target.name(), more, confirmed, required);
    }

    /** Accepts only hits that also hold the same in these fields. */
    public MatchRule confirmedBy(Field source, Field target) {
        return confirmedBy(source, target, UnaryOperator.identity());
    }

    /** Accepts only hits that also hold the same in these fields, once normalised. */
    public MatchRule confirmedBy(Field source, Field target, UnaryOperator<String> normaliser) {
        List<Part> more = new ArrayList<>(confirmed);
        more.add(new Part(source, target, normaliser));
        return new MatchRule(id + "+" + target.name(), asked, more, required);
    }

    /**
     * Accepts only target records that show something by themselves, in a field that no flow fills: deals that are not closed.
     *
     * @param accepts gets what the field shows, {@code ""} where that is nothing; true for what is created, false for what must
     *     never match
     */
    public MatchRule where(Field target, Predicate<String> accepts) {
        List<Requirement> more = new ArrayList<>(required);
        more.add(new Requirement(target, accepts));
        return new MatchRule(id + "+" + target.name(), asked, confirmed, more);
    }

    /** Returns the stable id: the target fields' names joined by {@code +}. */
    public String id() {
        return id;
    }

    /** Returns the fields that a side is looked up by. */
    public List<Field> asked(Side side) {
        return asked.stream().map(part -> part.field(side)).toList();
    }

    /** Returns all fields of a side that the rule reads. */
    public List<Field> fields(Side side) {
        List<Field> all = new ArrayList<>(compared(side));
        if (side == Side.TARGET) {
            required.forEach(requirement -> all.add(requirement.target()));
        }
        return all;
    }

    /** Returns the fields of a side that the rule compares with the other side's, in the order of the pairs. */
    public List<Field> compared(Side side) {
        List<Field> all = new ArrayList<>(asked(side));
        confirmed.forEach(part -> all.add(part.field(side)));
        return all;
    }

    /** Returns what the other side is to be looked up by; empty when the record lacks one of the rule's fields. */
    public Optional<List<String>> lookup(Side side, Record record) {
        return keyOf(side, record).map(this::lookup);
    }

    /** Returns the part of a key that the other side is to be looked up by. */
    public List<String> lookup(List<String> key) {
        return key.size() == asked.size() ? key : List.copyOf(key.subList(0, asked.size()));
    }

    /** Returns the normalised key of all the rule's fields; empty when the record lacks one of them. */
    public Optional<List<String>> keyOf(Side side, Record record) {
        List<String> key = new ArrayList<>();
        for (Part part : asked) {
            key.add(part.form(side, record));
        }
        for (Part part : confirmed) {
            key.add(part.form(side, record));
        }
        required.forEach(requirement -> key.add(requirement.form(side, record)));
        return key.contains("") ? Optional.empty() : Optional.of(List.copyOf(key));
    }

    @Override
    public String toString() {
        return "match on " + id;
    }

    private record Requirement(Field target, Predicate<String> accepts) {

        String form(Side side, Record record) {
            boolean fits =
                    side == Side.SOURCE || accepts.test(record.value(target).plain());
            return fits ? "fits" : "";
        }
    }

    private record Part(Field source, Field target, UnaryOperator<String> normaliser) {

        Field field(Side side) {
            return side == Side.SOURCE ? source : target;
        }

        String form(Side side, Record record) {
            Field field = field(side);
            Value value = record.value(field);
            if (!value.isPresent()) {
                return "";
            }
            String canonical = field.type().comparable(value);
            return normaliser.apply(field.type() == FieldType.TEXT ? canonical.toLowerCase(Locale.ROOT) : canonical);
        }
    }
}
