package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.engine.SyncReport;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.CallWatcher;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Plays a story undisturbed, once with passes that last no longer than they must, and once for every call at which somebody
 * may stop the pass: the end must be the same.
 */
final class CutSweep {

    private static final int MOST_PASSES = 300;

    private CutSweep() {}

    /** A clock that moves with every call, and somebody who stops the pass at one of them. */
    private static final class Stopping implements CallWatcher {
        private final Clinic clinic;
        private final int at;
        private int calls;
        private int passes;
        private boolean stopped;

        private Stopping(Clinic clinic, int at) {
            this.clinic = clinic;
            this.at = at;
        }

        @Override
        public void before(Call call) {
            clinic.clock.advance(Duration.ofMillis(100));
            if (++calls == at) {
                clinic.engine.stop();
                stopped = true;
            }
        }

        /** Makes passes while there is more to do; whoever was stopped is started anew. */
        private void passes() {
            clinic.clock.advance(Duration.ofHours(1));
            SyncReport report;
            do {
                report = clinic.engine.run();
                assertThat(++passes).isLessThan(MOST_PASSES);
                if (stopped) {
                    assertThat(report.interruptions()).isEmpty();
                    clinic.restart();
                    stopped = false;
                }
            } while (report.more());
        }
    }

    /**
     * Cuts a story everywhere.
     *
     * @param stage how it is set up
     * @param story what people do, and the passes in between
     */
    static void sweep(Supplier<Clinic.Setup> stage, Story story) {
        Stopping whole = play(stage.get(), 0, story);
        String undisturbed = CrashSweep.state(whole.clinic);
        Clinic.Setup brief = stage.get().engine(builder -> builder.passLasts(Duration.ofNanos(1)));
        Stopping pageByPage = play(brief, 0, story);
        assertThat(CrashSweep.state(pageByPage.clinic)).as("page by page").isEqualTo(undisturbed);
        assertThat(pageByPage.passes).isGreaterThan(whole.passes);
        for (int call = 1; call <= whole.calls; call++) {
            Stopping cut = play(stage.get(), call, story);
            assertThat(CrashSweep.state(cut.clinic))
                    .as("stopped at call %d of %d", call, whole.calls)
                    .isEqualTo(undisturbed);
        }
    }

    /** What people do. */
    interface Story {
        void tell(Clinic clinic, Runnable passes);
    }

    private static Stopping play(Clinic.Setup setup, int stopAt, Story story) {
        Clinic clinic = setup.build();
        Stopping stopping = new Stopping(clinic, stopAt);
        clinic.clinic.watch(stopping);
        clinic.crm.watch(stopping);
        story.tell(clinic, stopping::passes);
        stopping.passes();
        return stopping;
    }
}
