package io.tidelock.benchmarks;

import io.tidelock.benchmarks.workload.Phase;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Prints what was found: a table for each phase, then every figure on a line of its own. */
final class Comparison {

    private static final List<String> PER_PHASE =
            List.of("wall_ms", "cpu_ms", "bytes_per_record", "look_ups", "reads", "writes");
    private static final List<String> WHOLE = List.of("peak_rss_bytes", "disk_bytes");

    private final int records;
    private final Map<PeerKind, Figures> found;

    Comparison(int records, Map<PeerKind, Figures> found) {
        this.records = records;
        this.found = found;
    }

    void print(PrintWriter out) {
        for (Phase phase : Phase.values()) {
            out.printf(Locale.ROOT, "%n%s: %,d records%n", phase.label(), phase.records(records));
            table(
                    out,
                    PER_PHASE.stream().map(what -> phase.label() + "." + what).toList());
        }
        out.printf("%nall phases%n");
        table(out, WHOLE);
        out.println();
        aims(out);
        lines(out);
    }

    private void table(PrintWriter out, List<String> names) {
        out.printf("%-22s", "");
        names.forEach(name -> out.printf("%18s", name.substring(name.indexOf('.') + 1)));
        out.println();
        found.forEach((kind, figures) -> {
            out.printf("%-22s", kind);
            names.forEach(name -> figures.find(name)
                    .ifPresentOrElse(
                            value -> out.printf(Locale.ROOT, "%,18.0f", value), () -> out.printf("%18s", "-")));
            out.println();
        });
    }

    /** How many times faster one of ours was than one of theirs, and how many times it is to be. */
    private void aims(PrintWriter out) {
        for (Aim aim : Aim.ALL) {
            Figures ours = found.get(aim.ours());
            Figures theirs = found.get(aim.theirs());
            if (ours != null && theirs != null) {
                String name = aim.phase().label() + ".wall_ms";
                double ratio = theirs.value(name) / ours.value(name);
                out.printf(
                        Locale.ROOT,
                        "metric=speed.%s.%s.over.%s value=%.3f ratio=%.3f aim=%.2f met=%s%n",
                        aim.phase().label(),
                        aim.ours(),
                        aim.theirs(),
                        ratio,
                        ratio,
                        aim.factor(),
                        ratio >= aim.factor() ? "yes" : "no");
            }
        }
    }

    /** Every figure, and how many times that of the bound it is. */
    private void lines(PrintWriter out) {
        Figures bound = found.get(PeerKind.BOUND);
        found.forEach((kind, figures) -> figures.names().forEach(name -> {
            double value = figures.value(name);
            OptionalDouble base = bound == null ? OptionalDouble.empty() : bound.find(name);
            String ratio = base.isPresent() && base.getAsDouble() > 0
                    ? String.format(Locale.ROOT, "%.3f", value / base.getAsDouble())
                    : "-";
            out.printf(Locale.ROOT, "metric=%s.%s value=%.0f ratio=%s%n", kind, name, value, ratio);
        }));
    }
}
