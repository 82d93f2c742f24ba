package io.tidelock.answers;

import io.tidelock.record.RecordRef;
import io.tidelock.store.StoredLink;
import java.util.List;
import java.util.Optional;

/**
 * What would be done to a pair.
 *
 * @param kind what
 * @param before the pair as it is; what is done is refused if it is no longer so
 * @param target the other target, to link it otherwise
 * @param consequences what will follow, a sentence each
 */
public record PairChange(Kind kind, StoredLink before, Optional<RecordRef> target, List<String> consequences) {

    /** Copies the list. */
    public PairChange {
        consequences = List.copyOf(consequences);
    }

    /** What is done to a pair. */
    public enum Kind {
        /** The two are taken apart. */
        UNLINK,
        /** The two are taken apart, and the source gets a counterpart of its own. */
        SPLIT,
        /** The source is linked with another target. */
        RELINK
    }
}
