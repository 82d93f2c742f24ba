package io.tidelock.mapping;

/** How strongly a one-way mapping holds on to the side it writes. */
public enum Strength {
    /** Writes when the value changed where it comes from; an edit on the other side stands until then. */
    ON_CHANGE,
    /** Writes also when the other side was edited: the edit is undone as soon as it is seen. */
    ALWAYS,
    /** Writes only where the other side shows nothing. */
    ONLY_IF_EMPTY
}
