package io.tidelock.testkit.plans;

import io.tidelock.crm.Contact;
import io.tidelock.crm.Owner;
import io.tidelock.mapping.Plan;
import io.tidelock.ringostat.RingostatCall;
import io.tidelock.ringostat.RingostatPlan;
import io.tidelock.ringostat.RingostatSettings;
import io.tidelock.testkit.simulation.PlanSource;
import io.tidelock.testkit.simulation.Simulation;

/** Gives the ready-made plan of Ringostat with its defaults, for calls of any time. */
public final class RingostatPlans implements PlanSource {

    /** Makes the source. */
    public RingostatPlans() {}

    @Override
    public String name() {
        return "ringostat";
    }

    @Override
    public Plan plan() {
        return RingostatPlan.of(RingostatSettings.topManager("boss@shop.example")
                .sinceActivation(false)
                .build());
    }

    @Override
    public Simulation prepared(Simulation simulation) {
        return simulation
                .values(RingostatCall.CLIENT, "+380671234567", "+380671234568", "+380501234567", "")
                .values(RingostatCall.CALLER_KIND, "CLIENT", "CLIENT", "STAFF")
                .values(RingostatCall.DIRECTION, "INBOUND", "OUTBOUND", "CALLBACK")
                .values(RingostatCall.OUTCOME, "ANSWERED", "MISSED", "")
                .values(RingostatCall.EMPLOYEE_EMAIL, "olena@shop.example", "petro@shop.example", "")
                .values(Owner.EMAIL, "boss@shop.example", "olena@shop.example")
                .values(Contact.PHONE, "067 123 45 67", "+380671234568", "0501234567")
                .values(Contact.MOBILE_PHONE, "(050) 123-45-67", "80671234567");
    }
}
