package io.tidelock.store;

import io.tidelock.record.RecordRef;
import java.time.Instant;

/**
 * A record that somebody said may have changed, and that is not looked at yet. Said again, it stays one hint.
 *
 * @param feed which system's records, as the engine names the feed
 * @param ref the record
 * @param number rises each time it is said again, so that what is said while it is looked at is not lost
 * @param at when it was said last
 */
public record StoredHint(String feed, RecordRef ref, long number, Instant at) {}
