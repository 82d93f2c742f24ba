package io.tidelock.cliniko;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of comma-separated values row by row, from any line on. A row that cannot be read is told, and the next line
 * is taken. Takes what spreadsheets make of it: semicolons or tabs, Windows line ends, a byte order mark, empty lines. Holds
 * one row in memory, and of that no more than a bound. Not thread-safe.
 */
final class CsvLines implements AutoCloseable {

    /** No row of an export is nearly as long; an open quotation mark may swallow any file. */
    static final int LONGEST_ROW = 1 << 20;

    private static final String AS_EXPORTED = "take the file as Cliniko exports it";
    private static final String ENCODED_OTHERWISE = "is not encoded in UTF-8";

    private final TextLines lines;
    private final CSVFormat format;
    private final List<String> headings;
    private final char delimiter;

    private CsvLines(TextLines lines, CSVFormat format, List<String> headings) {
        this.delimiter = format.getDelimiterString().charAt(0);
        this.lines = lines;
        this.format = format;
        this.headings = headings;
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
        try {
            TextLines lines = TextLines.open(file, LONGEST_ROW);
            try {
                String first = lines.next();
                CSVFormat format = format(first == null ? "" : first);
                CsvLines opened = new CsvLines(lines, format, headings(first, format));
                opened.skipTo(line);
                return opened;
            } catch (IOException | RuntimeException unreadable) {
                lines.close();
                throw unreadable;
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static CSVFormat format(String headings) {
        char most = ',';
        for (char candidate : new char[] {';', '\t'}) {
            most = count(headings, candidate) > count(headings, most) ? candidate : most;
        }
        return CSVFormat.RFC4180.builder().setDelimiter(most).get();
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(character -> character == wanted).count();
    }

    private static List<String> headings(@Nullable String line, CSVFormat format) throws IOException {
        if (line == null || line.isBlank()) {
            throw new IllegalArgumentException("line 1 has no headings; " + AS_EXPORTED);
        } else if (line.indexOf(TextLines.NOT_UTF_8) >= 0) {
            throw new IllegalArgumentException("line 1 " + ENCODED_OTHERWISE + "; " + AS_EXPORTED);
        } else if (line.length() > LONGEST_ROW) {
            throw new IllegalArgumentException("line 1 is too long for headings; " + AS_EXPORTED);
        }
        return parsed(line, format)
                .map(Parsed::cells)
                .orElseThrow(() -> new IllegalArgumentException(
                        "line 1 holds no headings, but a quotation mark that is left open; " + AS_EXPORTED));
    }

    private void skipTo(long line) throws IOException {
        String skipped = "";
        while (lines.line() < line && skipped != null) {
            skipped = lines.next();
        }
    }

    List<String> headings() {
        return headings;
    }

    /** Returns how many lines were read. */
    long line() {
        return lines.line();
    }

    /**
     * Returns the next row; empty behind the last. Empty lines are passed over.
     *
     * @throws UncheckedIOException if the file cannot be read any more
     */
    Optional<Row> next() {
        try {
            String line = lines.next();
            while (line != null) {
                Row row = row(lines.line(), line);
                if (row.problem().isPresent() || !row.cells().stream().allMatch(String::isEmpty)) {
                    return Optional.of(row);
                }
                line = lines.next();
            }
            return Optional.empty();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Row row(long at, String line) {
        if (line.isBlank()) {
            return new Row(at, List.of(), Optional.empty());
        }
        Optional<Parsed> row = overAllItsLines(line);
        if (row.isEmpty()) {
            return bad(
                    at,
                    line.length() > LONGEST_ROW
                            ? "it is longer than " + LONGEST_ROW + " characters"
                            : "it is no row of a table; look for a quotation mark that is left open");
        }
        List<String> cells = row.get().cells();
        boolean empty = cells.stream().allMatch(String::isEmpty);
        if (cells.stream().anyMatch(cell -> cell.indexOf(TextLines.NOT_UTF_8) >= 0)) {
            return bad(at, "it " + ENCODED_OTHERWISE);
        } else if (!empty && cells.size() != headings.size()) {
            return bad(at, "it has " + cells.size() + " cells, the headings are " + headings.size());
        }
        return new Row(at, cells, Optional.empty());
    }

    private static Row bad(long at, String problem) {
        return new Row(at, List.of(), Optional.of(problem));
    }

    /** A cell in quotation marks may go on behind the end of its line. If no row comes of it, what follows the line is taken back. */
    private Optional<Parsed> overAllItsLines(String first) {
        StringBuilder text = new StringBuilder(first);
        List<String> more = new ArrayList<>();
        boolean open = isOpenAfter(first, false);
        try {
            String line = open ? lines.next() : null;
            while (line != null) {
                more.add(line);
                text.append(line);
                open = isOpenAfter(line, true);
                line = open && text.length() <= LONGEST_ROW ? lines.next() : null;
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        Optional<Parsed> row = open ? Optional.empty() : parsed(text.toString(), format);
        int taken = row.map(Parsed::lines).orElse(1);
        lines.takeBack(more.subList(Math.min(Math.max(taken - 1, 0), more.size()), more.size()));
        return row;
    }

    /** Tells whether a cell in quotation marks goes on behind a line; a mark counts at the beginning of a cell, and doubled it does not end one. */
    private boolean isOpenAfter(String line, boolean before) {
        boolean open = before;
        boolean begins = !before;
        for (int i = 0; i < line.length(); i++) {
            char character = line.charAt(i);
            if (open && character == '"') {
                boolean doubled = i + 1 < line.length() && line.charAt(i + 1) == '"';
                open = doubled;
                i += doubled ? 1 : 0;
            } else if (!open) {
                open = begins && character == '"';
                begins = character == delimiter;
            }
        }
        return open;
    }

    /** The first row of a text, and over how many of its lines it goes. */
    private record Parsed(List<String> cells, int lines) {}

    private static Optional<Parsed> parsed(String text, CSVFormat format) {
        if (text.length() > LONGEST_ROW) {
            return Optional.empty();
        }
        try (CSVParser parser = CSVParser.parse(text, format)) {
            var rows = parser.iterator();
            if (!rows.hasNext()) {
                return Optional.empty();
            }
            List<String> cells = rows.next().stream().map(String::strip).toList();
            return Optional.of(new Parsed(cells, (int) parser.getCurrentLineNumber()));
        } catch (IOException | IllegalStateException | UncheckedIOException noRow) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
