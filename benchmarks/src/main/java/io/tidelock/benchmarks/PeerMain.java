package io.tidelock.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What {@code compare} runs in a JVM of its own for each peer. */
@Command(name = "peer", hidden = true, description = "Runs one peer in this JVM and prints its figures.")
final class PeerMain implements Callable<Integer> {

    @Parameters(description = "One of: ${COMPLETION-CANDIDATES}")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private PeerKind kind;

    @Option(names = "--records", required = true)
    private int records;

    @Option(names = "--directory", required = true)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path directory;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Figures figures = new PeerRun(kind, records, directory).run();
        spec.commandLine().getOut().print(figures.lines());
        spec.commandLine().getOut().flush();
        return 0;
    }
}
