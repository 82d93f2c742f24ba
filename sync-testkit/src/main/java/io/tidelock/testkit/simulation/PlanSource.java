package io.tidelock.testkit.simulation;

import io.tidelock.mapping.Plan;

/**
 * Gives a plan to the command line: {@code simulate --plan NAME}. Found by {@link java.util.ServiceLoader}, so that a plan of
 * yours on the class path is found as well.
 */
public interface PlanSource {

    /** Returns the name on the command line. */
    String name();

    /** Returns the plan. */
    Plan plan();

    /** Adds what the plan does not say: values of its fields, which of them hold ids, whose changes it does not carry on. */
    default Simulation prepared(Simulation simulation) {
        return simulation;
    }
}
