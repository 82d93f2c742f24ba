package io.tidelock.ringostat;

import io.tidelock.crm.Contact;
import io.tidelock.crm.Owner;
import io.tidelock.testkit.simulation.Simulation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The ready-made plan, played with while everything goes wrong. */
class RingostatSimulationTest {

    @Test
    @Tag("RS-09")
    @Tag("RS-10")
    void planHoldsWhateverGoesWrong() {
        Simulation.of(RingostatPlan.of(RingostatSettings.topManager("boss@shop.example")
                        .sinceActivation(false)
                        .build()))
                .values(RingostatCall.CLIENT, "+380671234567", "+380671234568", "+380501234567", "")
                .values(RingostatCall.CALLER_KIND, "CLIENT", "CLIENT", "STAFF")
                .values(RingostatCall.DIRECTION, "INBOUND", "OUTBOUND", "CALLBACK")
                .values(RingostatCall.OUTCOME, "ANSWERED", "MISSED", "")
                .values(RingostatCall.EMPLOYEE_EMAIL, "olena@shop.example", "petro@shop.example", "")
                .values(Owner.EMAIL, "boss@shop.example", "olena@shop.example")
                .values(Contact.PHONE, "067 123 45 67", "+380671234568", "0501234567")
                .values(Contact.MOBILE_PHONE, "(050) 123-45-67", "80671234567")
                .seeds(60)
                .check();
    }
}
