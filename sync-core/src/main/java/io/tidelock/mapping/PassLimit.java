package io.tidelock.mapping;

/**
 * The most records that one run writes. Flows with a limit of the same name share it. What exceeds it is remembered and
 * taken first by the next run: the next pass for a flow that is due with every pass, otherwise when the flow is due again.
 * Records that need no write do not count.
 *
 * @param name the name under which it is shared
 * @param records at least 1
 */
public record PassLimit(String name, int records) {}
