package io.tidelock.benchmarks.workload;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the twelve fields hold; {@code null} where a field is empty or, in a write, not touched. Immutable. */
public final class Row {

    private final @Nullable String[] cells;

    private Row(@Nullable String[] cells) {
        this.cells = cells;
    }

    /** Makes a row of as many cells as there are columns, in their order. */
    public static Row of(@Nullable String... cells) {
        if (cells.length != Column.COUNT) {
            throw new IllegalArgumentException("A row has " + Column.COUNT + " cells, not " + cells.length);
        }
        return new Row(cells.clone());
    }

    /** Returns what a field holds. */
    public @Nullable String cell(Column column) {
        return cells[column.place()];
    }

    /** Returns this row on top of another one, which shows through where this one is empty. */
    public Row over(Row older) {
        @Nullable String[] merged = cells.clone();
        for (int i = 0; i < merged.length; i++) {
            if (merged[i] == null) {
                merged[i] = older.cells[i];
            }
        }
        return new Row(merged);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row row && Arrays.equals(cells, row.cells);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(cells);
    }
}
