package io.tidelock.engine;

import io.tidelock.record.Value;

/**
 * What a field held and what was written over it.
 *
 * @param before absent if nobody knows
 * @param after what was written, as the system says it stored it
 */
record WrittenValue(Value before, Value after) {}
