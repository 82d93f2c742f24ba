package io.tidelock.cliniko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("CL-08")
class CsvLinesTest {

    @TempDir
    Path folder;

    @Test
    void byteOrderMarkSemicolonsAndWindowsLineEndsAreTaken() throws IOException {
        Path file = file("\uFEFFid;name\r\n1;\"a;b\"\r\n\r\n2;c\r\n", StandardCharsets.UTF_8);

        assertThat(headings(file)).containsExactly("id", "name");
        assertThat(rows(file)).containsExactly("2 [1, a;b]", "4 [2, c]");
    }

    @Test
    void cellsMayHoldLinesAndQuotationMarks() throws IOException {
        Path file = file(
                "id,name\n1,\"two\r\nlines, \"\"quoted\"\"\"\n2,5\" nail\n3,\"a\"\"\n\"\"b\",\n4,last",
                StandardCharsets.UTF_8);

        assertThat(rows(file))
                .containsExactly(
                        "2 [1, two\r\nlines, \"quoted\"]",
                        "4 [2, 5\" nail]",
                        "5 it has 3 cells, the headings are 2",
                        "7 [4, last]");
    }

    @Test
    void openQuotationMarkCostsItsLineAlone() throws IOException {
        Path file = file("id,name\n1,\"open\n2,b\n3,\"c\nd\"\n4,e\n5,\"cut", StandardCharsets.UTF_8);

        assertThat(rows(file))
                .hasSize(5)
                .contains("3 [2, b]", "6 [4, e]")
                .last()
                .asString()
                .startsWith("7 it is no row");
    }

    @Test
    void otherEncodingIsToldByLineAndInTheHeadingsAtOnce() throws IOException {
        Path windows = file("id,name\n1,M\u00fcller\n2,Meier\n", Charset.forName("windows-1252"));
        assertThat(rows(windows)).containsExactly("2 it is not encoded in UTF-8", "3 [2, Meier]");

        Path headed = file("id,Stra\u00dfe\n1,x\n", Charset.forName("windows-1252"));
        assertThatThrownBy(() -> CsvLines.open(headed, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("line 1", "UTF-8");
        Path wide = file("\uFEFFid,name\n1,x\n", StandardCharsets.UTF_16LE);
        assertThatThrownBy(() -> CsvLines.open(wide, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void filesWithoutHeadingsAreRefusedInWords() throws IOException {
        for (String text : List.of("", "\n", "\uFEFF", "\uFEFF\nx", "\"id,name\n1,x")) {
            Path file = file(text, StandardCharsets.UTF_8);
            assertThatThrownBy(() -> CsvLines.open(file, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("line 1 ");
        }
    }

    @Test
    void rowWithoutAnEndIsHeldNoFurtherThanItsBound() throws IOException {
        Path file = folder.resolve("huge.csv");
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write("id,name\n1,");
            for (int i = 0; i < 40; i++) {
                writer.write("x".repeat(CsvLines.LONGEST_ROW / 8));
            }
            writer.write("\n2,\"open\n");
            for (int i = 0; i < 40; i++) {
                writer.write("3," + "y".repeat(CsvLines.LONGEST_ROW / 8) + "\n");
            }
        }

        List<String> rows = rows(file);

        assertThat(rows).hasSize(42);
        assertThat(rows.get(0)).startsWith("2 it is longer than");
        assertThat(rows.get(1)).startsWith("3 it is no row");
        assertThat(rows.get(2)).startsWith("4 [3, yyy");
    }

    @Test
    void everyRowCanBeGoneOnBehind() throws IOException {
        Path file = file("id,name\n1,\"a\nb\"\n\n2,\"open\n3,c\n4,d\n", StandardCharsets.UTF_8);
        List<String> whole = rows(file);

        for (int taken = 1; taken <= whole.size(); taken++) {
            long at;
            try (CsvLines lines = CsvLines.open(file, 0)) {
                for (int i = 0; i < taken; i++) {
                    lines.next();
                }
                at = lines.line();
            }
            assertThat(rows(file, at)).isEqualTo(whole.subList(taken, whole.size()));
        }
    }

    private static List<String> headings(Path file) {
        try (CsvLines lines = CsvLines.open(file, 0)) {
            return lines.headings();
        }
    }

    private static List<String> rows(Path file) {
        return rows(file, 0);
    }

    private static List<String> rows(Path file, long line) {
        List<String> rows = new ArrayList<>();
        try (CsvLines lines = CsvLines.open(file, line)) {
            for (var row = lines.next(); row.isPresent(); row = lines.next()) {
                rows.add(row.get().line() + " "
                        + row.get().problem().orElse(row.get().cells().toString()));
            }
        }
        return rows;
    }

    private Path file(String text, Charset encoding) throws IOException {
        return Files.write(folder.resolve("export.csv"), text.getBytes(encoding));
    }
}
