package io.tidelock.engine;

import io.tidelock.connector.ConnectorException;
import java.time.Instant;
import java.util.Optional;

/**
 * Says that part of a pass could not be done. Nothing is lost by it: the next pass goes on where this one stopped.
 *
 * @param where the feed or flow
 * @param cause what the connector asks for
 * @param resumeAt when it makes sense to try again; empty when a person has to act first
 */
public record Interruption(String where, ConnectorException cause, Optional<Instant> resumeAt) {}
