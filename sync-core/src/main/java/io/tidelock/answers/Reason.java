package io.tidelock.answers;

import java.time.Instant;

/**
 * Why some records of a flow are not simply in sync: one for every stable code.
 *
 * @param group what it comes to
 * @param code the stable code: of the engine, of a rule of the plan, or of a system that refuses
 * @param count how many records
 * @param since when the first of them got there
 * @param example the sentence that was said about the first of them; without field values
 * @param remedy what to do; empty where nothing is to be done
 */
public record Reason(Group group, String code, int count, Instant since, String example, String remedy) {

    /** What a reason comes to. */
    public enum Group {
        /** They do not take part. */
        EXCLUDED,
        /** They were refused or could not be understood, and are tried again from time to time. */
        FAILING,
        /** They wait for something that comes by itself, or for a person's leave where a brake holds them. */
        WAITING,
        /** A person is to choose. */
        DISPUTED,
        /** They are in sync, and something is worth knowing about it. */
        NOTED
    }
}
