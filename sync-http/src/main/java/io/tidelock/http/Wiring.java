package io.tidelock.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidelock.connector.Pause;
import io.tidelock.record.AccountId;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import okhttp3.Call;
import okhttp3.HttpUrl;

/** What a client is made of. */
record Wiring(
        AccountId account,
        HttpUrl base,
        Call.Factory calls,
        Credentials credentials,
        Map<String, String> headers,
        CallBudget budget,
        FailureReader failures,
        AllowanceReader allowances,
        CallListener listener,
        Clock clock,
        Pause pause,
        Bounds bounds,
        ObjectMapper json) {

    Wiring {
        headers = Map.copyOf(headers);
    }

    /**
     * Limits what one call may take.
     *
     * @param attempts the most requests a call sends, without the one after a token's renewal
     * @param patience the most time a call spends waiting between them
     * @param callTimeout for one attempt, from connecting to the end of the body
     * @param bodyBytes the largest body, after decompression
     */
    record Bounds(int attempts, Duration patience, Duration callTimeout, long bodyBytes) {}

    /** Shows the account only. */
    @Override
    public String toString() {
        return account.toString();
    }
}
