package io.tidelock.benchmarks;

import io.tidelock.benchmarks.clinic.CallCounts;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Counts the requests of patients and their contacts over HTTP, beside the formulas and beside a search and a write each. */
@Command(
        name = "calls",
        mixinStandardHelpOptions = true,
        description = "Counts the HTTP requests of each phase against the fake Cliniko and HubSpot.")
final class CallsMain implements Callable<Integer> {

    @Option(names = "--records", defaultValue = "1000", description = "How many patients (${DEFAULT-VALUE}).")
    private int records;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%-10s %-9s %9s %9s %9s%n", "phase", "calls", "tidelock", "formula", "naive");
        boolean within = true;
        for (CallCounts.Count count : new CallCounts(records).run()) {
            String phase = count.phase().name().toLowerCase(Locale.ROOT);
            out.printf("%-10s %-9s %9d %9d %9d%n", phase, count.kind(), count.made(), count.formula(), count.naive());
            out.printf(
                    Locale.ROOT,
                    "metric=calls.%s.%s value=%d formula=%d naive=%d ratio=%.2f%n",
                    phase,
                    count.kind(),
                    count.made(),
                    count.formula(),
                    count.naive(),
                    count.formula() == 0 ? count.made() : (double) count.made() / count.formula());
            within &= count.made() <= count.formula();
        }
        return within ? 0 : 1;
    }
}
