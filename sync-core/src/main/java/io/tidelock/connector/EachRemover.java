package io.tidelock.connector;

import io.tidelock.record.RecordRef;
import java.util.List;
import java.util.function.Function;

record EachRemover(Function<RecordRef, WriteOutcome> remove) implements RecordRemover {

    private static final int BATCH = 100;

    @Override
    public int batchLimit() {
        return BATCH;
    }

    @Override
    public List<WriteOutcome> remove(List<RecordRef> refs) {
        return refs.stream().map(remove).toList();
    }
}
