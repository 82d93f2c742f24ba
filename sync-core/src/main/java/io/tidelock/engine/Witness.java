package io.tidelock.engine;

import io.tidelock.mapping.MatchRule;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.StoredLink;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Watches how a pass comes to what it does, and may keep it from writing: for previews, explanations and saved plans. */
interface Witness {

    /** Sees nothing and permits everything: what passes have that nobody watches. */
    Witness NOBODY = new Witness() {};

    /** Sees what was decided about every field of a record. */
    default void decided(Item item) {}

    /** Sees what was found where an item's counterpart was looked for; by the id property where there is no rule. */
    default void looked(Item item, @Nullable MatchRule rule, List<Record> hits) {}

    /**
     * Tells whether an item may be written; if not, nothing becomes of it.
     *
     * @param planned what would be written, to both sides
     */
    default boolean permits(Item item, Supplier<List<PlannedWrite>> planned) {
        return true;
    }

    /** Tells whether a counterpart may be removed that is there, and whose source is certainly gone; if not, it waits on. */
    default boolean permits(StoredLink leaving) {
        return true;
    }

    /** Tells whether records may be told why a request was refused. */
    default boolean permitsStatus() {
        return true;
    }

    /** Sees what was written. */
    default void wrote(Side side, PlannedWrite write, RecordRef record) {}

    /** Sees whose counterpart was removed. */
    default void removed(StoredLink link) {}
}
