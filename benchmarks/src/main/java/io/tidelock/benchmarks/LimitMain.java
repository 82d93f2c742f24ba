package io.tidelock.benchmarks;

import io.tidelock.benchmarks.clinic.LimitedBackfill;
import io.tidelock.benchmarks.clinic.LimitedBackfill.Result;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how close a backfill comes to what its budgets allow, and whether a vendor ever refuses. */
@Command(
        name = "limit",
        mixinStandardHelpOptions = true,
        description = "Takes patients over from and into rate-limited fakes, on a clock that only waiting moves.")
final class LimitMain implements Callable<Integer> {

    private static final double AIM = 1.02;

    @Option(names = "--records", defaultValue = "10000", description = "How many patients (${DEFAULT-VALUE}).")
    private int records;

    @Option(
            names = "--limit",
            defaultValue = "20",
            description = "Calls that Cliniko allows a minute (${DEFAULT-VALUE}).")
    private int limit;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%-9s %7s %9s %9s %7s %5s%n", "bound by", "calls", "floor s", "took s", "ratio", "429s");
        LimitedBackfill backfill = new LimitedBackfill(records);
        boolean refused = print(out, "cliniko", backfill.boundByCliniko(limit));
        return print(out, "hubspot", backfill.boundByHubSpot()) || refused ? 1 : 0;
    }

    private static boolean print(PrintWriter out, String vendor, Result result) {
        double floor = result.floor().toMillis() / 1e3;
        double took = result.took().toMillis() / 1e3;
        out.printf(
                Locale.ROOT,
                "%-9s %7d %9.1f %9.1f %7.3f %5d%n",
                vendor,
                result.calls(),
                floor,
                took,
                result.ratio(),
                result.refused());
        out.printf(
                Locale.ROOT,
                "metric=limit.%s.seconds value=%.1f ratio=%.3f aim=%.2f %s%n",
                vendor,
                took,
                result.ratio(),
                AIM,
                result.ratio() <= AIM ? "met" : "missed");
        out.printf(Locale.ROOT, "metric=limit.%s.refused value=%d%n", vendor, result.refused());
        return result.refused() > 0;
    }
}
