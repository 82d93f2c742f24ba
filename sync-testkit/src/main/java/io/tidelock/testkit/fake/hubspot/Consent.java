package io.tidelock.testkit.fake.hubspot;

import io.tidelock.testkit.fake.FakeRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The page on which a person lets an app into the account (§1.2), read from the URL that the app sent them to. */
final class Consent {

    private final FakeRequest asked;
    private final Settings settings;

    Consent(URI url, Settings settings) {
        this.asked = new FakeRequest("GET", url.getRawPath() + "?" + url.getRawQuery(), Map.of(), new byte[0]);
        this.settings = settings;
        if (settings.clientId.isEmpty() || !query("client_id").equals(settings.clientId)) {
            throw new IllegalArgumentException("HubSpot's page says that it does not know the app");
        }
        if (!query("redirect_uri").equals(settings.redirectUri)) {
            throw new IllegalArgumentException("HubSpot's page says that the redirect URL is not one of the app's");
        }
        if (query("scope").isBlank()) {
            throw new IllegalArgumentException("HubSpot's page says that the app asks for no scope");
        }
    }

    /** Returns the required scopes, and the optional ones that the account has. */
    Set<String> scopes() {
        Set<String> scopes = new TreeSet<>(words("optional_scope"));
        Set<String> grantable = settings.scopes;
        if (grantable != null) {
            scopes.retainAll(grantable);
        }
        scopes.addAll(words("scope"));
        return scopes;
    }

    String accepted(String code) {
        return back("code=" + code);
    }

    String declined() {
        return back("error=access_denied&error_description=The%20user%20declined");
    }

    private String back(String answer) {
        String state = query("state");
        return settings.redirectUri + "?" + answer
                + (state.isEmpty() ? "" : "&state=" + URLEncoder.encode(state, StandardCharsets.UTF_8));
    }

    private List<String> words(String name) {
        return List.of(query(name).split(" ", -1)).stream()
                .filter(word -> !word.isBlank())
                .toList();
    }

    private String query(String name) {
        return asked.query(name).orElse("");
    }
}
