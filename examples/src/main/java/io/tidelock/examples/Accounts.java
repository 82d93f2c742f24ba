package io.tidelock.examples;

import io.tidelock.cliniko.ClinikoConnector;
import io.tidelock.cliniko.ClinikoPlan;
import io.tidelock.cliniko.ClinikoSettings;
import io.tidelock.connector.Connector;
import io.tidelock.engine.ConfigurationException;
import io.tidelock.engine.SyncEngine;
import io.tidelock.examples.store.StorePlace;
import io.tidelock.hubspot.HubSpotConnector;
import io.tidelock.mapping.Plan;
import io.tidelock.store.SyncStore;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The accounts of a sync and where it keeps what it knows: options that several examples take. */
final class Accounts {

    /** The CRMs there are. */
    enum CrmName {
        /** HubSpot. */
        hubspot
    }

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

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "most records a pass writes; ${DEFAULT-VALUE} by default, 0 for no limit")
    private int limit;

    List<String> problems() {
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

    Plan plan() {
        return ClinikoPlan.of(ClinikoSettings.builder().recordsPerRun(limit).build());
    }

    Connector cliniko(CommandSpec spec) {
        String key = String.valueOf(clinikoKey).strip();
        ClinikoConnector.Builder cliniko =
                ClinikoConnector.builder().account("clinic").apiKey(() -> key).userAgent(userAgent);
        return built(spec, () -> (clinikoUrl == null ? cliniko : cliniko.baseUrl(clinikoUrl)).build());
    }

    SyncEngine engine(CommandSpec spec, Plan plan, Connector cliniko) throws IOException {
        String token = String.valueOf(crmToken).strip();
        HubSpotConnector.Builder hubspot =
                HubSpotConnector.builder().portal("portal").token(() -> token);
        SyncStore opened = store.open();
        return built(
                spec,
                () -> SyncEngine.builder()
                        .integration("example")
                        .plan(plan)
                        .business(cliniko)
                        .crm((crmUrl == null ? hubspot : hubspot.baseUrl(crmUrl)).build())
                        .store(opened)
                        .fingerprintKey(secret())
                        .build());
    }

    private static <T> T built(CommandSpec spec, Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalStateException | ConfigurationException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** Names the places, no secret. */
    @Override
    public String toString() {
        return "cliniko at " + (clinikoUrl == null ? "its own address" : clinikoUrl) + ", " + crm + " at "
                + (crmUrl == null ? "its own address" : crmUrl);
    }
}
