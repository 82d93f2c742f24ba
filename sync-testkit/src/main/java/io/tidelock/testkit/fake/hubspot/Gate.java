package io.tidelock.testkit.fake.hubspot;

import io.tidelock.testkit.fake.FakeRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who may call: token and scopes (§1). */
final class Gate {

    private final Settings settings;

    Gate(Settings settings) {
        this.settings = settings;
    }

    void checkToken(FakeRequest request, Instant now) {
        String given = request.header("authorization").orElse("");
        if (given.isEmpty()) {
            throw unauthorized("Authentication credentials not found. This API supports OAuth 2.0 authentication and"
                    + " you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview");
        }
        if (!given.equals("Bearer " + settings.token)) {
            throw unauthorized("Invalid access token");
        }
        Instant expiry = settings.tokenExpiry;
        if (expiry != null && !now.isBefore(expiry)) {
            long seconds = Duration.between(expiry, now).toSeconds();
            throw new Refusal(
                            401,
                            "EXPIRED_AUTHENTICATION",
                            "The OAuth token used to make this call expired " + seconds + " second(s) ago.")
                    .context("expire time", List.of(Json.stamp(expiry)));
        }
    }

    private static Refusal unauthorized(String text) {
        return new Refusal(401, "INVALID_AUTHENTICATION", text);
    }

    void checkScope(Inbound in) {
        Set<String> granted = settings.scopes;
        String needed = needed(in);
        if (granted == null || needed.isEmpty() || granted.contains(needed) || grantedByCommerce(granted, needed)) {
            return;
        }
        String text = "This app hasn't been granted all required scopes to make this call. Read more about required"
                + " scopes here: https://developers.hubspot.com/scopes.";
        Problem problem = new Problem(
                "One or more of the following scopes are required.",
                "",
                Map.of("requiredGranularScopes", List.of(needed)));
        throw new Refusal(403, "MISSING_SCOPES", text)
                .problems(List.of(problem))
                .link("scopes", "https://developers.hubspot.com/scopes");
    }

    private static boolean grantedByCommerce(Set<String> granted, String needed) {
        boolean commerce = needed.startsWith("crm.objects.line_items") || needed.startsWith("crm.objects.products");
        return commerce && granted.contains("e-commerce");
    }

    private static String needed(Inbound in) {
        boolean writes = in.route().writes(in.method());
        return switch (in.route().area()) {
            case OWNERS -> "crm.objects.owners.read";
            case ACCOUNT -> "";
            case PROPERTIES -> in.depth() == 0 ? "" : in.type().schemaScope(writes);
            default ->
                in.depth() == 0
                        ? ""
                        : ObjectType.loose(in.segment(0))
                                .map(type -> type.scope(writes))
                                .orElse("");
        };
    }
}
