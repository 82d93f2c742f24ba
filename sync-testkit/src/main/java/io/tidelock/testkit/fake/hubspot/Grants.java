package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an app was granted by people of the account: codes, refresh tokens and access tokens (§1.2). */
final class Grants {

    /** How long a code may be exchanged (assumed). */
    private static final Duration CODE = Duration.ofMinutes(10);

    private final Supplier<String> uuids;
    private final Map<String, Code> codes = new HashMap<>();
    private final Map<String, Set<String>> refreshTokens = new HashMap<>();
    private final Map<String, Access> accessTokens = new HashMap<>();

    Grants(Supplier<String> uuids) {
        this.uuids = uuids;
    }

    /** A code that a person's consent made. */
    private record Code(Set<String> scopes, Instant until) {}

    /**
     * What a bearer may do.
     *
     * @param scopes null for everything
     * @param until null for ever
     * @param oauth whether it is an app's
     */
    record Access(@Nullable Set<String> scopes, @Nullable Instant until, boolean oauth) {}

    /** What the token endpoint gives. */
    record Pair(String access, String refresh, Set<String> scopes) {}

    /** Makes a code, good for one exchange. */
    String code(Set<String> scopes, Instant now) {
        String code = "fake-code-" + uuids.get();
        codes.put(code, new Code(new TreeSet<>(scopes), now.plus(CODE)));
        return code;
    }

    /** Exchanges a code; empty if it is unknown, used or too old. */
    Optional<Pair> exchange(String code, Instant now, Duration life) {
        return Optional.ofNullable(codes.remove(code))
                .filter(known -> now.isBefore(known.until))
                .map(known -> {
                    String refresh = "fake-refresh-" + uuids.get();
                    refreshTokens.put(refresh, known.scopes);
                    return access(refresh, known.scopes, now, life);
                });
    }

    /** Renews; empty if the refresh token is void. With rotation it is void from then on. */
    Optional<Pair> renew(String refresh, Instant now, Duration life, boolean rotate) {
        Set<String> scopes = refreshTokens.get(refresh);
        if (scopes == null) {
            return Optional.empty();
        }
        String next = refresh;
        if (rotate) {
            refreshTokens.remove(refresh);
            next = "fake-refresh-" + uuids.get();
            refreshTokens.put(next, scopes);
        }
        return Optional.of(access(next, scopes, now, life));
    }

    private Pair access(String refresh, Set<String> scopes, Instant now, Duration life) {
        String token = "fake-access-" + uuids.get();
        accessTokens.put(token, new Access(scopes, now.plus(life), true));
        return new Pair(token, refresh, scopes);
    }

    Optional<Access> access(String token) {
        return Optional.ofNullable(accessTokens.get(token));
    }

    /** Returns the scopes of a refresh token, if it is good. */
    Optional<Set<String>> refresh(String token) {
        return Optional.ofNullable(refreshTokens.get(token));
    }

    /** Returns all codes and tokens. */
    ObjectNode save() {
        ObjectNode json = Json.object();
        ArrayNode ofCodes = json.putArray("codes");
        new TreeMap<>(codes).forEach((code, made) -> put(ofCodes, code, made.scopes, made.until));
        ArrayNode ofRefresh = json.putArray("refresh");
        new TreeMap<>(refreshTokens).forEach((token, scopes) -> put(ofRefresh, token, scopes, Instant.EPOCH));
        ArrayNode ofAccess = json.putArray("access");
        new TreeMap<>(accessTokens)
                .forEach((token, access) -> put(
                        ofAccess, token, Objects.requireNonNull(access.scopes), Objects.requireNonNull(access.until)));
        return json;
    }

    private static void put(ArrayNode all, String token, Set<String> scopes, Instant until) {
        all.addArray().add(token).add(until.toString()).add(Json.strings(scopes));
    }

    void load(JsonNode saved) {
        saved.path("codes").forEach(made -> codes.put(token(made), new Code(scopes(made), until(made))));
        saved.path("refresh").forEach(made -> refreshTokens.put(token(made), scopes(made)));
        saved.path("access")
                .forEach(made -> accessTokens.put(token(made), new Access(scopes(made), until(made), true)));
    }

    private static String token(JsonNode made) {
        return made.path(0).asText();
    }

    private static Instant until(JsonNode made) {
        return Instant.parse(made.path(1).asText());
    }

    private static Set<String> scopes(JsonNode made) {
        return new TreeSet<>(Json.texts(made.path(2)));
    }

    /** Makes one token void; access tokens that a refresh token gave go on until they expire (§1.2). */
    void revoke(String token) {
        refreshTokens.remove(token);
        accessTokens.remove(token);
    }

    /** Makes everything void, as uninstalling the app does. */
    void revokeAll() {
        codes.clear();
        refreshTokens.clear();
        accessTokens.clear();
    }
}
