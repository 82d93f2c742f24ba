package io.tidelock.store;

/**
 * What a claim is on: the right to create the record of a type that holds a match key.
 *
 * @param kind which system, type and match rule
 * @param hash the keyed hash of the match key
 */
public record ClaimKey(String kind, Fingerprint hash) {}
