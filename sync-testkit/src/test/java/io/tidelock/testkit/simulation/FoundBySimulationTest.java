package io.tidelock.testkit.simulation;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Seeds that showed a defect of the engine, which was then mended. */
class FoundBySimulationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // both sides' creations of one person were lost: no pass ended
                "by mail only | 547 LAG r0:2:ANSWER_LOST,PARTIAL",
                // a refused write let a deleted person come back
                "both ways, SOURCE_WINS | 535 POISON r0:1 r1:1:MIDWAY r3:2 r4:1",
                // so did one that failed
                "both ways, SOURCE_WINS | 524 r3:2 r5:1 r8:0:BROKEN,HINTS",
                // nobody wrote the id to the survivor of a merge
                "on request | 193 LAG r3:4 r4:1 r5:0 r6:0",
                // a record came back to a merged counterpart, and their link went on resting
                "by name | 1619 r0:4 r2:3 r3:2 r4:2 r5:3",
                // a company that people made meanwhile was taken for ours, and its empty town for an edit
                "by name | 140 r2: r3:1,2,5:CRASH,WEBHOOKS r5:3",
                // the creation for a record that is gone was forgotten too early
                "by name | 351 LAG r1:51 r2::ANSWER_LOST r3:0"
            })
    void isMended(String plan, String script) {
        Plans.simulation(Plans.named(plan)).replay(script).check();
        Plans.simulation(Plans.named(plan))
                .from(Long.parseLong(script.substring(0, script.indexOf(' '))))
                .seeds(1)
                .check();
    }
}
