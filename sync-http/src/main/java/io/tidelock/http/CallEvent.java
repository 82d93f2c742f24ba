package io.tidelock.http;

import io.tidelock.record.AccountId;
import java.time.Duration;

/**
 * One request that went out. Holds no query, no header and no body.
 *
 * @param account the account
 * @param traffic the call's rank
 * @param method the HTTP method
 * @param path as the connector declared it, such as {@code objects/{type}/search}, so without ids; for links that the
 *     server gave, the path as it was called
 * @param status the HTTP status, or 0 where no answer came
 * @param duration from sending to the end of the answer
 * @param attempt 1 for the first
 */
public record CallEvent(
        AccountId account, Traffic traffic, String method, String path, int status, Duration duration, int attempt) {}
