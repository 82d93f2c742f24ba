package io.tidelock.cliniko;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of comma-separated values row by row, from any line on. A row that cannot be read is told, and the next line
 * is taken. Takes what spreadsheets make of it: semicolons or tabs, Windows line ends, a byte order mark, empty lines. Not
 * thread-safe.
 */
final class CsvLines implements AutoCloseable {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path file;
    private final CSVFormat format;
    private final List<String> headings;
    private CSVParser parser;
    private long skipped;
    private long at;

    private CsvLines(Path file, CSVFormat format, List<String> headings, long line) throws IOException {
        this.file = file;
        this.format = format;
        this.headings = headings;
        this.parser = parserAfter(line);
    }

    /** A row: its cells in the order of the headings, or what is wrong with it. */
    record Row(long line, List<String> cells, Optional<String> problem) {}

    /**
     * Opens a file behind so many of its lines; behind fewer than one it begins behind the headings.
     *
     * @throws UncheckedIOException if it cannot be read
     * @throws IllegalArgumentException if it has no headings
     */
    static CsvLines open(Path file, long line) {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String first = reader.readLine();
            if (first == null || first.isBlank()) {
                throw new IllegalArgumentException("line 1 has no headings; take the file as Cliniko exports it");
            }
            String text = first.startsWith(BYTE_ORDER_MARK) ? first.substring(1) : first;
            CSVFormat format =
                    CSVFormat.RFC4180.builder().setDelimiter(delimiter(text)).get();
            try (CSVParser headings = CSVParser.parse(text, format)) {
                List<String> names =
                        headings.iterator().next().stream().map(String::strip).toList();
                return new CsvLines(file, format, names, Math.max(1, line));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static char delimiter(String headings) {
        char most = ',';
        for (char candidate : new char[] {';', '\t'}) {
            most = count(headings, candidate) > count(headings, most) ? candidate : most;
        }
        return most;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(character -> character == wanted).count();
    }

    private CSVParser parserAfter(long line) throws IOException {
        BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        long lines = 0;
        while (lines < line && reader.readLine() != null) {
            lines++;
        }
        this.skipped = line;
        this.at = line;
        return CSVParser.builder().setReader(reader).setFormat(format).get();
    }

    List<String> headings() {
        return headings;
    }

    /** Returns how many lines were read. */
    long line() {
        return at;
    }

    /** Returns the next row; empty behind the last. Empty lines are passed over. */
    Optional<Row> next() {
        try {
            long line = at + 1;
            CSVRecord row = parsed();
            while (row != null && isEmpty(row)) {
                line = at + 1;
                row = parsed();
            }
            return row == null ? Optional.empty() : Optional.of(row(line, row));
        } catch (IOException | IllegalStateException | UncheckedIOException broken) {
            return Optional.of(passOver());
        }
    }

    private @Nullable CSVRecord parsed() throws IOException {
        var rows = parser.iterator();
        CSVRecord row = rows.hasNext() ? rows.next() : null;
        if (row != null) {
            at = skipped + parser.getCurrentLineNumber();
        }
        return row;
    }

    private static boolean isEmpty(CSVRecord row) {
        return row.stream().allMatch(String::isBlank);
    }

    private Row row(long line, CSVRecord row) {
        List<String> cells = row.stream().map(String::strip).toList();
        return cells.size() == headings.size()
                ? new Row(line, cells, Optional.empty())
                : new Row(
                        line,
                        List.of(),
                        Optional.of("it has " + cells.size() + " cells, the headings are " + headings.size()));
    }

    /** An open quotation mark swallows whatever follows: the next line is begun anew. */
    private Row passOver() {
        long line = at + 1;
        try {
            parser.close();
            parser = parserAfter(line);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new Row(
                line, List.of(), Optional.of("it is no row of a table; look for a quotation mark that is left open"));
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
