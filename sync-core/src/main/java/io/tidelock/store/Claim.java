package io.tidelock.store;

import io.tidelock.record.RecordRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The durable right to create the record that holds a match key, and afterwards the knowledge which record that is: a
 * look-up that a lagging index cannot give yet.
 *
 * @param key what it is on
 * @param intent the intent it was won with
 * @param record the record that was created; null until it is known
 * @param at when it was won
 */
public record Claim(ClaimKey key, String intent, @Nullable RecordRef record, Instant at) {}
