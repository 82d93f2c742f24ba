package io.tidelock.testkit.plans;

import io.tidelock.cliniko.AppointmentType;
import io.tidelock.cliniko.ClinikoPlan;
import io.tidelock.cliniko.ClinikoSettings;
import io.tidelock.mapping.Plan;
import io.tidelock.testkit.simulation.PlanSource;
import io.tidelock.testkit.simulation.Simulation;

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

    /** A type that is renamed reaches the deals of old appointments with their next change only. */
    @Override
    public Simulation prepared(Simulation simulation) {
        return simulation.steady(AppointmentType.TYPE);
    }
}
