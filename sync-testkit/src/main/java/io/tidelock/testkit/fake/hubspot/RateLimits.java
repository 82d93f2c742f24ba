package io.tidelock.testkit.fake.hubspot;

/**
 * What a portal allows (§9). Zero means unlimited.
 *
 * @param tenSeconds calls in any 10 seconds, search and association calls apart
 * @param searchPerSecond searches in any second
 * @param associations association calls in any 10 seconds
 * @param daily all calls until midnight in the account's time zone
 */
public record RateLimits(int tenSeconds, int searchPerSecond, int associations, int daily) {

    /** Allows everything. */
    public static RateLimits none() {
        return new RateLimits(0, 0, 0, 0);
    }

    /** Returns the limits of Free and Starter portals. */
    public static RateLimits starter() {
        return new RateLimits(100, 5, 100, 250_000);
    }

    /** Returns the limits of Professional portals. */
    public static RateLimits professional() {
        return new RateLimits(190, 5, 150, 625_000);
    }

    /** Returns the limits of Enterprise portals. */
    public static RateLimits enterprise() {
        return new RateLimits(190, 5, 150, 1_000_000);
    }

    /** Returns the limits of an app that accounts connect by OAuth; of its days HubSpot says nothing. */
    public static RateLimits publicApp() {
        return new RateLimits(110, 5, 100, 0);
    }
}
