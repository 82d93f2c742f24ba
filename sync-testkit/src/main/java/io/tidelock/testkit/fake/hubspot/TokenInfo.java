package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.testkit.fake.FakeRequest;
import io.tidelock.testkit.fake.FakeResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What v1 tells of a token, and how it deletes a refresh token, which lets access tokens live on (§1.2). */
final class TokenInfo {

    private static final String ACCESS = "/oauth/v1/access-tokens/";
    private static final String REFRESH = "/oauth/v1/refresh-tokens/";
    private static final long USER = 7_000_001;

    private final Settings settings;
    private final Grants grants;
    private final Instant now;

    TokenInfo(Portal portal) {
        this.settings = portal.settings();
        this.grants = portal.grants();
        this.now = portal.now();
    }

    static boolean serves(String path) {
        return path.startsWith(ACCESS) || path.startsWith(REFRESH);
    }

    FakeResponse handle(FakeRequest request, String correlationId) {
        String token = request.path().substring(request.path().lastIndexOf('/') + 1);
        Optional<ObjectNode> known = request.path().startsWith(ACCESS) ? access(token) : refresh(token);
        boolean deletes = request.method().equals("DELETE") && request.path().startsWith(REFRESH);
        if (!deletes && !request.method().equals("GET")) {
            return Inbound.answer(405, Refusal.wrongMethod().envelope(correlationId));
        }
        if (known.isEmpty()) {
            return Inbound.answer(404, Refusal.notFound().envelope(correlationId));
        }
        if (deletes) {
            grants.revoke(token);
            return FakeResponse.empty(204);
        }
        return Inbound.answer(200, known.get());
    }

    private Optional<ObjectNode> access(String token) {
        return grants.access(token)
                .filter(access -> now.isBefore(Objects.requireNonNull(access.until())))
                .map(access -> json(token, "access", Objects.requireNonNull(access.scopes()))
                        .put("app_id", 1)
                        .put("expires_in", Duration.between(now, access.until()).toSeconds()));
    }

    private Optional<ObjectNode> refresh(String token) {
        return grants.refresh(token)
                .map(scopes -> json(token, "refresh", scopes).put("client_id", settings.clientId));
    }

    private ObjectNode json(String token, String type, Set<String> scopes) {
        ObjectNode json = Json.object()
                .put("token", token)
                .put("token_type", type)
                .put("hub_id", settings.portalId)
                .put("hub_domain", "fake.example")
                .put("user", "user@fake.example")
                .put("user_id", USER);
        json.set("scopes", Json.strings(scopes));
        return json;
    }
}
