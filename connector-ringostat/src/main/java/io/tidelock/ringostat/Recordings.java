package io.tidelock.ringostat;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** Knows from which hosts recordings are taken; an address anywhere else is not passed on. */
record Recordings(Set<String> hosts) {

    Recordings {
        hosts = Set.copyOf(hosts);
    }

    /** Tells whether an address is an {@code https} one of a known host or of a host below one. */
    boolean isAllowed(String address) {
        try {
            URI uri = new URI(address);
            String host = uri.getHost();
            return "https".equalsIgnoreCase(uri.getScheme())
                    && host != null
                    && uri.getRawUserInfo() == null
                    && hosts.stream().anyMatch(known -> isBelow(host.toLowerCase(Locale.ROOT), known));
        } catch (URISyntaxException unreadable) {
            return false;
        }
    }

    private static boolean isBelow(String host, String known) {
        return host.equals(known) || host.endsWith("." + known);
    }
}
