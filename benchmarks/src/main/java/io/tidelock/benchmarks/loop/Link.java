package io.tidelock.benchmarks.loop;

import java.nio.ByteBuffer;

/**
 * What the hand-written sync remembers of a pair.
 *
 * @param patient the patient's id
 * @param contact the contact's id
 * @param base the digest of what the patient showed when they were equal last
 */
public record Link(String patient, String contact, ByteBuffer base) {}
