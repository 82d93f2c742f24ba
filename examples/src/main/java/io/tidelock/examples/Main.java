package io.tidelock.examples;

import io.tidelock.examples.demo.DemoMain;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the examples and runs one of them. */
@Command(
        name = "examples",
        mixinStandardHelpOptions = true,
        description = "Runs an example of Tidelock.",
        synopsisSubcommandLabel = "EXAMPLE",
        subcommands = {DemoMain.class, SyncMain.class, OwnAppMain.class})
public final class Main implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Runs the example named by the first argument; without one, lists what there is. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
