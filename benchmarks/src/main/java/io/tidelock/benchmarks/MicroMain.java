package io.tidelock.benchmarks;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures single steps with JMH: what is done for each value, field, record and page. */
@Command(
        name = "micro",
        mixinStandardHelpOptions = true,
        description = "Measures single steps with JMH, each in a JVM of its own.")
final class MicroMain implements Callable<Integer> {

    @Option(names = "--include", defaultValue = ".*Micro.*", description = "Which steps (${DEFAULT-VALUE}).")
    private String include = "";

    @Option(names = "--iterations", defaultValue = "5", description = "How many of a second each (${DEFAULT-VALUE}).")
    private int iterations;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(include)
                        .verbosity(VerboseMode.SILENT)
                        .forks(1)
                        .warmupIterations(iterations)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(iterations)
                        .measurementTime(TimeValue.seconds(1))
                        .build())
                .run();
        PrintWriter out = spec.commandLine().getOut();
        List<RunResult> sorted =
                results.stream().sorted(Comparator.comparing(MicroMain::name)).toList();
        out.printf("%-14s %14s %12s%n", "step", "ns", "+/-");
        sorted.forEach(
                result -> out.printf(Locale.ROOT, "%-14s %14.1f %12.1f%n", name(result), score(result), error(result)));
        sorted.forEach(result -> out.printf(
                Locale.ROOT, "metric=micro.%s.ns value=%.1f error=%.1f%n", name(result), score(result), error(result)));
        return 0;
    }

    private static String name(RunResult result) {
        return result.getPrimaryResult().getLabel();
    }

    private static double score(RunResult result) {
        return result.getPrimaryResult().getScore();
    }

    private static double error(RunResult result) {
        return result.getPrimaryResult().getScoreError();
    }
}
