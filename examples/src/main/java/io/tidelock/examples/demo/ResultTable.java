package io.tidelock.examples.demo;

import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.store.Parked;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Prints what the passes did, side by side. */
final class ResultTable {

    private static final List<Kind> KINDS = List.of(
            Kind.CREATED, Kind.LINKED, Kind.KEPT_APART, Kind.UPDATED, Kind.SETTLED, Kind.EXCLUDED, Kind.QUARANTINED);

    private final PrintWriter out;

    ResultTable(PrintWriter out) {
        this.out = out;
    }

    void print(Map<String, SyncReport> passes, List<Parked> parked, long clinikoCalls, long hubspotCalls) {
        line("", passes.keySet().stream().toList());
        for (Kind kind : KINDS) {
            line(
                    kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
                    passes.values().stream()
                            .map(report -> String.valueOf(report.count(kind)))
                            .toList());
        }
        line(
                "unchanged",
                passes.values().stream()
                        .map(report -> String.valueOf(report.unchanged()))
                        .toList());
        line(
                "records written",
                passes.values().stream()
                        .map(report -> String.valueOf(report.writes()))
                        .toList());
        Map<String, Integer> reasons = new TreeMap<>();
        parked.forEach(record -> reasons.merge(record.code() + ": " + record.reason(), 1, Integer::sum));
        reasons.forEach((reason, count) -> out.println("  quarantined " + count + " x " + reason));
        out.println("  calls: " + clinikoCalls + " to Cliniko, " + hubspotCalls + " to HubSpot");
    }

    private void line(String name, List<String> cells) {
        StringBuilder line = new StringBuilder(String.format("  %-16s", name));
        cells.forEach(cell -> line.append(String.format("%14s", cell)));
        out.println(line);
    }
}
