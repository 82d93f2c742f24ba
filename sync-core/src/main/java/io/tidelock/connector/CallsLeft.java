package io.tidelock.connector;

import java.time.Instant;

/**
 * Says what is left of one limit on an account's calls, as far as a connector knows it without asking.
 *
 * @param limit which one, in the connector's words, such as {@code search in 1s}; the same each time it is said
 * @param left how many calls may still go, 0 or more
 * @param of how many the limit allows in all; 0 where nobody said
 * @param until when all of them are there again; as of now where none is spent
 */
public record CallsLeft(String limit, int left, int of, Instant until) {}
