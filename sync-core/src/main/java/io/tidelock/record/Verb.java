package io.tidelock.record;

/** What a flow does to the other side, as brakes count it. */
public enum Verb {
    /** It creates a record. */
    CREATE,
    /** It changes a record. */
    UPDATE,
    /** It empties a field; counted besides the update that does it. */
    CLEAR,
    /** It lets a link rest because one of its records is gone. */
    UNLINK,
    /** It takes a record out of sight, the way the system does: archives or deletes it. */
    REMOVE
}
