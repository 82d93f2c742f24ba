package io.tidelock.store;

import java.time.Instant;

/**
 * The last thing worth telling about a record that is neither plainly linked nor parked.
 *
 * @param key which record of which flow
 * @param code the stable reason
 * @param reason a sentence for a person, without field values
 * @param at when it was so for the first time
 */
public record StoredVerdict(Parked.Key key, String code, String reason, Instant at) {}
