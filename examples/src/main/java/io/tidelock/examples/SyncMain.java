package io.tidelock.examples;

import io.tidelock.mapping.Plan;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the Cliniko plan against real accounts, or against fakes that are served elsewhere; {@link SyncRun} is the work. */
@Command(
        name = "sync",
        description = {
            "Runs a plan against real accounts, or against fakes served elsewhere.",
            "Creates the custom properties it needs in the CRM, then makes passes. Unless there is a --store, links are kept"
                    + " in memory: the next start finds its own records again by id."
        },
        footer = {
            "",
            "CLINIKO_KEY, CLINIKO_URL, CLINIKO_USER_AGENT, CRM_TOKEN, CRM_URL and FINGERPRINT_KEY stand in for options that"
                    + " are not given;"
                    + " other users of the machine can see an option's value, but not a variable's.",
            "Exit code: 0 done, 1 a system failed, 2 wrong arguments."
        },
        sortOptions = false)
public final class SyncMain implements Callable<Integer> {

    /** The plans there are. */
    enum PlanName {
        /** Patients and Cliniko contacts to CRM contacts. */
        cliniko
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(
            paramLabel = "PLAN",
            description = "what to keep equal; cliniko: patients and Cliniko contacts become CRM contacts, and go back"
                    + " on request. One of: ${COMPLETION-CANDIDATES}")
    private PlanName plan = PlanName.cliniko;

    @Mixin
    private Accounts accounts = new Accounts();

    @Option(names = "--backfill", description = "reads everybody once more after that")
    private boolean backfill;

    @Option(
            names = "--passes",
            paramLabel = "N",
            defaultValue = "1",
            description = "how many passes to make; ${DEFAULT-VALUE} by default")
    private int passes;

    @Option(names = "--watch", description = "goes on until Ctrl-C, whatever --passes says")
    private boolean watch;

    @Override
    public Integer call() throws InterruptedException, IOException {
        List<String> problems = accounts.problems();
        if (passes < 1) {
            problems.add("--passes takes a number from 1");
        }
        if (!problems.isEmpty()) {
            throw new ParameterException(spec.commandLine(), String.join("; ", problems));
        }
        Plan whole = accounts.plan();
        SyncRun run = new SyncRun(
                accounts.engine(spec, whole, accounts.cliniko(spec)),
                whole,
                spec.commandLine().getOut());
        run.say("plan " + plan + ": " + accounts);
        run.prepare(backfill);
        return (watch ? run.watch() : run.passes(passes)) ? 0 : 1;
    }
}
