package io.tidelock.testkit;

/**
 * How many calls reached an {@link InMemorySystem}. A call with more ids, keys or operations than a vendor takes at once
 * counts as often as it would have to be sent: once for every 100.
 *
 * @param feedPages pages of change feeds
 * @param flaggedPages pages of flagged records
 * @param rangePages pages of records in a range
 * @param reads reads by id
 * @param lookups look-ups by key, searches among them
 * @param searches those of the look-ups that asked the index rather than the primary store
 * @param writes batches of writes
 * @param recordsRead ids that were read
 * @param recordsWritten operations that were sent
 */
public record CrmCalls(
        int feedPages,
        int flaggedPages,
        int rangePages,
        int reads,
        int lookups,
        int searches,
        int writes,
        int recordsRead,
        int recordsWritten) {

    private static final int VENDOR_BATCH = 100;

    static CrmCalls none() {
        return new CrmCalls(0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** Returns how many calls there were, checks of the schema aside. */
    public int total() {
        return feedPages + flaggedPages + rangePages + recordCalls();
    }

    /** Returns how many calls were about certain records: everything but pages. A quiet pass makes none. */
    public int recordCalls() {
        return reads + lookups + writes;
    }

    CrmCalls plus(Call call) {
        int sent = Math.max(1, (call.size() + VENDOR_BATCH - 1) / VENDOR_BATCH);
        return switch (call.kind()) {
            case FEED -> plus(new CrmCalls(sent, 0, 0, 0, 0, 0, 0, 0, 0));
            case FLAGGED -> plus(new CrmCalls(0, sent, 0, 0, 0, 0, 0, 0, 0));
            case RANGE -> plus(new CrmCalls(0, 0, sent, 0, 0, 0, 0, 0, 0));
            case READ -> plus(new CrmCalls(0, 0, 0, sent, 0, 0, 0, call.size(), 0));
            case LOOKUP -> plus(new CrmCalls(0, 0, 0, 0, sent, 0, 0, 0, 0));
            case SEARCH -> plus(new CrmCalls(0, 0, 0, 0, sent, sent, 0, 0, 0));
            case WRITE -> plus(new CrmCalls(0, 0, 0, 0, 0, 0, sent, 0, call.size()));
            case SCHEMA -> this;
        };
    }

    private CrmCalls plus(CrmCalls more) {
        return new CrmCalls(
                feedPages + more.feedPages,
                flaggedPages + more.flaggedPages,
                rangePages + more.rangePages,
                reads + more.reads,
                lookups + more.lookups,
                searches + more.searches,
                writes + more.writes,
                recordsRead + more.recordsRead,
                recordsWritten + more.recordsWritten);
    }
}
