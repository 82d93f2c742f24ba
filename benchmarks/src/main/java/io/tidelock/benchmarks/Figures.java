package io.tidelock.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Named numbers in the order in which they were found; as text one line each, so that a forked JVM can hand them over. */
final class Figures {

    private static final String MARK = "figure ";

    private final Map<String, Double> byName = new LinkedHashMap<>();

    void put(String name, double value) {
        byName.put(name, value);
    }

    OptionalDouble find(String name) {
        Double value = byName.get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    double value(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("There is no figure " + name));
    }

    /** Returns the names, in the order in which the figures were found. */
    List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** Returns one line for each figure. */
    String lines() {
        StringBuilder lines = new StringBuilder();
        byName.forEach((name, value) ->
                lines.append(MARK).append(name).append(' ').append(value).append('\n'));
        return lines.toString();
    }

    /** Takes the figure that a line says, if it says one. */
    void read(String line) {
        if (line.startsWith(MARK)) {
            int space = line.lastIndexOf(' ');
            put(line.substring(MARK.length(), space), Double.parseDouble(line.substring(space + 1)));
        }
    }
}
