package io.tidelock.testkit.fake.hubspot;

import io.tidelock.testkit.fake.FakeRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who may call: token and scopes (§1). */
final class Gate {

    private final Settings settings;
    private final Grants grants;

    Gate(Portal portal) {
        this.settings = portal.settings();
        this.grants = portal.grants();
    }

    /** Returns what whoever calls may do. */
    Grants.Access checkToken(FakeRequest request, Instant now) {
        String given = request.header("authorization").orElse("");
        if (given.isEmpty()) {
            throw unauthorized("Authentication credentials not found. This API supports OAuth 2.0 authentication and"
                    + " you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview");
        }
        Grants.Access access = access(given);
        Instant expiry = access.until();
        if (expiry != null && !now.isBefore(expiry)) {
            long seconds = Duration.between(expiry, now).toSeconds();
            throw new Refusal(
                            401,
                            "EXPIRED_AUTHENTICATION",
                            "The OAuth token used to make this call expired " + seconds + " second(s) ago.")
                    .context("expire time", List.of(Json.stamp(expiry)));
        }
        return access;
    }

    private Grants.Access access(String header) {
        if (header.equals("Bearer " + settings.token)) {
            return new Grants.Access(settings.scopes, settings.tokenExpiry, false);
        }
        String token = header.startsWith("Bearer ") ? header.substring("Bearer ".length()) : "";
        return grants.access(token).orElseThrow(() -> unauthorized("Invalid access token"));
    }

    private static Refusal unauthorized(String text) {
        return new Refusal(401, "INVALID_AUTHENTICATION", text);
    }

    void checkScope(Inbound in, @Nullable Set<String> granted) {
        List<String> needed = needed(in);
        if (granted == null
                || needed.stream().allMatch(scope -> granted.contains(scope) || grantedByCommerce(granted, scope))) {
            return;
        }
        String text = "This app hasn't been granted all required scopes to make this call. Read more about required"
                + " scopes here: https://developers.hubspot.com/scopes.";
        Problem problem = new Problem(
                "One or more of the following scopes are required.", "", Map.of("requiredGranularScopes", needed));
        throw new Refusal(403, "MISSING_SCOPES", text)
                .problems(List.of(problem))
                .link("scopes", "https://developers.hubspot.com/scopes");
    }

    private static boolean grantedByCommerce(Set<String> granted, String needed) {
        boolean commerce = needed.startsWith("crm.objects.line_items") || needed.startsWith("crm.objects.products");
        return commerce && granted.contains("e-commerce");
    }

    private static List<String> needed(Inbound in) {
        boolean writes = in.route().writes(in.method());
        return switch (in.route().area()) {
            case OWNERS -> List.of("crm.objects.owners.read");
            case ACCOUNT -> List.of();
            case PROPERTIES -> in.depth() == 0 ? List.of() : List.of(in.type().schemaScope(writes));
            case ASSOCIATIONS -> ofPair(in, writes);
            default -> ofType(in, 0, writes);
        };
    }

    /** The scope of the type that has the association, and that to read the other (assumed). */
    private static List<String> ofPair(Inbound in, boolean writes) {
        return Stream.concat(ofType(in, 0, writes).stream(), ofType(in, 1, false).stream())
                .distinct()
                .toList();
    }

    private static List<String> ofType(Inbound in, int segment, boolean writes) {
        return in.depth() <= segment
                ? List.of()
                : ObjectType.of(in.segment(segment)).map(type -> type.scope(writes)).stream()
                        .toList();
    }
}
