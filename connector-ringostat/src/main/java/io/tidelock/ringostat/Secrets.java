package io.tidelock.ringostat;

import io.tidelock.connector.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows who may post: whoever knows the secret token, the Basic password, or both where both were set. Digests are compared, in a
 * time that depends neither on how much of a secret is right nor on how long it is; the body is not looked at before.
 */
final class Secrets {

    private final String parameter;
    private final List<Supplier<String>> tokens;
    private final @Nullable Supplier<String> userAndPassword;

    Secrets(String parameter, List<Supplier<String>> tokens, @Nullable Supplier<String> userAndPassword) {
        this.parameter = parameter;
        this.tokens = List.copyOf(tokens);
        this.userAndPassword = userAndPassword;
    }

    boolean areKnownTo(WebhookRequest request) {
        boolean known = true;
        if (!tokens.isEmpty()) {
            known &= knowsAToken(request);
        }
        if (userAndPassword != null) {
            known &= same(basic(request), userAndPassword.get());
        }
        return known;
    }

    private boolean knowsAToken(WebhookRequest request) {
        String told = token(request);
        boolean known = false;
        for (Supplier<String> token : tokens) {
            known |= same(told, token.get());
        }
        return known;
    }

    private String token(WebhookRequest request) {
        for (String pair : WebhookBody.query(request.uri()).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && WebhookBody.decoded(pair.substring(0, equals)).equals(parameter)) {
                return WebhookBody.decoded(pair.substring(equals + 1));
            }
        }
        return "";
    }

    private static String basic(WebhookRequest request) {
        String header = request.header("Authorization").orElse("");
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return "";
        }
        try {
            byte[] pair = Base64.getDecoder().decode(header.substring(6).strip());
            return new String(pair, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    /** A secret that is blank by mistake lets nobody in. */
    private static boolean same(String told, String secret) {
        boolean equal = MessageDigest.isEqual(digest(told), digest(secret));
        return equal && !secret.isBlank();
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
