package io.tidelock.hubspot;

import io.tidelock.connector.StartOverException;
import io.tidelock.record.Cursor;
import java.time.Instant;

/**
 * A place in a feed.
 *
 * @param window among what search shows
 * @param removals among what was archived; a cursor of an earlier release tells nothing of it
 */
record FeedPlace(WindowPosition window, RemovalPosition removals) {

    private static final String BESIDE = "~";

    static FeedPlace since(Instant start) {
        return new FeedPlace(WindowPosition.since(start), RemovalPosition.since(start));
    }

    FeedPlace window(WindowPosition next) {
        return new FeedPlace(next, removals);
    }

    FeedPlace removals(RemovalPosition next) {
        return new FeedPlace(window, next);
    }

    Cursor cursor() {
        return Cursor.of(window.text() + BESIDE + removals.text());
    }

    /**
     * Reads what {@link #cursor} wrote, or an earlier release.
     *
     * @throws StartOverException if the cursor is another's, or of another version
     */
    static FeedPlace of(Cursor cursor) {
        String text = cursor.text();
        int beside = text.indexOf(BESIDE);
        if (beside < 0) {
            WindowPosition window = WindowPosition.of(text);
            return new FeedPlace(window, RemovalPosition.since(window.from()));
        }
        return RemovalPosition.of(text.substring(beside + 1))
                .map(removals -> new FeedPlace(WindowPosition.of(text.substring(0, beside)), removals))
                .orElseThrow(() -> WindowPosition.unreadable(text));
    }
}
