package io.tidelock.ringostat;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How a call ended (section 2): three words mean that somebody talked, one of them for calls that count as target calls, so that
 * a comparison with one of them would miss the others.
 */
final class Disposition {

    private static final Set<String> ANSWERED = Set.of("ANSWERED", "PROPER", "REPEATED");
    private static final Map<String, String> MISSED = Map.ofEntries(
            Map.entry("NO ANSWER", "NO_ANSWER"),
            Map.entry("CLIENT NO ANSWER", "NO_ANSWER"),
            Map.entry("VOICEMAIL", "NO_ANSWER"),
            Map.entry("NO FORWARD", "FAILED"),
            Map.entry("WRONG EXTENSION", "FAILED"),
            Map.entry("NO EXTENSION", "FAILED"),
            Map.entry("FAILED", "FAILED"),
            Map.entry("FAILED FORBIDDEN DESTINATION", "FAILED"),
            Map.entry("BUSY", "BUSY"),
            Map.entry("DECLINE", "CANCELED"));

    private Disposition() {}

    /** Brings a word into one spelling: {@code no_answer}, {@code NO+ANSWER} and {@code NO ANSWER} are one. */
    static String plain(String word) {
        return word.toUpperCase(Locale.ROOT)
                .replace('+', ' ')
                .replace('_', ' ')
                .replace('-', ' ')
                .replaceAll(" +", " ")
                .strip();
    }

    /** Tells whether somebody talked; an unknown word is believed to mean so if there was talk. */
    static boolean isAnswered(String word, int talkSeconds) {
        String plain = plain(word);
        return ANSWERED.contains(plain) || (!MISSED.containsKey(plain) && talkSeconds > 0);
    }

    /** Returns the CRM's word. */
    static String status(String word, int talkSeconds) {
        return isAnswered(word, talkSeconds) ? "COMPLETED" : MISSED.getOrDefault(plain(word), "NO_ANSWER");
    }
}
