package io.tidelock.answers;

import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a preview would write, to be applied later: for each record a fingerprint of what both sides would show then; for each
 * whose counterpart would be removed, one of the pair and of what both showed when they last settled. Applying decides anew and
 * writes only where the decision is still the same. Holds ids and fingerprints, no field values.
 *
 * @param items one a record, in order
 */
public record SavedPlan(List<Item> items) {

    private static final String VERSION = "tidelock-plan-1";
    private static final int WORDS = 7;

    /** Copies the list. */
    public SavedPlan {
        items = List.copyOf(items);
    }

    /**
     * One record and what would be written for it.
     *
     * @param flow the flow
     * @param side the side it stands at
     * @param ref the record
     * @param verb the heaviest thing that would be done: CREATE, CLEAR, UPDATE; or REMOVE, of its counterpart
     * @param mark what stands for the decision; {@code -} for a removal in a plan that was saved when plans only showed those
     */
    public record Item(String flow, Side side, RecordRef ref, Verb verb, String mark) {}

    /** Returns this as text that {@link #parse} reads, one line an item. */
    public String text() {
        StringBuilder text = new StringBuilder(VERSION).append('\n');
        for (Item item : items) {
            text.append(String.join(
                            " ",
                            encoded(item.flow()),
                            item.side().name(),
                            encoded(item.ref().type().name()),
                            encoded(item.ref().id()),
                            encoded(item.ref().part()),
                            item.verb().name(),
                            encoded(item.mark())))
                    .append('\n');
        }
        return text.toString();
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException if it is no such text, with the number of the line
     */
    public static SavedPlan parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals(VERSION)) {
            throw new IllegalArgumentException("Line 1: this is no saved plan; it begins with \"" + VERSION + "\"");
        }
        List<Item> items = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            items.add(item(lines.get(i), i + 1));
        }
        return new SavedPlan(items);
    }

    private static Item item(String line, int number) {
        String[] words = line.split(" ", -1);
        try {
            if (words.length == WORDS) {
                RecordRef ref = RecordRef.of(RecordType.of(decoded(words[2])), decoded(words[3]));
                RecordRef part = words[4].isEmpty() ? ref : ref.part(decoded(words[4]));
                return new Item(
                        decoded(words[0]), Side.valueOf(words[1]), part, Verb.valueOf(words[5]), decoded(words[6]));
            }
        } catch (IllegalArgumentException unreadable) { // its message repeats what stands there
            throw new IllegalArgumentException("Line " + number + ": it holds a word that is not known here");
        }
        throw new IllegalArgumentException("Line " + number + ": it has " + words.length + " words, not " + WORDS);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
