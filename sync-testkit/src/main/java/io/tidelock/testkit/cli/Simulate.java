package io.tidelock.testkit.cli;

import io.tidelock.testkit.simulation.Mishap;
import io.tidelock.testkit.simulation.Outcome;
import io.tidelock.testkit.simulation.PlanSource;
import io.tidelock.testkit.simulation.Simulation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Plays with a plan, on all processors; exit code 1 says that something did not hold. */
@Command(
        name = "simulate",
        description = "Plays with a plan while everything goes wrong, and looks whether the guarantees hold.",
        sortOptions = false)
final class Simulate implements Callable<Integer> {

    @Option(names = "--plan", required = true, paramLabel = "NAME", description = "a plan, such as cliniko")
    private String plan = "";

    @Option(
            names = "--seeds",
            paramLabel = "N",
            converter = Values.Count.class,
            description = "how many stories are played; 2000 by default")
    private int seeds = 2_000;

    @Option(names = "--from-seed", paramLabel = "S", description = "the first seed; 1 by default")
    private long first = 1;

    @Option(
            names = "--faults",
            paramLabel = "all|none|LIST",
            converter = Faults.class,
            description = "what may go wrong: all, the default, none, or names such as crash,busy,answer-lost")
    private Set<Mishap> faults = EnumSet.allOf(Mishap.class);

    @Option(names = "--replay", paramLabel = "SCRIPT", description = "plays one story only, as a violation printed it")
    private String script = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        PlanSource source = source();
        int processors = Runtime.getRuntime().availableProcessors();
        ExecutorService threads = Executors.newFixedThreadPool(processors);
        try {
            Simulation simulation = source.prepared(Simulation.of(source.plan()))
                    .from(first)
                    .seeds(seeds)
                    .faults(faults)
                    .on(threads, processors);
            return tell((script.isEmpty() ? simulation : simulation.replay(script)).run());
        } finally {
            threads.shutdownNow();
        }
    }

    private int tell(Outcome outcome) {
        outcome.violations()
                .forEach(violation -> spec.commandLine().getOut().println(violation + System.lineSeparator()));
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "seeds=%d violations=%d seconds=%.1f%n",
                        outcome.seeds(),
                        outcome.violated(),
                        outcome.took().toMillis() / 1_000.0);
        spec.commandLine().getOut().flush();
        return outcome.violated() == 0 ? 0 : 1;
    }

    private PlanSource source() {
        List<String> names = new ArrayList<>();
        for (PlanSource source : ServiceLoader.load(PlanSource.class, Simulate.class.getClassLoader())) {
            if (source.name().equals(plan)) {
                return source;
            }
            names.add(source.name());
        }
        throw new ParameterException(spec.commandLine(), "There is no plan '" + plan + "'; there are " + names);
    }

    /** Which mishaps. */
    static final class Faults implements ITypeConverter<Set<Mishap>> {
        @Override
        public Set<Mishap> convert(String text) {
            Set<Mishap> named = EnumSet.noneOf(Mishap.class);
            if (text.equals("all")) {
                return EnumSet.allOf(Mishap.class);
            } else if (text.equals("none")) {
                return named;
            }
            for (String name : text.split(",", -1)) {
                named.add(Arrays.stream(Mishap.values())
                        .filter(mishap -> spelled(mishap).equals(name.strip().toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() ->
                                new TypeConversionException("'" + name + "' is no mishap; write all, none or "
                                        + String.join(
                                                ",",
                                                Arrays.stream(Mishap.values())
                                                        .map(Faults::spelled)
                                                        .toList()))));
            }
            return named;
        }

        private static String spelled(Mishap mishap) {
            return mishap.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
