package io.tidelock.ringostat;

/**
 * What happened in a call, as far as it matters for the CRM. A callback is an incoming call. Known is a client for whom the CRM
 * has exactly one contact, however the number is written there.
 */
public enum CallScenario {
    /** An answered incoming call of a new client. */
    ANSWERED_NEW("incoming, answered, new client"),
    /** An answered incoming call of a known client, taken by who is responsible: the open deal's owner, else the contact's. */
    ANSWERED_BY_RESPONSIBLE("incoming, answered by the responsible, known client"),
    /** An answered incoming call of a known client, taken by somebody else. */
    ANSWERED_BY_OTHER("incoming, answered by another employee, known client"),
    /** A missed incoming call of a new client. */
    MISSED_NEW("incoming, missed, new client"),
    /** A missed incoming call of a known client. */
    MISSED_KNOWN("incoming, missed, known client"),
    /** A successful outgoing call to a known client. */
    MADE_KNOWN("outgoing, answered, known client"),
    /** A successful outgoing call to a new client. */
    MADE_NEW("outgoing, answered, new client"),
    /** An outgoing call that did not reach a known client. */
    UNREACHED_KNOWN("outgoing, not answered, known client"),
    /** An outgoing call that reached nobody who is known. */
    UNREACHED_NEW("outgoing, not answered, new client"),
    /** A call of either direction in which somebody talked whom the CRM does not know, with a known client. */
    UNKNOWN_EMPLOYEE_KNOWN("either way, employee unknown, known client"),
    /** The same with a new client. */
    UNKNOWN_EMPLOYEE_NEW("either way, employee unknown, new client"),
    /** A call without a number: hidden, no valid number, or the project's own line. */
    NO_NUMBER("either way, number hidden or the project's own line"),
    /** A call of a number that several contacts have. */
    AMBIGUOUS("either way, several contacts have the number"),
    /** A call of an employee's own number. */
    STAFF("either way, the number is an employee's");

    private final String words;

    CallScenario(String words) {
        this.words = words;
    }

    /** Returns it in words for people. */
    public String words() {
        return words;
    }
}
