package io.tidelock.testkit.cli;

import io.tidelock.testkit.fake.FakeHttp;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line of the fakes and the simulation. A fake prints {@code cliniko ready on http://127.0.0.1:8401} once it serves, and serves until
 * it is killed; exit code 2 says that the arguments were wrong, 1 that the port could not be opened. Neither output nor
 * errors ever contain the token.
 */
@Command(
        name = "java -jar sync-testkit-standalone.jar",
        description = "Fake vendor servers, and the simulation of plans, for trying out and testing.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {Main.Serve.class, Simulate.class})
public final class Main {

    private static final int FAILED = 1;
    private static final int WRONG_ARGUMENTS = 2;

    @Command(
            name = "serve",
            description = "Serves one fake on this machine until killed.",
            synopsisSubcommandLabel = "VENDOR",
            subcommands = {ServeHubSpot.class, ServeCliniko.class})
    static final class Serve {}

    /** Reads the version from the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"Tidelock " + (version == null ? "(not packaged)" : version)};
        }
    }

    /**
     * What came of the arguments.
     *
     * @param exitCode 0 for good
     * @param server the running server, empty if none was asked for or it did not start
     */
    record Outcome(int exitCode, Optional<FakeHttp> server) {}

    private Main() {}

    /** Runs until killed, or exits at once if there is nothing to serve. */
    public static void main(String[] args) throws InterruptedException {
        Outcome outcome = run(writer(System.out), writer(System.err), args);
        if (outcome.server().isEmpty()) {
            System.exit(outcome.exitCode());
        }
        new CountDownLatch(1).await();
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /** Does what the arguments say and returns; a server it started keeps running. */
    static Outcome run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine commands = new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(Main::explain)
                .setExecutionExceptionHandler(Main::fail);
        int exitCode = commands.execute(args);
        Object result = last(commands.getParseResult()).getExecutionResult();
        if (result instanceof Integer said) { // a command that does not serve says how it ended
            return new Outcome(said, Optional.empty());
        }
        return new Outcome(exitCode, exitCode == 0 ? started(commands.getParseResult(), out) : Optional.empty());
    }

    private static Optional<FakeHttp> started(ParseResult parsed, PrintWriter out) {
        CommandLine command = last(parsed);
        if (!(command.getExecutionResult() instanceof FakeHttp http)) {
            return Optional.empty();
        }
        out.println(command.getCommandName() + " ready on " + http.url());
        out.flush();
        return Optional.of(http);
    }

    private static CommandLine last(ParseResult parsed) {
        ParseResult command = parsed;
        while (command.hasSubcommand()) {
            command = command.subcommand();
        }
        return command.commandSpec().commandLine();
    }

    private static int explain(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        command.getErr().println(message(wrong));
        command.getErr().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return WRONG_ARGUMENTS;
    }

    /** Names unknown options only, not the words around them: one may be a token. */
    private static String message(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            List<String> names = unmatched.getUnmatched().stream()
                    .filter(word -> word.startsWith("-"))
                    .map(word -> word.split("=", 2)[0])
                    .toList();
            return names.isEmpty()
                    ? unknownWord(wrong.getCommandLine())
                    : names.stream().collect(Collectors.joining("', '", "Unknown option '", "'"));
        }
        return String.valueOf(wrong.getMessage());
    }

    private static String unknownWord(CommandLine command) {
        Set<String> known = command.getSubcommands().keySet();
        return known.isEmpty()
                ? "There is a word too many after '" + command.getCommandName() + "'"
                : "'" + command.getCommandName() + "' does not know that; it takes " + String.join(" or ", known);
    }

    private static int fail(Exception problem, CommandLine command, ParseResult parsed) {
        command.getErr().println(problem.getMessage());
        if (problem instanceof UncheckedIOException io && !(io.getCause() instanceof FileSystemException)) {
            command.getErr().println("Choose another --port, or 0 for a free one, or another --host");
        }
        return FAILED;
    }
}
