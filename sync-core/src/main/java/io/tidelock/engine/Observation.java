package io.tidelock.engine;

import io.tidelock.record.Record;

/**
 * A record as it was seen.
 *
 * @param record what it showed
 * @param channel how it came to our attention
 * @param fresh whether it was read by id from the primary store just now
 */
record Observation(Record record, Channel channel, boolean fresh) {}
