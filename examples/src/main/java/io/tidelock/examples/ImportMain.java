package io.tidelock.examples;

import io.tidelock.cliniko.ClinikoImport;
import io.tidelock.cliniko.ClinikoImport.Problem;
import io.tidelock.cliniko.ClinikoPlan;
import io.tidelock.mapping.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Loads a Cliniko export through the plan: the same matching, mapping and links as {@link SyncMain}'s. */
@Command(
        name = "import-csv",
        description = {
            "Loads an export of Cliniko into the CRM, through the plan that sync runs.",
            "Rows older than what is known change nothing, whoever is not in the file is left alone, and the same file once"
                    + " more changes nothing: an import that was stopped is started again."
        },
        footer = {
            "",
            "Rows that cannot be read are left out and told with their lines, in --errors if it is given.",
            "Exit code: 0 done, 1 a system failed or rows were left out, 2 wrong arguments."
        },
        sortOptions = false)
public final class ImportMain implements Callable<Integer> {

    private static final int MOST_PASSES = 10_000;
    private static final int SHOWN = 10;

    /** What a file may hold. */
    enum FileKind {
        /** Patients, with the headings that Cliniko exports. */
        patients,
        /** Appointments. */
        appointments
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "SYSTEM",
            description = "whose export it is; one of: ${COMPLETION-CANDIDATES}")
    private SyncMain.PlanName system = SyncMain.PlanName.cliniko;

    @Parameters(index = "1", paramLabel = "FILE", description = "the file, as it was exported")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Option(
            names = "--kind",
            defaultValue = "patients",
            description = "what is in it; one of: ${COMPLETION-CANDIDATES}")
    private FileKind kind = FileKind.patients;

    @Option(
            names = "--heading",
            paramLabel = "FIELD=HEADING",
            description = "where a field stands in this file, such as starts_at=Begin; may be repeated")
    private Map<String, String> headings = new LinkedHashMap<>();

    @Option(names = "--errors", paramLabel = "FILE", description = "where to list the rows that were left out")
    private @Nullable Path errors;

    @Mixin
    private Accounts accounts = new Accounts();

    @Override
    public Integer call() throws IOException {
        List<String> problems = accounts.problems();
        if (!problems.isEmpty()) {
            throw new ParameterException(spec.commandLine(), String.join("; ", problems));
        }
        List<Problem> left = new ArrayList<>();
        try (ClinikoImport imported = opened(left::add)) {
            Plan plan = accounts.plan();
            SyncRun run = new SyncRun(
                    accounts.engine(spec, plan, imported),
                    plan,
                    spec.commandLine().getOut());
            run.say("import of " + kind + " from " + system + ": " + accounts);
            run.prepare(false);
            boolean went = run.backfilled(
                    kind == FileKind.patients ? ClinikoPlan.PATIENTS : ClinikoPlan.APPOINTMENTS, MOST_PASSES);
            summarise(run, imported.rows(), left);
            return went && left.isEmpty() ? 0 : 1;
        }
    }

    private ClinikoImport opened(Consumer<Problem> hearer) {
        ClinikoImport.Builder builder =
                kind == FileKind.patients ? ClinikoImport.patients(file) : ClinikoImport.appointments(file);
        headings.forEach(builder::heading);
        try {
            return builder.onProblem(hearer).over(accounts.cliniko(spec));
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), file.getFileName() + ": " + wrong.getMessage(), wrong);
        } catch (UncheckedIOException unreadable) {
            throw new ParameterException(
                    spec.commandLine(), file.getFileName() + " cannot be read as a text in UTF-8", unreadable);
        }
    }

    private void summarise(SyncRun run, long rows, List<Problem> left) throws IOException {
        run.say("rows: " + rows + ", left out: " + left.size());
        left.stream().limit(SHOWN).forEach(problem -> run.say("  line " + problem.line() + ": " + problem.reason()));
        if (errors != null) {
            List<String> lines = new ArrayList<>(List.of("line,reason"));
            left.forEach(problem ->
                    lines.add(problem.line() + ",\"" + problem.reason().replace("\"", "\"\"") + "\""));
            Files.write(errors, lines);
            run.say("listed in " + errors.getFileName());
        } else if (left.size() > SHOWN) {
            run.say("  and " + (left.size() - SHOWN) + " more; --errors lists them all");
        }
    }
}
