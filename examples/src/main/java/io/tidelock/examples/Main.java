package io.tidelock.examples;

import io.tidelock.examples.cluster.ClusterMain;
import io.tidelock.examples.cluster.ClusterNodeMain;
import io.tidelock.examples.demo.CallsMain;
import io.tidelock.examples.demo.DemoMain;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Lists the examples and runs one of them: exit code 2 says that the arguments were wrong, 1 that it failed. */
@Command(
        name = "java -jar examples.jar",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        scope = ScopeType.INHERIT,
        description = "Runs an example of Tidelock.",
        synopsisSubcommandLabel = "EXAMPLE",
        subcommands = {
            DemoMain.class,
            SyncMain.class,
            ImportMain.class,
            OwnAppMain.class,
            AnswersMain.class,
            UndoMain.class,
            RunnerMain.class,
            WebhookMain.class,
            ClusterMain.class,
            CallsMain.class,
            OAuthMain.class,
            ClusterNodeMain.class
        })
public final class Main implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Reads the version from the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"Tidelock " + (version == null ? "(not packaged)" : version)};
        }
    }

    /** Runs the example named by the first argument; without one, lists what there is. */
    public static void main(String[] args) {
        System.exit(run(writer(System.out), writer(System.err), args));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /** Does what the arguments say and returns the exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Complaints::usage)
                .setExecutionExceptionHandler(Complaints::failure)
                .execute(args);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
