package io.tidelock.mapping;

/** One of the two systems a plan connects. */
public enum Party {
    /** The business system: Cliniko, Severa, the host's own tables. */
    BUSINESS,
    /** The CRM. */
    CRM;

    /** Returns the other system. */
    public Party other() {
        return this == BUSINESS ? CRM : BUSINESS;
    }
}
