package io.tidelock.mapping;

import io.tidelock.record.Value;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Turns a value of one side into the other side's. Deterministic and without side effects: the same value always gives the
 * same result, so that a preview tells the truth.
 *
 * <p>Both methods get a value that {@link Value#isPresent() is present}, read as the field's type; null travels as null.
 */
public interface Converter {

    /** Returns the stable name; with {@link #version()} it identifies what the converter does. */
    String name();

    /** Returns a number that rises when the converter gives other results than before. */
    int version();

    /**
     * Converts the source's value.
     *
     * @throws UnmappedValueException if there is no such value at the target; the record is held
     */
    Value toTarget(Value value);

    /**
     * Converts the target's value.
     *
     * @throws UnmappedValueException if there is no such value at the source; the record is held
     */
    Value toSource(Value value);

    /** Returns the table that a converter is made of, source value to target value; empty where it is made of anything else. */
    default Map<String, String> table() {
        return Map.of();
    }

    /** Returns which source value a target value becomes where {@link #table()} leaves that open; empty where it does not. */
    default Map<String, String> back() {
        return Map.of();
    }

    /** Returns the converter that leaves values as they are. */
    static Converter identity() {
        return of("identity", 1, UnaryOperator.identity(), UnaryOperator.identity());
    }

    /** Makes a converter of two functions. */
    static Converter of(String name, int version, UnaryOperator<Value> toTarget, UnaryOperator<Value> toSource) {
        return new FunctionConverter(name, version, toTarget, toSource);
    }

    /**
     * Makes a converter of a table; a value that is not in it holds the record. For one way, or where each source value has a
     * target value of its own: {@link PlanLint} refuses a mapping back that would have to choose.
     *
     * @param table source value to target value, as {@link Value#plain()} writes them
     */
    static Converter enumMap(String name, int version, Map<String, String> table) {
        return enumMap(name, version, table, Map.of());
    }

    /**
     * Makes a converter of a table in which several source values may map to one target value; a value that is not in it
     * holds the record.
     *
     * @param table source value to target value, as {@link Value#plain()} writes them
     * @param back target value to source value, where the table leaves that open
     */
    static Converter enumMap(String name, int version, Map<String, String> table, Map<String, String> back) {
        return new EnumMapConverter(name, version, table, back);
    }
}
