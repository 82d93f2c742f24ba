package io.tidelock.connector;

import io.tidelock.record.Schema;

/**
 * One difference between what a plan needs and what a system has.
 *
 * @param property what is needed
 * @param kind what is the matter with it
 * @param detail a sentence a person can act on
 */
public record SchemaDifference(Schema.Property property, Kind kind, String detail) {

    /** What is the matter. */
    public enum Kind {
        /** There is no such property; provisioning creates it. */
        MISSING,
        /** There is one of another type; a person has to rename or remove it. */
        WRONG_TYPE,
        /** There is one that does not enforce unique values, which cannot be changed afterwards. */
        NOT_UNIQUE,
        /** Options are missing. */
        MISSING_OPTIONS
    }
}
