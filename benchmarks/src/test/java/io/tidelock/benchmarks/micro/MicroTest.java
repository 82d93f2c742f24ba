package io.tidelock.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.engine.EngineMicro;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The short version of {@code micro}: each step once, and what comes of it. */
class MicroTest {

    @Test
    void stepsDoWhatTheyAreMeasuredFor() {
        ValueMicro values = new ValueMicro();
        EngineMicro engine = new EngineMicro();

        assertThat(values.canonicalise()).endsWith("ada.byron@example.com");
        assertThat(values.parsePhone()).hasValue("+61390010001");
        assertThat(engine.fingerprint()).isEqualTo(engine.fingerprint());
        assertThat(engine.decide()).hasToString("WRITE_TARGET");
        assertThat(engine.matchKey()).hasValue(List.of("ada.byron@example.com"));
    }

    @Test
    void aPageIsAHundredContacts() {
        assertThat(new PageMicro().readPage()).hasSize(100).allMatch(ReadOutcome.Present.class::isInstance);
    }
}
