package io.tidelock.engine;

import io.tidelock.mapping.FieldMapping;
import io.tidelock.record.Value;

/**
 * What was decided about one field mapping of one pair, and the value to write if there is one.
 *
 * @param mapping the mapping
 * @param decision what to do
 * @param value what to write; absent where nothing is written
 */
record FieldChange(FieldMapping mapping, FieldDecision decision, Value value) {}
