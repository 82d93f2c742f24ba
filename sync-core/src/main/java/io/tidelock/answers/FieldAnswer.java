package io.tidelock.answers;

import java.util.Optional;

/**
 * What would be done about one field mapping of one pair now.
 *
 * @param mapping the mapping
 * @param source the source's field; empty for a constant
 * @param target the target's field
 * @param rule how the mapping decides: direction, strength, policies
 * @param outcome what it comes to
 * @param shown what both sides show; empty unless the host asked for values
 */
public record FieldAnswer(
        String mapping,
        Optional<String> source,
        Optional<String> target,
        String rule,
        Outcome outcome,
        Optional<Shown> shown) {

    /** What a decision comes to. */
    public enum Outcome {
        /** Neither side changed since they settled, or the mapping rests. */
        UNCHANGED,
        /** Nothing to write; what both show is taken as settled. */
        SETTLES,
        /** The source's value goes to the target. */
        TO_TARGET,
        /** The target's value goes to the source. */
        TO_SOURCE,
        /** Each side gets what the other added to a set. */
        BOTH_WAYS,
        /** Both changed differently: a person is to decide. */
        HELD
    }

    /**
     * What both sides show in the field: personal data.
     *
     * @param source at the source
     * @param target at the target
     */
    public record Shown(String source, String target) {
        @Override
        public String toString() {
            return "shown(…)";
        }
    }
}
