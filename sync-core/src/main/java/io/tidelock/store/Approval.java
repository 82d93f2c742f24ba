package io.tidelock.store;

import io.tidelock.record.Verb;
import java.time.Instant;

/**
 * A person's leave to go beyond a brake, up to a ceiling. It approves an amount and no list: what is written is decided anew.
 *
 * @param flow the flow
 * @param verb what may be done
 * @param ceiling how often within a rolling day, all told
 * @param until when the leave ends
 */
public record Approval(String flow, Verb verb, int ceiling, Instant until) {}
