package io.tidelock.engine;

/**
 * Says how many linked pairs are remembered under a fingerprint key.
 *
 * @param id the key's short id, which tells nothing about the key; as the store and error messages name it
 * @param current whether it is the key under which everything is stored from now on
 * @param links how many pairs; a former key that none uses may be given up
 */
public record KeyUse(int id, boolean current, long links) {}
