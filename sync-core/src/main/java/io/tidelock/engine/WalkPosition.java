package io.tidelock.engine;

import io.tidelock.record.Cursor;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How far a walk over the links of a flow got, and what it is made for.
 *
 * @param purposes what it is made for; none once it is done
 * @param after the source record of the last link that was visited; null at the start
 */
record WalkPosition(Set<Purpose> purposes, @Nullable RecordRef after) {

    private static final String VERSION = "walk1";
    private static final Pattern HALF = Pattern.compile("~(d[89a-f][0-9a-f]{2})");

    WalkPosition {
        EnumSet<Purpose> ordered = EnumSet.noneOf(Purpose.class);
        ordered.addAll(purposes);
        purposes = Collections.unmodifiableSet(ordered);
    }

    /** Why all links of a flow are visited. */
    enum Purpose {
        /** The plan changed: what it says now must reach the pairs that are linked already. */
        NEW_PLAN,
        /** The fingerprint key changed: what is stored must be restated under the new one. */
        NEW_KEY,
        /** What both sides hold is compared, and deletions are found. */
        CHECK
    }

    /** Returns the position of a walk that is over. */
    static WalkPosition done() {
        return new WalkPosition(Set.of(), null);
    }

    /** Starts a walk that also serves the purposes of one that is under way. */
    static WalkPosition start(Set<Purpose> purposes, Optional<WalkPosition> underWay) {
        EnumSet<Purpose> all = EnumSet.copyOf(purposes);
        underWay.ifPresent(walk -> all.addAll(walk.purposes));
        return new WalkPosition(all, null);
    }

    WalkPosition at(RecordRef last) {
        return new WalkPosition(purposes, last);
    }

    boolean isFor(Purpose purpose) {
        return purposes.contains(purpose);
    }

    boolean isDone() {
        return purposes.isEmpty();
    }

    /** Tells whether it can lead to writes of its own; restating fingerprints leads to none. */
    boolean mayWrite() {
        return isFor(Purpose.NEW_PLAN) || isFor(Purpose.CHECK);
    }

    /** Returns the position as text that {@link #of} reads, also in later releases. */
    Cursor cursor() {
        String why = purposes.stream().map(Enum::name).collect(Collectors.joining(","));
        String last = after == null ? "" : " " + after.type() + " " + encoded(after.id()) + " " + encoded(after.part());
        return Cursor.of(VERSION + " " + why + last);
    }

    /**
     * Reads a position.
     *
     * @throws IllegalStateException if a newer release wrote it, or nobody that can be told
     */
    static WalkPosition of(Cursor cursor) {
        String[] words = cursor.text().split(" ", -1);
        if (!words[0].equals(VERSION) || (words.length != 2 && words.length != 5)) {
            throw new IllegalStateException("A walk's position is of another release: version " + words[0]
                    + ", this one reads " + VERSION + "; run the newer release");
        }
        try {
            return new WalkPosition(purposes(words[1]), words.length == 2 ? null : ref(words));
        } catch (IllegalArgumentException unknown) { // its message repeats what stands there
            throw new IllegalStateException(
                    "A walk's position names what this release does not know; run the newer release");
        }
    }

    private static Set<Purpose> purposes(String names) {
        EnumSet<Purpose> purposes = EnumSet.noneOf(Purpose.class);
        for (String name : names.split(",", -1)) {
            if (!name.isEmpty()) {
                purposes.add(Purpose.valueOf(name));
            }
        }
        return purposes;
    }

    private static RecordRef ref(String[] words) {
        return RecordRef.of(RecordType.of(words[2]), decoded(words[3])).part(decoded(words[4]));
    }

    private static String encoded(String text) {
        return text.codePoints().mapToObj(WalkPosition::encoded).collect(Collectors.joining());
    }

    /**
     * Half a surrogate pair is no text that UTF-8 could hold, and may be in an id all the same. Other scripts stay as they
     * are: escaped, a long id would not fit a cursor.
     */
    private static String encoded(int point) {
        if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
            return "~" + Integer.toHexString(point);
        }
        String text = Character.toString(point);
        return point < 0x80 ? URLEncoder.encode(text, StandardCharsets.UTF_8) : text;
    }

    private static String decoded(String text) {
        StringBuilder decoded = new StringBuilder();
        Matcher half = HALF.matcher(text);
        int done = 0;
        while (half.find()) {
            decoded.append(URLDecoder.decode(text.substring(done, half.start()), StandardCharsets.UTF_8));
            decoded.append((char) Integer.parseInt(half.group(1), 16));
            done = half.end();
        }
        return decoded.append(URLDecoder.decode(text.substring(done), StandardCharsets.UTF_8))
                .toString();
    }
}
