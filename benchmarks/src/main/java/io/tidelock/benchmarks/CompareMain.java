package io.tidelock.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Does the same work with every peer, each in a JVM of its own, one after the other. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Feeds patients into a CRM: for the first time, again unchanged, and one in a hundred changed.")
final class CompareMain implements Callable<Integer> {

    private static final List<String> JVM = List.of("-Xms256m", "-Xmx1g");

    @Option(names = "--records", defaultValue = "200000", description = "How many patients (${DEFAULT-VALUE}).")
    private int records;

    @Option(names = "--peers", split = ",", description = "Who takes part; all unless given: ${COMPLETION-CANDIDATES}.")
    private @Nullable Set<PeerKind> peers;

    @Option(
            names = "--rounds",
            defaultValue = "1",
            description = "How often everybody runs, in turn; the median counts (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--directory", description = "Where the databases are kept meanwhile; else among temporary files.")
    private @Nullable Path directory;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Set<PeerKind> selected = peers == null ? EnumSet.allOf(PeerKind.class) : peers;
        Map<PeerKind, List<Figures>> found = new EnumMap<>(PeerKind.class);
        for (int round = 0; round < rounds; round++) {
            for (PeerKind kind : selected) {
                out.println("running " + kind + " (" + kind.keeps() + "), round " + (round + 1) + " of " + rounds);
                found.computeIfAbsent(kind, k -> new ArrayList<>()).add(fork(kind));
            }
        }
        new Comparison(records, Medians.of(found)).print(out);
        return 0;
    }

    private Figures fork(PeerKind kind) throws IOException, InterruptedException {
        Path own = Directories.fresh(directory, kind.toString());
        try {
            return Fork.run(
                    JVM, List.of("peer", kind.toString(), "--records", "" + records, "--directory", own.toString()));
        } finally {
            Directories.remove(own);
        }
    }
}
