package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.testkit.fake.FakeRequest;
import io.tidelock.testkit.fake.FakeResponse;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The OAuth endpoints (§1.2), in every version. What they refuse is no error in HubSpot's envelope but one of RFC 6749. */
final class TokenEndpoints {

    private static final Pattern TOKEN = Pattern.compile("/oauth/(v1|v3|2026-03|2026-09)/token");
    private static final Pattern REVOKE = Pattern.compile("/oauth/(v3|2026-03|2026-09)/token/revoke");

    private final Portal portal;
    private final Settings settings;

    TokenEndpoints(Portal portal) {
        this.portal = portal;
        this.settings = portal.settings();
    }

    static boolean serves(String path) {
        return path.startsWith("/oauth/");
    }

    FakeResponse handle(FakeRequest request, String correlationId) {
        if (request.path().equals("/oauth/authorize") && request.method().equals("GET")) {
            return consented(request);
        }
        if (TokenInfo.serves(request.path())) {
            return new TokenInfo(portal).handle(request, correlationId);
        }
        boolean revokes = REVOKE.matcher(request.path()).matches();
        if (!revokes && !TOKEN.matcher(request.path()).matches()) {
            return Inbound.answer(404, Refusal.notFound().envelope(correlationId));
        }
        if (!request.method().equals("POST")) {
            return Inbound.answer(405, Refusal.wrongMethod().envelope(correlationId));
        }
        Map<String, String> form = form(request);
        return revokes ? revoked(form) : token(form);
    }

    /** A person who looks at the page lets the app in at once: whoever serves this has no other consent page. */
    private FakeResponse consented(FakeRequest request) {
        try {
            Consent consent = new Consent(URI.create(request.target()), settings);
            String code = portal.grants().code(consent.scopes(), portal.now());
            return FakeResponse.empty(302).with("Location", consent.accepted(code));
        } catch (IllegalArgumentException refused) {
            return Answers.html(400);
        }
    }

    private FakeResponse token(Map<String, String> form) {
        String grant = form.getOrDefault("grant_type", "");
        return switch (grant) {
            case "authorization_code" -> isClient(form) ? exchanged(form) : badClient(form);
            case "refresh_token" -> isClient(form) ? renewed(form) : badClient(form);
            default -> refused("unsupported_grant_type", "BAD_GRANT_TYPE", "missing or unknown grant type");
        };
    }

    private FakeResponse exchanged(Map<String, String> form) {
        if (!form.getOrDefault("redirect_uri", "").equals(settings.redirectUri)) {
            return refused("invalid_request", "BAD_REDIRECT_URI", "missing or mismatching redirect uri");
        }
        return portal.grants()
                .exchange(form.getOrDefault("code", ""), portal.now(), settings.tokenLife)
                .map(this::granted)
                .orElseGet(() -> refused("invalid_grant", "BAD_AUTH_CODE", "missing, unknown or used auth code"));
    }

    private FakeResponse renewed(Map<String, String> form) {
        return portal.grants()
                .renew(
                        form.getOrDefault("refresh_token", ""),
                        portal.now(),
                        settings.tokenLife,
                        settings.rotatesRefreshTokens)
                .map(this::granted)
                .orElseGet(() ->
                        refused("invalid_grant", "BAD_REFRESH_TOKEN", "refresh token is invalid, expired or revoked"));
    }

    private FakeResponse revoked(Map<String, String> form) {
        if (!isClient(form)) {
            return badClient(form);
        }
        portal.grants().revoke(form.getOrDefault("token", form.getOrDefault("refresh_token", "")));
        return FakeResponse.empty(204);
    }

    private boolean isClient(Map<String, String> form) {
        return !settings.clientId.isEmpty()
                && settings.clientId.equals(form.get("client_id"))
                && settings.clientSecret.equals(form.get("client_secret"));
    }

    private FakeResponse badClient(Map<String, String> form) {
        return settings.clientId.equals(form.get("client_id"))
                ? refused("invalid_client", "BAD_CLIENT_SECRET", "missing or wrong client secret")
                : refused("invalid_client", "BAD_CLIENT_ID", "missing or unknown client id");
    }

    private FakeResponse granted(Grants.Pair pair) {
        ObjectNode body = Json.object()
                .put("token_type", "bearer")
                .put("access_token", pair.access())
                .put("refresh_token", pair.refresh())
                .put("expires_in", settings.tokenLife.toSeconds())
                .put("hub_id", settings.portalId);
        body.set("scopes", Json.strings(pair.scopes()));
        return Inbound.answer(200, body);
    }

    private FakeResponse refused(String error, String status, String text) {
        return Inbound.answer(
                400,
                Json.object()
                        .put("category", Refusal.VALIDATION)
                        .put("correlationId", portal.uuid())
                        .put("error", error)
                        .put("error_description", text)
                        .put("status", status)
                        .put("message", text));
    }

    /** What stands in the query, or in a body of another type, is not looked at: v3 wants a form. */
    private static Map<String, String> form(FakeRequest request) {
        Map<String, String> form = new HashMap<>();
        String type = request.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        if (type.startsWith("application/x-www-form-urlencoded")) {
            for (String pair : request.text().split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
                }
            }
        }
        return form;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException undecodable) {
            return "";
        }
    }
}
