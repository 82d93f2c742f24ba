package io.tidelock.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareTest {

    private final StringWriter out = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void everyFigureHasALineWithItsRatioAndEveryAimSaysWhetherItIsMet() {
        assertThat(run(
                        "compare",
                        "--records",
                        "300",
                        "--peers",
                        "bound,tidelock-memory",
                        "--rounds",
                        "2",
                        "--directory",
                        directory.toString()))
                .isZero();

        assertThat(out.toString().lines())
                .contains(
                        "metric=bound.initial.writes value=3 ratio=1.000",
                        "metric=tidelock-memory.initial.writes value=3 ratio=1.000")
                .anyMatch(
                        line -> line.matches(
                                "metric=speed\\.initial\\.tidelock-memory\\.over\\.bound value=\\S+ ratio=\\S+ aim=0.33 met=(yes|no)"));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void memorySaysHowMuchHeapIsInUseOnTheWay() {
        assertThat(run("memory", "--records", "1000", "--directory", directory.toString()))
                .isZero();

        assertThat(out.toString().lines())
                .filteredOn(line -> line.matches("metric=memory\\.heap_bytes\\.at\\.\\d+ value=\\d+ ratio=\\d+\\.\\d+"))
                .hasSize(10);
    }

    @Test
    void peerThatDoesNotExistIsRefused() {
        assertThat(run("compare", "--peers", "abacus")).isEqualTo(2);
    }

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(out, true), arguments);
    }
}
