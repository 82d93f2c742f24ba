package io.tidelock.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short version of {@code memory}: the run checks by itself that everything is linked and the next pass quiet. */
class BackfillTest {

    @TempDir
    private Path directory;

    @Test
    void everythingIsLinkedAndTheHeapIsNotedTenTimes() throws IOException {
        Figures figures = BackfillMain.run(2_050, directory);

        assertThat(figures.names())
                .filteredOn(name -> name.startsWith("heap_bytes"))
                .hasSize(10);
        assertThat(figures.value("disk_bytes")).isPositive();
    }
}
