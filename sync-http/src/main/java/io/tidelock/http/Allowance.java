package io.tidelock.http;

import java.time.Instant;

/**
 * What a vendor says is left of one of its limits.
 *
 * @param lane the lane that the limit counts, or {@link CallBudget#EVERY_CALL}
 * @param limit how many calls the limit allows in all, by which several limits of a lane are told apart; 0 if unknown
 * @param remaining how many are left until the moment
 * @param until when the vendor's window ends
 */
public record Allowance(String lane, int limit, int remaining, Instant until) {}
