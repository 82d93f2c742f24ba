package io.tidelock.answers;

/** Whether an answer holds what fields hold. Whoever asks for it keeps it out of logs. */
public enum Values {
    /** Names of fields only. */
    HIDDEN,
    /** What would be written, too: personal data. */
    SHOWN
}
