package io.tidelock.engine;

import io.tidelock.record.Verb;

/**
 * How a brake of a flow stands.
 *
 * @param verb what it holds back
 * @param count how often that was done within the last 24 hours, once a record
 * @param limit how often it may be done, approval included
 * @param withheld how many records it holds back now
 * @param approved the ceiling that somebody approved and that still holds; 0 where nobody did
 */
public record BrakeStatus(Verb verb, int count, int limit, int withheld, int approved) {}
