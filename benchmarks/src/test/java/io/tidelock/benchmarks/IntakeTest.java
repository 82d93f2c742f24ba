package io.tidelock.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.benchmarks.database.SqliteFile;
import io.tidelock.benchmarks.tidelock.Intake;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short version of {@code intake}: the run checks by itself that every hint is there. */
class IntakeTest {

    @TempDir
    private Path directory;

    @Test
    void everyHintOfEverySenderIsKept() {
        Intake.Result result = new Intake(40, 4, 10).run(new SqliteFile(directory).dataSource());

        assertThat(result.hints()).isEqualTo(400);
        assertThat(result.quantile(0.99)).isGreaterThanOrEqualTo(result.quantile(0.50));
    }
}
