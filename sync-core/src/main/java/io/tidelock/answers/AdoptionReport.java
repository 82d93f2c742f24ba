package io.tidelock.answers;

import java.util.List;

/**
 * What became of pairs that were to be taken over.
 *
 * @param linked how many were linked
 * @param alreadyLinked how many were so before
 * @param missing how many could not be linked because a record is not there, or names none
 * @param ambiguous how many could not be linked because a record is another's, or stands for several
 * @param unreadable how many lines are no pair
 * @param findings the missing, ambiguous and unreadable ones, in order; at most {@link #MOST}
 */
public record AdoptionReport(
        int linked, int alreadyLinked, int missing, int ambiguous, int unreadable, List<Finding> findings) {

    /** How many findings a report holds at most. */
    public static final int MOST = 1_000;

    /** Copies the list. */
    public AdoptionReport {
        findings = List.copyOf(findings);
    }

    /**
     * One pair that was not linked.
     *
     * @param line its number in the table, or in what the source showed, from 1
     * @param kind why not
     * @param reason a sentence for a person; ids only
     */
    public record Finding(long line, Kind kind, String reason) {}

    /** Why a pair was not linked. */
    public enum Kind {
        /** A record is not there, or names none. */
        MISSING,
        /** A record is another's, or stands for several. */
        AMBIGUOUS,
        /** The line is no pair. */
        UNREADABLE
    }
}
