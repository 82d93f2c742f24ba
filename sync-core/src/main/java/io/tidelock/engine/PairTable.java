package io.tidelock.engine;

import java.util.ArrayList;
import java.util.List;

/** Reads a line of a table of id pairs: two cells, apart by a comma, a semicolon or a tab, in quotes or not. */
final class PairTable {

    private static final String MARK = "\ufeff";

    private PairTable() {}

    /** Returns the cells of a line, stripped. */
    static List<String> cells(String line) {
        String text = line.startsWith(MARK) ? line.substring(1) : line;
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                boolean doubled = quoted && i + 1 < text.length() && text.charAt(i + 1) == '"';
                if (doubled) {
                    cell.append(c);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (!quoted && (c == ',' || c == ';' || c == '\t')) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString().strip());
        return cells;
    }
}
