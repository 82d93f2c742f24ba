package io.tidelock.store;

import io.tidelock.record.Verb;
import java.time.Instant;

/**
 * How often a flow did something at a moment.
 *
 * @param flow the flow
 * @param verb what it did
 * @param at when; counts of one moment add up
 * @param times how often; negative to take back what was counted and then not done
 */
public record VerbCount(String flow, Verb verb, Instant at, int times) {}
