package io.tidelock.testkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulateTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), args).exitCode();
    }

    @Test
    void clinikosPlanHoldsWhateverGoesWrong() {
        int exitCode = run("simulate", "--plan", "cliniko", "--seeds", "40");

        assertThat(out.toString()).containsPattern("seeds=40 violations=0 seconds=[0-9.]+\\R$");
        assertThat(exitCode).isZero();
    }

    @Test
    void violationEndsInExitCodeOneWithItsStoryAndATestToPaste() {
        int exitCode = run("simulate", "--plan", "forgetful", "--seeds", "5", "--faults", "none");

        assertThat(exitCode).isOne();
        assertThat(out.toString())
                .contains(" does not hold: ", "create BUSINESS person", "pass at 2026-", "Simulation.of(plan).replay(")
                .containsPattern("seeds=5 violations=[1-5] seconds=[0-9.]+\\R$");
    }

    @Test
    void ringostatsPlanHoldsWhateverGoesWrong() {
        int exitCode = run("simulate", "--plan", "ringostat", "--seeds", "20");

        assertThat(out.toString()).containsPattern("seeds=20 violations=0 seconds=[0-9.]+\\R$");
        assertThat(exitCode).isZero();
    }

    /** An older version, shown again after the answer to a write was lost, undid the newer one. */
    @Test
    void olderNewsDoNotUndoALostWrite() {
        String script = "1865 r2:0,4 r3:2,3:ANSWER_LOST r5::OLD_NEWS";

        assertThat(run("simulate", "--plan", "cliniko", "--replay", script)).isZero();
    }

    /** One contact was asked for as a patient and as a Cliniko contact, and each flow turned its type over. */
    @Test
    void whoeverIsBothPatientAndContactStaysAPatient() {
        String script = "12347 r1:3,50:WEBHOOKS r2: r3:1 r5:1,50:WEBHOOKS r6:2,3,51:ANSWER_LOST,MIDWAY,WEBHOOKS"
                + " r7:0,1,2,5:STORE_AWAY,WEBHOOKS r8::ANSWER_LOST";

        assertThat(run("simulate", "--plan", "cliniko", "--replay", script)).isZero();
        assertThat(run("simulate", "--plan", "cliniko", "--seeds", "1", "--from-seed", "19947"))
                .isZero();
    }

    /** Of 20,000 seeds, seven renamed the type of an appointment outside of the window, which the plan does not follow. */
    @Test
    void renamedTypesOfOldAppointmentsAreLeftToTheNextChangeAsThePlanSays() {
        for (String script : List.of("2047 r0:4 r4:2 r5:1", "4585 r1:3 r5:51 r6: r7:0", "7235 r1:2 r3:1 r6:3")) {
            assertThat(run("simulate", "--plan", "cliniko", "--replay", script)).isZero();
        }
    }

    @Test
    void onlyNamedMishapsHappen() {
        assertThat(run("simulate", "--plan", "cliniko", "--seeds", "5", "--from-seed", "7", "--faults", "crash,busy"))
                .isZero();
        assertThat(run("simulate", "--plan", "cliniko", "--seeds", "5", "--faults", "none"))
                .isZero();
    }

    @Test
    void unknownPlanAndUnknownMishapAreToldWithWhatThereIs() {
        assertThat(run("simulate", "--plan", "nobody")).isEqualTo(2);
        assertThat(run("simulate", "--plan", "cliniko", "--faults", "rain")).isEqualTo(2);

        assertThat(err.toString()).contains("there are [", "cliniko", "ringostat", "answer-lost");
    }
}
