package io.tidelock.engine;

import io.tidelock.record.AccountId;
import java.time.Instant;

/**
 * A call that a pass waits for.
 *
 * @param account whom it was made to
 * @param since when it began, on the engine's clock
 */
public record CallUnderWay(AccountId account, Instant since) {}
