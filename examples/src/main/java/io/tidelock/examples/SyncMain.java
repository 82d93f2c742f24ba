package io.tidelock.examples;

import io.tidelock.cliniko.ClinikoConnector;
import io.tidelock.cliniko.ClinikoPlan;
import io.tidelock.cliniko.ClinikoSettings;
import io.tidelock.engine.ConfigurationException;
import io.tidelock.engine.SyncEngine;
import io.tidelock.examples.store.StorePlace;
import io.tidelock.hubspot.HubSpotConnector;
import io.tidelock.store.SyncStore;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

    /** The CRMs there are. */
    enum CrmName {
        /** HubSpot. */
        hubspot
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(
            paramLabel = "PLAN",
            description = "what to keep equal; cliniko: patients and Cliniko contacts become CRM contacts, and go back"
                    + " on request. One of: ${COMPLETION-CANDIDATES}")
    private PlanName plan = PlanName.cliniko;

    @Option(
            names = "--cliniko-key",
            paramLabel = "KEY",
            defaultValue = "${env:CLINIKO_KEY}",
            description = "the API key; required, here or as CLINIKO_KEY")
    private @Nullable String clinikoKey;

    @Option(
            names = "--cliniko-url",
            paramLabel = "URL",
            defaultValue = "${env:CLINIKO_URL}",
            description = "where the API is, /v1 included; by default where the key's shard is")
    private @Nullable URI clinikoUrl;

    @Option(
            names = "--user-agent",
            paramLabel = "TEXT",
            defaultValue = "${env:CLINIKO_USER_AGENT:-Tidelock example (set-user-agent@example.com)}",
            description = "your product and e-mail address, as Cliniko demands: \"NAME (E-MAIL)\"")
    private String userAgent = "";

    @Option(
            names = "--crm",
            paramLabel = "CRM",
            defaultValue = "hubspot",
            description = "which CRM; one of: ${COMPLETION-CANDIDATES}")
    private CrmName crm = CrmName.hubspot;

    @Option(
            names = "--crm-token",
            paramLabel = "TOKEN",
            defaultValue = "${env:CRM_TOKEN}",
            description = "the access token; required, here or as CRM_TOKEN")
    private @Nullable String crmToken;

    @Option(
            names = "--crm-url",
            paramLabel = "URL",
            defaultValue = "${env:CRM_URL}",
            description = "where the API is; by default HubSpot's own")
    private @Nullable URI crmUrl;

    @Option(
            names = "--store",
            paramLabel = "URL",
            converter = StorePlace.Converter.class,
            description =
                    "where links and what both sides showed are kept: " + StorePlace.WANTED + "; memory by default")
    private StorePlace store = StorePlace.of("memory");

    @Option(
            names = "--fingerprint-key",
            paramLabel = "SECRET",
            defaultValue = "${env:FINGERPRINT_KEY}",
            description = "at least 16 random characters, the same at each start; required with a --store that lasts")
    private @Nullable String fingerprintKey;

    @Option(names = "--backfill", description = "reads everybody once more after that")
    private boolean backfill;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "most records a pass writes; ${DEFAULT-VALUE} by default, 0 for no limit")
    private int limit;

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
        List<String> problems = problems();
        if (!problems.isEmpty()) {
            throw new ParameterException(spec.commandLine(), String.join("; ", problems));
        }
        SyncRun run = new SyncRun(engine(store.open()), spec.commandLine().getOut());
        run.say("plan " + plan + ": cliniko at " + (clinikoUrl == null ? "its own address" : clinikoUrl) + ", " + crm
                + " at " + (crmUrl == null ? "its own address" : crmUrl));
        run.prepare(backfill);
        return (watch ? run.watch() : run.passes(passes)) ? 0 : 1;
    }

    private List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (clinikoKey == null || clinikoKey.isBlank()) {
            problems.add("the Cliniko API key is missing: give --cliniko-key or set CLINIKO_KEY");
        }
        if (crmToken == null || crmToken.isBlank()) {
            problems.add("the CRM's access token is missing: give --crm-token or set CRM_TOKEN");
        }
        if (clinikoUrl != null && !isPlainHttp(clinikoUrl)) {
            problems.add("--cliniko-url takes an address that begins with http:// or https://");
        }
        if (crmUrl != null && !isPlainHttp(crmUrl)) {
            problems.add("--crm-url takes an address that begins with http:// or https://");
        }
        if (store.isDurable() && (fingerprintKey == null || fingerprintKey.isBlank())) {
            problems.add("a store that lasts takes a secret that lasts: give --fingerprint-key or set FINGERPRINT_KEY");
        }
        if (limit < 0) {
            problems.add("--limit takes a number of records, or 0 for no limit");
        }
        if (passes < 1) {
            problems.add("--passes takes a number from 1");
        }
        return problems;
    }

    private static boolean isPlainHttp(URI url) {
        return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null;
    }

    private byte[] secret() {
        if (fingerprintKey != null) {
            return fingerprintKey.getBytes(StandardCharsets.UTF_8);
        }
        byte[] forThisProcess = new byte[32];
        new SecureRandom().nextBytes(forThisProcess);
        return forThisProcess;
    }

    private SyncEngine engine(SyncStore opened) {
        String key = String.valueOf(clinikoKey).strip();
        String token = String.valueOf(crmToken).strip();
        ClinikoConnector.Builder cliniko =
                ClinikoConnector.builder().account("clinic").apiKey(() -> key).userAgent(userAgent);
        HubSpotConnector.Builder hubspot =
                HubSpotConnector.builder().portal("portal").token(() -> token);
        try {
            return SyncEngine.builder()
                    .integration("example")
                    .plan(ClinikoPlan.of(
                            ClinikoSettings.builder().recordsPerRun(limit).build()))
                    .business((clinikoUrl == null ? cliniko : cliniko.baseUrl(clinikoUrl)).build())
                    .crm((crmUrl == null ? hubspot : hubspot.baseUrl(crmUrl)).build())
                    .store(opened)
                    .fingerprintKey(secret())
                    .build();
        } catch (IllegalStateException | ConfigurationException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }
}
