package io.tidelock.testkit.plans;

import io.tidelock.cliniko.ClinikoPlan;
import io.tidelock.cliniko.ClinikoSettings;
import io.tidelock.mapping.Plan;
import io.tidelock.testkit.simulation.PlanSource;

/** Gives the ready-made plan of Cliniko with its defaults. */
public final class ClinikoPlans implements PlanSource {

    /** Makes the source. */
    public ClinikoPlans() {}

    @Override
    public String name() {
        return "cliniko";
    }

    @Override
    public Plan plan() {
        return ClinikoPlan.of(ClinikoSettings.defaults());
    }
}
