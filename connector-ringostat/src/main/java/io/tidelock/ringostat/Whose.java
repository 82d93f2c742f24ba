package io.tidelock.ringostat;

/** Whose a record or a task is. */
public enum Whose {
    /** The project's TOP manager ({@link RingostatSettings}). */
    TOP_MANAGER("TOP manager"),
    /** The owner of the open deal, else of the contact, else the TOP manager. */
    RESPONSIBLE("responsible"),
    /** The employee who took or made the call, else the TOP manager. */
    ANSWERER("who took the call");

    private final String words;

    Whose(String words) {
        this.words = words;
    }

    /** Returns it in words for people. */
    public String words() {
        return words;
    }
}
