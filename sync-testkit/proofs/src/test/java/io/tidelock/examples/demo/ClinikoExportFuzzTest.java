package io.tidelock.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tidelock.fuzz.Fuzzed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class ClinikoExportFuzzTest {

    @TempDir
    static Path folder;

    @FuzzTest(maxDuration = Fuzzed.TIME)
    void filesAreReadOrRefusedWithALine(byte[] input) throws IOException {
        Path file = Files.write(folder.resolve("patients.csv"), input);
        try {
            List<ClinikoExport.Row> rows = ClinikoExport.read(file);

            assertThat(rows).isNotEmpty().allMatch(row -> row.line() > 0);
        } catch (UnreadableExportException documented) {
            assertThat(documented).hasMessageStartingWith(file.toString());
        }
    }
}
