package io.tidelock.examples;

import io.tidelock.engine.Interruption;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Plan;
import io.tidelock.store.Parked;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes passes and says what became of them. */
final class SyncRun {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(200);

    private final SyncEngine engine;
    private final List<String> flows;
    private final PrintWriter out;

    SyncRun(SyncEngine engine, Plan plan, PrintWriter out) {
        this.engine = engine;
        this.flows = plan.flows().stream().map(Flow::id).toList();
        this.out = out;
    }

    void say(String line) {
        out.println(line);
    }

    /** Creates the properties that the plan needs. */
    void prepare(boolean backfill) {
        engine.provisionSchema().forEach(left -> say("needs a person: " + left.detail()));
        if (backfill) {
            flows.forEach(engine::backfill);
        }
    }

    /** Makes so many passes, due or not; tells whether the last one met no failure. */
    boolean passes(int count) {
        SyncReport report = engine.runNow();
        tell(report);
        for (int pass = 2; pass <= count; pass++) {
            report = engine.runNow();
            tell(report);
        }
        if (report.more() || isLimited()) {
            say("There is more to do: give --passes or --limit, or run it again.");
        }
        tellParked();
        return report.interruptions().isEmpty();
    }

    /** Has a flow read everything, and makes passes until that is done; tells whether the last one met no failure. */
    boolean backfilled(String flow, int most) {
        engine.backfill(flow);
        SyncReport report = engine.runNow();
        tell(report);
        for (int pass = 2;
                pass <= most && report.more() && report.interruptions().isEmpty();
                pass++) {
            report = engine.run();
            tell(report);
        }
        if (report.more() || isLimited()) {
            say("There is more to do: run it again, or sync.");
        }
        tellParked();
        return report.interruptions().isEmpty();
    }

    /** Makes a pass whenever there is something to do, until Ctrl-C; the pass it meets is finished. */
    boolean watch() throws InterruptedException {
        say("watching; Ctrl-C stops it");
        try (CtrlC stop = CtrlC.listen()) {
            SyncReport report;
            do {
                report = engine.run();
                if (report.observed() > 0 || !report.interruptions().isEmpty()) {
                    tell(report);
                }
            } while (!stop.comesWithin(untilNext(report)));
            tellParked();
            say("stopped");
            return report.interruptions().isEmpty();
        }
    }

    private static Duration untilNext(SyncReport report) {
        if (report.more() && report.interruptions().isEmpty()) {
            return Duration.ZERO;
        }
        Duration asked = Duration.between(Instant.now(), report.nextDue());
        Duration most = asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
        return most.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : most;
    }

    private void tell(SyncReport report) {
        StringBuilder line = new StringBuilder(report.finishedAt().truncatedTo(ChronoUnit.SECONDS) + " looked at "
                + report.observed() + ", unchanged " + report.unchanged());
        for (Verdict.Kind kind : Verdict.Kind.values()) {
            if (report.count(kind) > 0) {
                line.append(", ").append(kind).append(' ').append(report.count(kind));
            }
        }
        say(line.append(", wrote ").append(report.writes()).toString());
        report.interruptions().forEach(this::tell);
    }

    private void tell(Interruption stop) {
        say("  stopped at " + stop.where() + ": " + stop.cause().getMessage() + "; "
                + Complaints.advice(stop.cause())
                + stop.resumeAt()
                        .map(at -> " (again at " + at.truncatedTo(ChronoUnit.SECONDS) + ")")
                        .orElse(""));
    }

    private boolean isLimited() {
        return flows.stream()
                .flatMap(flow -> engine.parked(flow).stream())
                .anyMatch(record -> record.code().equals("LIMIT"));
    }

    private void tellParked() {
        Map<String, Integer> reasons = new TreeMap<>();
        for (String flow : flows) {
            for (Parked record : engine.parked(flow)) {
                reasons.merge(flow + ": " + record.code() + ": " + record.reason(), 1, Integer::sum);
            }
        }
        reasons.forEach((reason, count) -> say("  not settled: " + count + " x " + reason));
    }
}
