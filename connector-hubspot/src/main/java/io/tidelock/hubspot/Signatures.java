package io.tidelock.hubspot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidelock.connector.WebhookOutcome.Refused;
import io.tidelock.connector.WebhookRequest;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Finds out whether HubSpot sent a request (§8.4): over the bytes as received, and in constant time. */
final class Signatures {

    private static final String V3 = "X-HubSpot-Signature-v3";
    private static final String TIMESTAMP = "X-HubSpot-Request-Timestamp";
    private static final String LEGACY = "X-HubSpot-Signature";
    private static final String LEGACY_VERSION = "X-HubSpot-Signature-Version";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    /** What HubSpot decodes before it signs, and nothing else. */
    private static final Pattern DECODED =
            Pattern.compile("%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)", Pattern.CASE_INSENSITIVE);

    private static final Refused FORGED = new Refused(401, "SIGNATURE_INVALID");

    private final List<Supplier<String>> secrets;
    private final List<String> targetUrls;
    private final boolean legacy;

    Signatures(List<Supplier<String>> secrets, List<String> targetUrls, boolean legacy) {
        this.secrets = List.copyOf(secrets);
        this.targetUrls = List.copyOf(targetUrls);
        this.legacy = legacy;
    }

    /** Says why a request is not believed; empty if it is. */
    Optional<Refused> objection(WebhookRequest request) {
        Optional<String> v3 = request.header(V3);
        if (v3.isPresent()) {
            return objection(request, v3.get());
        }
        Optional<String> older = request.header(LEGACY);
        if (!legacy || older.isEmpty()) {
            return Optional.of(new Refused(401, "SIGNATURE_MISSING"));
        }
        String version = request.header(LEGACY_VERSION).orElse("");
        return switch (version) {
            case "v1" -> unless(matches(older.get(), List.of(""), (secret, none) -> sha256(secret, "", request)));
            case "v2" -> unless(matches(older.get(), urls(request), (secret, url) -> v2(secret, url, request)));
            default -> Optional.of(FORGED);
        };
    }

    private Optional<Refused> objection(WebhookRequest request, String signature) {
        Optional<String> timestamp = request.header(TIMESTAMP);
        if (timestamp.filter(text -> isNow(text, request.receivedAt())).isEmpty()) {
            return Optional.of(new Refused(401, "SIGNATURE_EXPIRED"));
        }
        List<String> urls = urls(request);
        if (urls.isEmpty()) {
            return Optional.of(new Refused(500, "TARGET_URL_UNKNOWN"));
        }
        return unless(matches(signature, urls, (secret, url) -> v3(secret, url, request, timestamp.get())));
    }

    /** Too old and too young alike: a signature made for tomorrow could be used until then. */
    private static boolean isNow(String timestamp, Instant now) {
        if (!timestamp.matches("\\d{1,15}")) {
            return false;
        }
        Instant signed = Instant.ofEpochMilli(Long.parseLong(timestamp));
        return Duration.between(signed, now).abs().compareTo(TOLERANCE) <= 0;
    }

    /** Returns the URLs that HubSpot may have called, each as it is and as HubSpot documents to decode it. */
    private List<String> urls(WebhookRequest request) {
        List<String> called = new ArrayList<>(targetUrls);
        if (called.isEmpty() && request.uri().matches("(?i)https?://.+")) {
            called.add(request.uri());
        }
        List<String> urls = new ArrayList<>();
        called.forEach(url -> {
            urls.add(url);
            String decoded = DECODED.matcher(url).replaceAll(Signatures::character);
            if (!decoded.equals(url)) {
                urls.add(decoded);
            }
        });
        return urls;
    }

    private static String character(MatchResult escaped) {
        return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escaped.group(1), 16)));
    }

    private boolean matches(String signature, List<String> urls, BiFunction<String, String, String> sign) {
        byte[] given = signature.getBytes(UTF_8);
        for (Supplier<String> secret : secrets) {
            String key = secret.get();
            for (String url : urls) {
                if (MessageDigest.isEqual(sign.apply(key, url).getBytes(UTF_8), given)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Optional<Refused> unless(boolean matches) {
        return matches ? Optional.empty() : Optional.of(FORGED);
    }

    private static String v3(String secret, String url, WebhookRequest request, String timestamp) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            mac.update((request.method() + url).getBytes(UTF_8));
            mac.update(request.body());
            return Base64.getEncoder().encodeToString(mac.doFinal(timestamp.getBytes(UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", missing);
        }
    }

    private static String v2(String secret, String url, WebhookRequest request) {
        return sha256(secret, request.method() + url, request);
    }

    private static String sha256(String secret, String before, WebhookRequest request) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((secret + before).getBytes(UTF_8));
            return HexFormat.of().formatHex(digest.digest(request.body()));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256", missing);
        }
    }
}
