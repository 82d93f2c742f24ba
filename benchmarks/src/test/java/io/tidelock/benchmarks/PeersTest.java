package io.tidelock.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The short version of {@code compare}: end states, which each run checks by itself, and calls; never times. */
class PeersTest {

    private static final int RECORDS = 2_050;
    private static final int PAGES = 21;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(PeerKind.class)
    void everyPeerReachesTheEndStateWithTheSameCalls(PeerKind kind) throws IOException {
        Figures figures = new PeerRun(kind, RECORDS, directory).run();

        assertThat(figures.value("initial.look_ups")).isEqualTo(PAGES);
        assertThat(figures.value("initial.writes")).isEqualTo(PAGES);
        assertThat(figures.value("no_change.look_ups")).isZero();
        assertThat(figures.value("no_change.writes")).isZero();
        assertThat(figures.value("changed.look_ups")).isZero();
        assertThat(figures.value("changed.writes")).isEqualTo(1); // 21 changed records
        assertThat(figures.names())
                .filteredOn(name -> name.endsWith(".reads"))
                .hasSize(3)
                .allMatch(name -> figures.value(name) == 0);
    }
}
