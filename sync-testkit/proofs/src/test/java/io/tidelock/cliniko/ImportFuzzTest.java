package io.tidelock.cliniko;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tidelock.fuzz.Fuzzed;
import io.tidelock.record.Field;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a clinic exports, and what became of it on its way. */
@Timeout(600)
class ImportFuzzTest {

    private static final CsvTable APPOINTMENTS = CsvTable.appointments(Clock.systemUTC());

    @TempDir
    static Path folder;

    @FuzzTest(maxDuration = Fuzzed.TIME)
    void patientsAreReadOrToldByLine(byte[] input) throws IOException {
        read(input, CsvTable.patients(), Patient.FIELDS);
    }

    @FuzzTest(maxDuration = Fuzzed.TIME)
    void appointmentsAreReadOrToldByLine(byte[] input) throws IOException {
        read(input, APPOINTMENTS, Appointment.FIELDS);
    }

    private static void read(byte[] input, CsvTable table, List<Field> fields) throws IOException {
        Path file = Files.write(folder.resolve("export.csv"), input);
        List<Place> places;
        try {
            places = Fuzzed.soon(() -> rows(file, 0));
        } catch (IllegalArgumentException documented) {
            assertThat(documented).hasMessageStartingWith("line 1 ");
            return;
        }
        try (CsvLines lines = CsvLines.open(file, 0)) {
            Map<String, Integer> columns = CsvFeed.columns(lines);
            boolean lacks = !table.lacking(columns).isEmpty();
            assertThat(table.ambiguous(lines.headings())).isNotNull();
            long line = 1;
            for (Place place : places) {
                CsvLines.Row row = place.row();
                assertThat(row.line()).isGreaterThan(line);
                assertThat(place.after()).isGreaterThanOrEqualTo(row.line());
                line = row.line();
                if (row.problem().isEmpty() && !lacks) {
                    assertThat(row.cells()).hasSameSizeAs(lines.headings());
                    record(table, new CsvCells(columns, row.cells()), fields);
                }
            }
        }
        goesOnAnywhere(file, places);
    }

    private static void record(CsvTable table, CsvCells cells, List<Field> fields) {
        try {
            assertThat(table.record(cells, fields).ref().id()).isNotBlank();
        } catch (CsvCells.BadCellException documented) {
            assertThat(documented).hasMessageStartingWith("the cell below ");
        }
    }

    /** A cursor is a line: what is read behind it is what would have been read without a stop. */
    private static void goesOnAnywhere(Path file, List<Place> places) {
        int step = Math.max(1, places.size() / 3);
        for (int taken = 1; taken <= places.size(); taken += step) {
            assertThat(rows(file, places.get(taken - 1).after())).isEqualTo(places.subList(taken, places.size()));
        }
    }

    private static List<Place> rows(Path file, long line) {
        List<Place> rows = new ArrayList<>();
        try (CsvLines lines = CsvLines.open(file, line)) {
            for (var row = lines.next(); row.isPresent(); row = lines.next()) {
                rows.add(new Place(row.get(), lines.line()));
            }
        } catch (UncheckedIOException unreadable) {
            throw new AssertionError(unreadable);
        }
        return rows;
    }

    /** A row, and how many lines were read when it was there. */
    private record Place(CsvLines.Row row, long after) {}
}
