package io.tidelock.mapping;

/** What happens when a side empties a field. */
public enum EmptyPolicy {
    /** The other side keeps its value. */
    LEAVE,
    /** The other side's value is cleared. */
    CLEAR
}
