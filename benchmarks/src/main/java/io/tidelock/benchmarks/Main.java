package io.tidelock.benchmarks;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the benchmarks and runs one of them: exit code 2 says that the arguments were wrong, 1 that a result was. */
@Command(
        name = "java -jar benchmarks.jar",
        mixinStandardHelpOptions = true,
        description = "Measures Tidelock beside what people would write instead.",
        synopsisSubcommandLabel = "WHAT",
        subcommands = {
            CompareMain.class,
            MemoryMain.class,
            IntakeMain.class,
            NodesMain.class,
            TenantsMain.class,
            CallsMain.class,
            LimitMain.class,
            LatencyMain.class,
            MicroMain.class,
            PeerMain.class,
            BackfillMain.class,
            NodeMain.class
        })
public final class Main implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Runs the benchmark named by the first argument; without one, lists what there is. */
    public static void main(String[] args) {
        System.exit(run(writer(System.out), writer(System.err), args));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /** Does what the arguments say and returns the exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Main()).setOut(out).setErr(err).execute(args);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
