package io.tidelock.hubspot;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * Says who connected an app and what it may do there. Holds no secret.
 *
 * @param portal the portal's id, as {@link HubSpotConnector.Builder#portal} takes it
 * @param scopes what the person granted, those included that the app did not ask for as required
 */
public record HubSpotGrant(String portal, Set<String> scopes) {

    /** Copies the scopes. */
    public HubSpotGrant {
        scopes = Set.copyOf(scopes);
    }

    /** Returns those of some scopes that were not granted, in order; empty if nothing is missing. */
    public Set<String> missing(Collection<String> needed) {
        Set<String> missing = new TreeSet<>(needed);
        missing.removeAll(scopes);
        return missing;
    }
}
