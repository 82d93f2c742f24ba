package io.tidelock.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CtrlCTest {

    @Test
    void endsAWaitAtOnceAndWaitsForTheLoopToClose() throws InterruptedException {
        CtrlC stop = CtrlC.listen();
        Thread process = new Thread(stop::press);

        assertThat(stop.comesWithin(Duration.ZERO)).isFalse();
        process.start();
        assertThat(stop.comesWithin(Duration.ofHours(1))).isTrue();
        assertThat(process.isAlive()).isTrue();
        stop.close();
        process.join();
    }
}
