package io.tidelock.testkit.fake.cliniko;

import io.tidelock.testkit.fake.FakeRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;

/** Lets a request in or refuses it: API key and User-Agent (page, "Transport, auth, limits"). */
final class Door {

    private static final Pattern SHARD = Pattern.compile("\\w{2}\\d{1,2}");
    private static final Pattern AGENT = Pattern.compile("[^(]*\\S[^(]*\\([^()\\s@]+@[^()\\s@]+\\.[^()\\s@]+\\).*");

    private final Set<String> credentials;
    private final String shard;
    private final boolean agentRequired;

    Door(String apiKey, boolean agentRequired) {
        int hyphen = apiKey.lastIndexOf('-');
        boolean suffixed =
                hyphen > 0 && SHARD.matcher(apiKey.substring(hyphen + 1)).matches();
        this.shard = suffixed ? apiKey.substring(hyphen + 1) : "au1";
        String opaque = suffixed ? apiKey.substring(0, hyphen) : apiKey;
        this.credentials = Set.of(basic(opaque), basic(opaque + "-" + shard));
        this.agentRequired = agentRequired;
    }

    private static String basic(String key) {
        return Base64.getEncoder().encodeToString((key + ":").getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the shard the key names, au1 without one. */
    String shard() {
        return shard;
    }

    /** Refuses a wrong key with 401, a User-Agent without name and e-mail address with 403 [assumed]. */
    void check(FakeRequest request) {
        String authorization = request.header("authorization").orElse("");
        boolean basic = authorization.regionMatches(true, 0, "Basic ", 0, 6);
        if (!basic || !credentials.contains(authorization.substring(6).strip())) {
            throw Refusal.of(401, "Unauthorized");
        }
        String agent = request.header("user-agent").orElse("");
        if (agentRequired && !AGENT.matcher(agent).matches()) {
            throw Refusal.of(403, "User-Agent must be: APP_VENDOR_NAME (APP_VENDOR_EMAIL)");
        }
    }
}
