package io.tidelock.testkit.fake.hubspot;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a portal was built with; some of it can be changed while it runs. */
final class Settings {

    Clock clock = Clock.systemUTC();
    String token = "fake-hubspot-token";

    @Nullable
    Instant tokenExpiry;

    @Nullable
    Set<String> scopes;

    /** The app that may be connected by OAuth; empty for none. */
    String clientId = "";

    /** Of the app that is connected by OAuth, or has webhooks. */
    String clientSecret = "";

    String targetUrl = "";
    String redirectUri = "";
    Duration tokenLife = Duration.ofMinutes(30);
    boolean rotatesRefreshTokens;

    Duration lagFrom = Duration.ZERO;
    Duration lagTo = Duration.ZERO;
    Duration disorder = Duration.ZERO;
    RateLimits limits = RateLimits.none();
    ZoneId zone = ZoneOffset.UTC;

    @Nullable
    Duration retryAfter;

    @Nullable
    Path file;

    long seed = 1;
    long portalId = 44_237_313;
    boolean echoTraceIds;
    boolean likeTheGuides;
    boolean batchReadFollowsMerges;
    boolean batchReadByMainAddressOnly;
    boolean autoCloseDate;

    /** Properties an administrator made required, by type name. */
    final Map<String, Set<String>> required = new HashMap<>();
}
