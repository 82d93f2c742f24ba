package io.tidelock.mapping;

/** What happens when the only record that matches is already linked in this flow: families sharing an e-mail. */
public enum ContestedKey {
    /** A record of its own is created, without the contested field, and it is said so. */
    KEEP_APART,
    /** The record is held for a person. */
    DISPUTE
}
