package io.tidelock.mapping;

/**
 * One thing about a plan that is wrong, or that somebody should know.
 *
 * @param severity whether the plan can run with it
 * @param code what kind of thing it is; stable, listed in {@code docs/mapping.md}
 * @param where the flow, and the mapping or match rule in it
 * @param what what is the matter: a sentence without its full stop, never with a record's value
 * @param remedy what to do: a sentence without its full stop
 */
public record Finding(Severity severity, Code code, String where, String what, String remedy) {

    /** Whether a plan can run with a finding. */
    public enum Severity {
        /** It cannot: the engine is not built. */
        ERROR,
        /** It can, though maybe not as somebody thinks. */
        WARNING
    }

    /** The kinds of findings. */
    public enum Code {
        /** A mapping says what cannot hold together. */
        CONTRADICTION,
        /** A mapping says what never happens. */
        INEFFECTIVE,
        /** Something else writes the field, too. */
        TWO_OWNERS,
        /** Values go round in a circle of mappings. */
        CYCLE,
        /** A converter throws for values of its field. */
        CONVERTER_THROWS,
        /** A converter gives different results for the same value. */
        CONVERTER_UNSTEADY,
        /** A value changes with every trip there and back. */
        CONVERTER_UNSETTLED,
        /** A value comes back as another, and stays that. */
        CONVERTER_LOSSY,
        /** A field cannot hold what is written to it. */
        TYPE_MISMATCH,
        /** Several values of a table become one, and nothing says which of them that one becomes. */
        ENUM_AMBIGUOUS,
        /** An entry of a table is never found. */
        ENUM_UNUSED,
        /** A property is written that does not have the option. */
        OPTION_UNKNOWN,
        /** An option of a property has no counterpart. */
        OPTION_UNCOVERED,
        /** A match rule does not find what the flow itself created. */
        KEY_SPELLING,
        /** Nothing fills the fields by which what the flow created could be found. */
        KEY_UNFILLED,
        /** The property that holds the source's id is not unique. */
        ID_NOT_UNIQUE,
        /** Ids of different types of records are kept in one property. */
        ID_SHARED,
        /** A rule looks at a field that nobody reads. */
        UNREAD_FIELD,
        /** A rule names a flow that is not in the plan. */
        UNKNOWN_FLOW,
        /** The plan needs a property that no flow uses. */
        PROPERTY_UNUSED,
        /** A flow can never do anything. */
        NO_EFFECT
    }

    @Override
    public String toString() {
        return severity + " " + code + " " + where + ": " + what + ". " + remedy + ".";
    }
}
