package io.tidelock.answers;

import io.tidelock.record.RecordRef;

/**
 * Answers what an operator or a support person asks of one integration.
 *
 * <p>From any thread; what calls a system waits for the pass under way.
 */
public interface Answers {

    /**
     * Says how everything stands: from what is stored, without a call to a system.
     *
     * @throws io.tidelock.store.StoreUnavailableException if the store cannot be asked now
     */
    Status status();

    /**
     * Tells everything about a record, on whichever side it stands: what is stored, and by a rehearsal what would become of it
     * now, down to the field and the rule. Reads it, its counterpart and its candidates, as a pass that looks at it does.
     */
    default Explanation explain(RecordRef ref) {
        return explain(ref, Values.HIDDEN);
    }

    /** Tells everything about a record, and what its fields hold if the host asks for it. */
    Explanation explain(RecordRef ref, Values values);

    /** Tells the first thing that is in a record's way, or that nothing is; as {@link #explain} finds it. */
    default Obstacle whyNot(RecordRef ref) {
        return explain(ref).obstacle();
    }

    /**
     * Rehearses what a pass would do over everything, due or not, and writes and stores nothing: the same engine over a store
     * that forgets and connectors that keep what they are told. Reads what a pass reads, within the same call budgets. Records
     * that would be created are remembered, so that what hangs on them is shown, too.
     *
     * @throws io.tidelock.store.StoreUnavailableException if the store cannot be asked now
     */
    default Preview preview() {
        return preview(Values.HIDDEN);
    }

    /** Rehearses like {@link #preview()}, and shows what would be written if the host asks for it. */
    Preview preview(Values values);

    /** Rehearses the whole plan, since flows hang on each other, and shows what would be done in one flow. */
    Preview preview(String flow);

    /**
     * Applies what a preview found: reads each record again, decides anew, and writes only where the same would be written, as
     * often as the ceilings allow; brakes and limits hold as ever. What hangs on records that do not exist yet is skipped and
     * is the next plan's. Removals come last: each source is read twice and has to be gone both times, its counterpart is read,
     * and they go out only if the brake lets through everything that waits to be removed in the flow.
     *
     * @return what was written, and what was skipped and why
     */
    Applied apply(SavedPlan plan, Ceilings ceilings);

    /**
     * Says what would be written back to undo writes of ours, and what would not; writes and stores nothing. Reads the written
     * records, in bulk. Needs a journal.
     *
     * @throws IllegalStateException if the engine keeps no journal
     * @throws IllegalArgumentException if there is no such flow
     * @throws io.tidelock.connector.ConnectorException what to do about a system's failure
     */
    UndoPlan undo(UndoScope scope);

    /**
     * Undoes what a plan says: reads each record again, and writes back only where it still shows what we wrote, as often as the
     * ceilings, brakes and limits allow. What was undone rests until the other side is edited again. If it is cut short, ask for
     * the same scope again: what is undone by then shows {@code AS_BEFORE}.
     *
     * @throws IllegalStateException if the engine keeps no journal
     */
    Undone apply(UndoPlan plan, Ceilings ceilings);

    /** Returns how a person sees to records that were refused or could not be understood. */
    Quarantine quarantine();

    /** Returns how a person chooses between records that match. */
    Disputes disputes();

    /** Returns how a person takes linked records apart or links them otherwise. */
    Pairs pairs();

    /**
     * Returns how pairs of a flow are taken over that somebody linked before.
     *
     * @throws IllegalArgumentException if there is no such flow, or if it takes records apart
     */
    Adoption adoption(String flow);
}
