package io.tidelock.cliniko;

import io.tidelock.cliniko.ClinikoImport.Problem;
import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.record.Change;
import io.tidelock.record.Cursor;
import io.tidelock.record.Field;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Shows a file from its beginning, and behind it what Cliniko itself shows. A cursor counts lines: reading goes on after a restart. */
final class CsvFeed implements ChangeFeed, AutoCloseable {

    private static final String VERSION = "csv1 ";
    private static final int PAGE = 100;

    private final ChangeFeed live;
    private final Path file;
    private final CsvTable table;
    private final List<Field> fields;
    private final Consumer<Problem> problems;
    private @Nullable CsvLines open;
    private long rows;
    private long told;

    CsvFeed(ChangeFeed live, Path file, CsvTable table, List<Field> fields, Consumer<Problem> problems) {
        this.live = live;
        this.file = file;
        this.table = table;
        this.fields = List.copyOf(fields);
        this.problems = problems;
    }

    /** Tells whether a cursor is a place in a file. */
    static boolean isPlace(Cursor cursor) {
        return cursor.text().startsWith(VERSION);
    }

    @Override
    public Cursor since(Instant start) {
        return Cursor.of(VERSION + 0);
    }

    @Override
    public ChangePage changesAfter(Cursor after, Set<String> asked) {
        return isPlace(after) ? page(line(after)) : live.changesAfter(after, asked);
    }

    private static long line(Cursor cursor) {
        try {
            return Long.parseLong(cursor.text().substring(VERSION.length()));
        } catch (NumberFormatException malformed) {
            return 0;
        }
    }

    private synchronized ChangePage page(long line) {
        try {
            CsvLines lines = at(line);
            Map<String, Integer> columns = columns(lines);
            List<Change> changes = new ArrayList<>();
            Optional<CsvLines.Row> row = Optional.empty();
            for (int i = 0; i < PAGE; i++) {
                row = lines.next();
                row.flatMap(some -> change(columns, some)).ifPresent(changes::add);
                if (row.isEmpty()) {
                    close();
                    return new ChangePage(changes, live.since(Instant.EPOCH), false);
                }
            }
            return new ChangePage(changes, Cursor.of(VERSION + lines.line()), true);
        } catch (UncheckedIOException unreadable) {
            throw new RequestRejectedException("The file cannot be read", 0, "UNREADABLE_FILE", Map.of());
        }
    }

    private CsvLines at(long line) {
        CsvLines lines = open;
        if (lines == null || lines.line() != Math.max(1, line)) {
            close();
            lines = CsvLines.open(file, line);
            open = lines;
        }
        return lines;
    }

    static Map<String, Integer> columns(CsvLines lines) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (int i = 0; i < lines.headings().size(); i++) {
            columns.putIfAbsent(CsvCells.key(lines.headings().get(i)), i);
        }
        return columns;
    }

    private Optional<Change> change(Map<String, Integer> columns, CsvLines.Row row) {
        rows++;
        if (row.problem().isPresent()) {
            tell(row.line(), row.problem().get());
            return Optional.empty();
        }
        try {
            return Optional.of(Change.upsert(table.record(new CsvCells(columns, row.cells()), fields)));
        } catch (CsvCells.BadCellException bad) {
            tell(row.line(), String.valueOf(bad.getMessage()));
            return Optional.empty();
        }
    }

    /** A first pass may read the file twice, by the live channel and by the backfill. */
    private void tell(long line, String reason) {
        if (line > told) {
            told = line;
            problems.accept(new Problem(line, reason));
        }
    }

    synchronized long rows() {
        return rows;
    }

    @Override
    public synchronized void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
