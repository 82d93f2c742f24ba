package io.tidelock.examples;

import io.tidelock.cliniko.ClinikoConnector;
import io.tidelock.cliniko.ClinikoPlan;
import io.tidelock.cliniko.ClinikoSettings;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict;
import io.tidelock.hubspot.HubSpotConnector;
import io.tidelock.store.InMemoryStore;
import java.io.PrintStream;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the Cliniko plan against real accounts, or against fakes that are served elsewhere. */
@Command(
        name = "sync",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a plan against real accounts. Links are kept in memory: the next start matches anew by id.",
            "CLINIKO_KEY, CLINIKO_URL, CRM_TOKEN and CRM_URL stand in for options that are not given."
        })
public final class SyncMain implements Callable<Integer> {

    private static final PrintStream OUT = System.out;

    /** The plans there are. */
    enum PlanName {
        /** Patients and Cliniko contacts to CRM contacts. */
        cliniko
    }

    /** The CRMs there are. */
    enum CrmName {
        /** HubSpot. */
        hubspot
    }

    @Parameters(paramLabel = "PLAN", description = "one of: ${COMPLETION-CANDIDATES}")
    private PlanName plan = PlanName.cliniko;

    @Option(names = "--cliniko-url", defaultValue = "${env:CLINIKO_URL}", description = "default: by the key's shard")
    private @Nullable URI clinikoUrl;

    @Option(names = "--cliniko-key", defaultValue = "${env:CLINIKO_KEY}", required = true, description = "the API key")
    private String clinikoKey = "";

    @Option(
            names = "--user-agent",
            defaultValue = "${env:CLINIKO_USER_AGENT:-Tidelock example (set-user-agent@example.com)}",
            description = "your product and e-mail, as Cliniko demands: \"NAME (E-MAIL)\"")
    private String userAgent = "";

    @Option(names = "--crm", defaultValue = "hubspot", description = "one of: ${COMPLETION-CANDIDATES}")
    private CrmName crm = CrmName.hubspot;

    @Option(names = "--crm-url", defaultValue = "${env:CRM_URL}", description = "default: HubSpot's own")
    private @Nullable URI crmUrl;

    @Option(names = "--crm-token", defaultValue = "${env:CRM_TOKEN}", required = true, description = "the access token")
    private String crmToken = "";

    @Option(names = "--backfill", description = "also takes what is older than the activation of a flow")
    private boolean backfill;

    @Option(names = "--limit", defaultValue = "100", description = "most records a pass writes; 0 for no limit")
    private int limit;

    @Option(names = "--passes", defaultValue = "1", description = "how many passes to make (default: 1)")
    private int passes;

    @Option(names = "--watch", description = "goes on, a pass whenever one is due")
    private boolean watch;

    @Override
    public Integer call() throws InterruptedException {
        OUT.println("plan " + plan + ": cliniko at " + (clinikoUrl == null ? "the key's shard" : clinikoUrl) + ", "
                + crm + " at " + (crmUrl == null ? "its own address" : crmUrl));
        SyncEngine engine = engine();
        engine.provisionSchema().forEach(left -> OUT.println("needs a person: " + left.detail()));
        if (backfill) {
            engine.backfill(ClinikoPlan.PATIENTS);
            engine.backfill(ClinikoPlan.CONTACTS);
        }
        boolean stopped = false;
        for (int pass = 1; watch || pass <= passes; pass++) {
            SyncReport report = watch ? engine.run() : engine.runNow();
            tell(report);
            stopped = report.interruptions().stream().anyMatch(i -> i.resumeAt().isEmpty());
            if (watch) {
                Thread.sleep(Duration.ofSeconds(10).toMillis());
            }
        }
        return stopped ? 1 : 0;
    }

    private SyncEngine engine() {
        byte[] fingerprintKey = new byte[32];
        new SecureRandom().nextBytes(fingerprintKey);
        ClinikoConnector.Builder cliniko = ClinikoConnector.builder()
                .account("clinic")
                .apiKey(() -> clinikoKey)
                .userAgent(userAgent);
        HubSpotConnector.Builder hubspot =
                HubSpotConnector.builder().portal("portal").token(() -> crmToken);
        return SyncEngine.builder()
                .integration("example")
                .plan(ClinikoPlan.of(
                        ClinikoSettings.builder().recordsPerRun(limit).build()))
                .business((clinikoUrl == null ? cliniko : cliniko.baseUrl(clinikoUrl)).build())
                .crm((crmUrl == null ? hubspot : hubspot.baseUrl(crmUrl)).build())
                .store(new InMemoryStore())
                .fingerprintKey(fingerprintKey)
                .build();
    }

    private static void tell(SyncReport report) {
        if (report.observed() == 0 && report.interruptions().isEmpty()) {
            return;
        }
        StringBuilder line = new StringBuilder(report.finishedAt() + " looked at " + report.observed());
        for (Verdict.Kind kind : Verdict.Kind.values()) {
            if (report.count(kind) > 0) {
                line.append(", ").append(kind).append(' ').append(report.count(kind));
            }
        }
        OUT.println(line.append(", wrote ").append(report.writes()));
        report.interruptions()
                .forEach(stop -> OUT.println("  stopped at " + stop.where() + ": "
                        + stop.cause().getMessage()
                        + stop.resumeAt().map(at -> ", again at " + at).orElse(", a person must act")));
    }
}
