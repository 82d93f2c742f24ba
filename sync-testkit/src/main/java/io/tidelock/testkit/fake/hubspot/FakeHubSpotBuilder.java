package io.tidelock.testkit.fake.hubspot;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;

/** Describes a {@link FakeHubSpot} before it starts. Not thread-safe. */
public final class FakeHubSpotBuilder {

    private final Settings settings = new Settings();

    FakeHubSpotBuilder() {}

    /** Takes all stamps and delays from this clock. */
    public FakeHubSpotBuilder clock(Clock clock) {
        settings.clock = clock;
        return this;
    }

    /** Accepts this bearer token only; others get 401 (§1.1). */
    public FakeHubSpotBuilder token(String token) {
        settings.token = token;
        return this;
    }

    /** Lets an app be connected by OAuth (§1.2), beside the static token; {@link #state} keeps its codes and tokens, too. */
    public FakeHubSpotBuilder app(String clientId, String clientSecret, String redirectUri) {
        settings.clientId = clientId;
        settings.clientSecret = clientSecret;
        settings.redirectUri = redirectUri;
        return this;
    }

    /**
     * Lets an app have webhooks: what it {@link FakeHubSpot#subscribe subscribes} to can be {@link FakeHubSpot#webhooks posted}.
     *
     * @param clientSecret the app's, also for {@link #app}
     * @param targetUrl where HubSpot is told to post
     */
    public FakeHubSpotBuilder webhooks(String clientSecret, String targetUrl) {
        settings.clientSecret = clientSecret;
        settings.targetUrl = targetUrl;
        return this;
    }

    /** Lets access tokens live this long. Without, 30 minutes. */
    public FakeHubSpotBuilder tokenLife(Duration life) {
        settings.tokenLife = life;
        return this;
    }

    /** Gives another refresh token with each renewal and makes the one before void, as OAuth allows. Without, it stays. */
    public FakeHubSpotBuilder rotatesRefreshTokens() {
        settings.rotatesRefreshTokens = true;
        return this;
    }

    /** Grants exactly these scopes; calls beyond them get 403 {@code MISSING_SCOPES} (§1.3). Without, all. */
    public FakeHubSpotBuilder scopes(String... scopes) {
        settings.scopes = Set.of(scopes);
        return this;
    }

    /** Lets search see each write this long after it (§2.5). Without, at once. */
    public FakeHubSpotBuilder searchLag(Duration lag) {
        return searchLag(lag, lag);
    }

    /** Lets search see each write after a delay between the two, drawn from the seed: later writes may show first. */
    public FakeHubSpotBuilder searchLag(Duration from, Duration to) {
        if (from.isNegative() || to.compareTo(from) < 0) {
            throw new IllegalArgumentException("The search lag must run from a shorter to a longer duration");
        }
        settings.lagFrom = from;
        settings.lagTo = to;
        return this;
    }

    /** Lets search results sorted by a stamp be out of order by up to this much (G3). Without, exact. */
    public FakeHubSpotBuilder searchDisorder(Duration disorder) {
        settings.disorder = disorder;
        return this;
    }

    /** Limits the rate of calls (§9). Without, unlimited and without rate limit headers. */
    public FakeHubSpotBuilder rateLimits(RateLimits limits) {
        settings.limits = limits;
        return this;
    }

    /** Sets the account's time zone, in which its days end (§9). Without, UTC. */
    public FakeHubSpotBuilder timeZone(ZoneId zone) {
        settings.zone = zone;
        return this;
    }

    /** Sends {@code Retry-After} on 429, which HubSpot does not promise (§9). Without, none. */
    public FakeHubSpotBuilder retryAfter(Duration duration) {
        settings.retryAfter = duration;
        return this;
    }

    /** Draws ids, orders and delays from this seed; 1 without. */
    public FakeHubSpotBuilder seed(long seed) {
        settings.seed = seed;
        return this;
    }

    /** Names the account. */
    public FakeHubSpotBuilder portalId(long portalId) {
        settings.portalId = portalId;
        return this;
    }

    /** Repeats {@code objectWriteTraceId} in batch results, as the specification allows and fixtures lack (§2.4). */
    public FakeHubSpotBuilder echoTraceIds() {
        settings.echoTraceIds = true;
        return this;
    }

    /**
     * Answers as HubSpot's guides show it where its API description says otherwise: ids of v4 associations are numbers, a
     * type without a label has the label null, a deactivated owner the user id null. Without, ids are text, and what is
     * null is missing.
     */
    public FakeHubSpotBuilder likeTheGuides() {
        settings.likeTheGuides = true;
        return this;
    }

    /** Lets batch reads by e-mail find contacts by their main address only, as searches do. Without, by any of theirs. */
    public FakeHubSpotBuilder batchReadByMainAddressOnly() {
        settings.batchReadByMainAddressOnly = true;
        return this;
    }

    /** Lets batch reads follow ids that a merge left behind, which is not confirmed (Part 3). Without, not found. */
    public FakeHubSpotBuilder batchReadFollowsMerges() {
        settings.batchReadFollowsMerges = true;
        return this;
    }

    /** Sets {@code closedate} when a deal enters a closed stage (§7). */
    public FakeHubSpotBuilder autoCloseDate() {
        settings.autoCloseDate = true;
        return this;
    }

    /**
     * Keeps the portal in a file: goes on from what it holds, if it exists, and has every change there before an answer shows it.
     * It is written as a whole each time: meant for thousands of records. Without, the portal ends with the process.
     */
    public FakeHubSpotBuilder state(Path file) {
        settings.file = file;
        return this;
    }

    /**
     * Starts the portal.
     *
     * @throws IllegalArgumentException if the {@link #state} file holds something else
     * @throws java.io.UncheckedIOException if it cannot be read or written
     */
    public FakeHubSpot build() {
        return new FakeHubSpot(settings);
    }
}
