package io.tidelock.documents;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the known name that somebody may have meant. */
final class Nearest {

    private static final int MOST_LISTED = 20;

    private Nearest() {}

    /** Returns the advice to take the nearest known name, or else one of those that are known. */
    static String advice(String name, Collection<String> known) {
        int tolerated = Math.max(2, name.length() / 3);
        return known.stream()
                .filter(candidate -> distance(name, candidate) <= tolerated)
                .min(Comparator.comparingInt((String candidate) -> distance(name, candidate)))
                .map(nearest -> "Did you mean \"" + nearest + "\"?")
                .orElseGet(() -> listed(known))
                .replaceAll("[.?]$", "");
    }

    private static String listed(Collection<String> known) {
        List<String> some = new ArrayList<>(known).subList(0, Math.min(known.size(), MOST_LISTED));
        String more = known.size() > MOST_LISTED ? ", …" : "";
        return some.isEmpty() ? "Leave it out" : "Known here: " + String.join(", ", some) + more;
    }

    /** How many letters differ, are missing or are too many. */
    static int distance(String one, String other) {
        String left = one.toLowerCase(Locale.ROOT);
        String right = other.toLowerCase(Locale.ROOT);
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[right.length()];
    }
}
