package io.tidelock.testkit.cli;

import io.tidelock.testkit.fake.FakeHttp;
import io.tidelock.testkit.fake.hubspot.FakeHubSpot;
import io.tidelock.testkit.fake.hubspot.FakeHubSpotBuilder;
import io.tidelock.testkit.fake.hubspot.RateLimits;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves the fake HubSpot on the system's clock. */
@Command(
        name = "hubspot",
        description = "Serves a portal on HubSpot's CRM API.",
        footer = {
            "",
            "Ask it as you would ask HubSpot:",
            "  curl -H 'Authorization: Bearer fake-hubspot-token' \\",
            "    http://127.0.0.1:PORT/crm/v3/objects/contacts"
        },
        sortOptions = false)
final class ServeHubSpot implements Callable<FakeHttp> {

    @Mixin
    private final Listening listening = new Listening();

    @Option(
            names = {"--token", "--key"},
            paramLabel = "TOKEN",
            converter = Values.Secret.class,
            description = "the only bearer token it takes; fake-hubspot-token by default")
    private String token = "fake-hubspot-token";

    @Option(
            names = "--rate-limit",
            paramLabel = "on|off|TIER|N",
            converter = Limits.class,
            description = "starter, professional or enterprise; N calls in any 10 seconds; on, the default, is"
                    + " professional")
    private RateLimits limits = RateLimits.professional();

    @Option(
            names = "--search-lag",
            paramLabel = "DURATION",
            converter = Values.Length.class,
            description = "how long after a write search sees it, for instance 5s; at once by default")
    private Duration searchLag = Duration.ZERO;

    @Option(
            names = "--owner",
            paramLabel = "EMAIL",
            description =
                    "a user of the portal, unless --state holds some; may be repeated; owner@fake.example by default")
    private List<String> owners = List.of("owner@fake.example");

    @Option(
            names = "--app",
            paramLabel = "ID",
            description = "lets an app with this client id be connected by OAuth: /oauth/authorize lets it in at once;"
                    + " none by default")
    private String app = "";

    @Option(
            names = "--app-secret",
            paramLabel = "SECRET",
            converter = Values.Secret.class,
            description = "the app's client secret; fake-secret by default")
    private String appSecret = "fake-secret";

    @Option(
            names = "--app-redirect",
            paramLabel = "URL",
            description = "where people are sent once they let the app in; http://127.0.0.1/connected by default")
    private String appRedirect = "http://127.0.0.1/connected";

    @Override
    public FakeHttp call() {
        FakeHubSpotBuilder described = FakeHubSpot.builder()
                .clock(Clock.systemUTC())
                .token(token)
                .rateLimits(limits)
                .searchLag(searchLag)
                .echoTraceIds()
                .seed(listening.seed());
        if (!app.isEmpty()) {
            described.app(app, appSecret, appRedirect);
        }
        listening.state().ifPresent(described::state);
        FakeHubSpot portal = described.build();
        if (portal.owners().isEmpty()) {
            owners.forEach(email -> portal.addOwner(email, email.replaceFirst("@.*", ""), "Fake"));
        }
        return listening.serve(portal);
    }

    /** What a portal allows. */
    static final class Limits implements ITypeConverter<RateLimits> {

        private static final String WANTED =
                "a limit; write on, off, starter, professional, enterprise or a number of calls in 10 seconds";

        @Override
        public RateLimits convert(String text) {
            return switch (text) {
                case "off", "0" -> RateLimits.none();
                case "starter" -> RateLimits.starter();
                case "on", "professional" -> RateLimits.professional();
                case "enterprise" -> RateLimits.enterprise();
                default -> {
                    int calls = Values.number(text, 1_000_000, WANTED);
                    RateLimits usual = RateLimits.professional();
                    yield new RateLimits(calls, usual.searchPerSecond(), calls, usual.daily());
                }
            };
        }
    }
}
