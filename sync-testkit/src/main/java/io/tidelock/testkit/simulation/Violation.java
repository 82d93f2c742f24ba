package io.tidelock.testkit.simulation;

import java.util.List;

/**
 * A guarantee that did not hold.
 *
 * @param seed the seed that shows it
 * @param guarantee what did not hold
 * @param what what was seen instead, with the records' refs
 * @param script what is left of the seed's story once everything is dropped that it does not take; for {@link
 *     Simulation#replay}
 * @param told what the simulation was told about the plan's fields, as code
 * @param timeline what happened in it, a line each
 */
public record Violation(
        long seed, Guarantee guarantee, String what, String script, String told, List<String> timeline) {

    /** Copies the list. */
    public Violation {
        timeline = List.copyOf(timeline);
    }

    /** Returns a test to paste into a test class, beside the plan. */
    public String test() {
        return "@Test\nvoid seed" + seed + "() {\n    Simulation.of(plan)" + told + ".replay(\"" + script
                + "\").check(Guarantee." + guarantee + ");\n}";
    }

    @Override
    public String toString() {
        return "Seed " + seed + ": " + guarantee + " does not hold: " + what + "\n\n" + String.join("\n", timeline)
                + "\n\n" + test();
    }
}
