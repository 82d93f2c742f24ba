package io.tidelock.connector;

import io.tidelock.record.Schema;

/**
 * One difference between what a plan needs and what a system has.
 *
 * @param element what is needed; of a stage, its pipeline
 * @param kind what is the matter with it
 * @param detail a sentence a person can act on; names the stage or the addition, where it is one
 */
public record SchemaDifference(Schema.Element element, Kind kind, String detail) {

    /** What is the matter. */
    public enum Kind {
        /** There is no such element, or no such stage in a pipeline; provisioning creates it. */
        MISSING(true),
        /** There is a property of another type; a person has to rename or remove it. */
        WRONG_TYPE(true),
        /** There is a property that does not enforce unique values, which cannot be changed afterwards. */
        NOT_UNIQUE(true),
        /** Options are missing. */
        MISSING_OPTIONS(true),
        /** It is there, but people renamed what they read; nothing depends on it. */
        RENAMED(false),
        /** Somebody added a stage to a pipeline, or a property to a group, that the plan manages; nothing depends on it. */
        ADDED(false);

        private final boolean stops;

        Kind(boolean stops) {
            this.stops = stops;
        }

        /** Returns whether what depends on the element cannot go on. */
        public boolean stops() {
            return stops;
        }
    }
}
