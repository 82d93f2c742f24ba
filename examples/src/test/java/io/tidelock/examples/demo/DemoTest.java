package io.tidelock.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.examples.demo.ClinikoExport.Row;
import io.tidelock.examples.store.StorePlace;
import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.FakeResponse;
import io.tidelock.testkit.fake.hubspot.FakeHubSpot;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {

    private final ManualClock clock = new ManualClock();
    private final StringWriter out = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set before every test
    private Path folder;

    /** The process ends here. */
    private static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Ends the process that asks it for the time after the moment came; servers live on. */
    private static final class MortalClock extends Clock {
        private final Clock clock;
        private final AtomicBoolean moment;
        private final Thread mortal = Thread.currentThread();

        private MortalClock(Clock clock, AtomicBoolean moment) {
            this.clock = clock;
            this.moment = moment;
        }

        @Override
        public Instant instant() {
            if (moment.get() && Thread.currentThread().equals(mortal)) {
                throw new Died();
            }
            return clock.instant();
        }

        @Override
        public ZoneId getZone() {
            return clock.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return clock.withZone(zone);
        }
    }

    private DemoWorld world(Clock time) throws IOException {
        StorePlace place = StorePlace.of("jdbc:sqlite:" + folder.resolve("demo.db"));
        return new DemoWorld(place, DemoFiles.beside(place), "demo-1", time, clock);
    }

    private Demo demo(DemoWorld world) {
        return new Demo(world, new PrintWriter(out, true));
    }

    private static List<Row> export(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Row(
                        i,
                        Map.<String, Object>of(
                                "first_name", "First" + i, "last_name", "Last" + i, "email", i + "@example.com")))
                .toList();
    }

    @Test
    void demoThatDiedOverAWriteIsFinishedByTheNext() throws Exception {
        AtomicBoolean moment = new AtomicBoolean();
        try (DemoWorld first = world(new MortalClock(clock, moment))) {
            first.hubspot.changeAnswer(
                    1, FakeHubSpot.on("POST", "contacts/batch/upsert"), answer -> died(moment, answer));

            assertThatThrownBy(() -> demo(first).show(export(250))).isInstanceOf(Died.class);
        }

        try (DemoWorld next = world(clock)) {
            assertThat(next.hubspot.records("contacts")).isNotEmpty();
            assertThat(demo(next).resume(false)).isTrue();
        }

        assertThat(out.toString())
                .contains("goes on where the last demo was cut short (--fresh starts over): 250 patients in Cliniko")
                .contains("a write was under way when it died")
                .contains("ok    every patient has one contact", "ok    and there are no other contacts")
                .contains("Everything claimed was checked.");
    }

    private static FakeResponse died(AtomicBoolean moment, FakeResponse answer) {
        moment.set(true);
        return answer;
    }

    @Test
    void whatWasNotBegunIsLeftOver() throws IOException {
        DemoFiles files = DemoFiles.beside(StorePlace.of("jdbc:sqlite:" + folder.resolve("demo.db")));
        world(clock).close();

        assertThat(files.read()).isEmpty();
        assertThat(files.state("cliniko").orElseThrow()).exists();

        files.forget();
        assertThat(files.state("cliniko").orElseThrow()).doesNotExist();
    }
}
