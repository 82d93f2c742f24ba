package io.tidelock.hubspot;

import io.tidelock.http.Reply;
import io.tidelock.record.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes through the list of archived records, a page a call, the only place where HubSpot shows them unasked (G5). */
final class Removals {

    private static final int PAGE = 100;

    private final Portal portal;
    private final ObjectKind kind;

    Removals(Portal portal, ObjectKind kind) {
        this.portal = portal;
        this.kind = kind;
    }

    /** What a page shows that is new, and where the next one begins; null behind the last. */
    record Page(List<Change> gone, @Nullable String next) {}

    /** Returns who was archived since. Whether every type has such a list is not sure: one that has none shows nobody. */
    Page page(RemovalPosition position) {
        Reply<Wire.Found> reply = portal.api()
                .archived(
                        portal.paths().objects(),
                        kind.path(),
                        PAGE,
                        true,
                        ObjectKind.ID,
                        position.after().isEmpty() ? null : position.after())
                .accepting(400, 404)
                .read();
        if (reply.refusal().isPresent()) {
            return new Page(List.of(), null);
        }
        List<Change> gone = new ArrayList<>();
        for (Wire.Stored stored : reply.body().results()) {
            if (stored.id() != null && isNew(stored, position.from())) {
                gone.add(Change.tombstone(kind.ref(stored.requireId())));
            }
        }
        String next = Wire.Paging.after(reply.body().paging());
        return new Page(gone, position.after().equals(next) ? null : next);
    }

    private static boolean isNew(Wire.Stored stored, Instant from) {
        Instant at = Texts.stamp(stored.archivedAt());
        return at == null || !at.isBefore(from);
    }
}
