package io.tidelock.store;

/**
 * Which plan an integration runs by.
 *
 * @param revision the plan's revision
 * @param fingerprint what stands for everything the plan says
 * @param keyId which key the fingerprints of values are made with
 */
public record StoredPlan(int revision, String fingerprint, int keyId) {}
