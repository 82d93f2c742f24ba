package io.tidelock.hubspot;

import io.tidelock.http.CallBudget;
import java.time.Duration;

/**
 * The calls that HubSpot grants (§9). A connector spends at most nine tenths of the ten-second limits, half of the day's
 * (which all private apps of an account share) and four searches a second; what HubSpot's answers say is left counts on
 * top of that.
 */
public enum HubSpotTier {
    /** Private apps and service keys of Free and Starter accounts. */
    STARTER(100, 100, 250_000),
    /** Private apps and service keys of Professional accounts. */
    PROFESSIONAL(190, 150, 625_000),
    /** Private apps and service keys of Enterprise accounts. */
    ENTERPRISE(190, 150, 1_000_000),
    /** Apps that many accounts install by OAuth: of their days HubSpot says nothing. */
    PUBLIC_APP(110, 100, 0);

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    /**
     * One below HubSpot's five a second. Calls that follow one another then cannot exceed it, however unevenly they travel:
     * the sixth is sent a second after the second was, and that was after the first had arrived.
     */
    private static final int SEARCHES = 4;

    private final int calls;
    private final int associations;
    private final int daily;

    HubSpotTier(int calls, int associations, int daily) {
        this.calls = calls;
        this.associations = associations;
        this.daily = daily;
    }

    /** Returns a new budget of this tier, to be shared by all connectors of one account. */
    public CallBudget budget() {
        CallBudget.Builder budget = CallBudget.builder()
                .window(CallBudget.ORDINARY, TEN_SECONDS, calls * 9 / 10)
                .window(HubSpotApi.ASSOCIATIONS, TEN_SECONDS, associations * 9 / 10)
                .window(HubSpotApi.SEARCH, Duration.ofSeconds(1), SEARCHES);
        return daily == 0
                ? budget.build()
                : budget.window(Duration.ofDays(1), daily / 2).build();
    }
}
