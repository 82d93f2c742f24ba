package io.tidelock.connector;

import io.tidelock.record.Field;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

record EachWriter(
        CreateIdentity identity,
        Function<WriteOperation.Create, WriteOutcome> create,
        Function<WriteOperation.Update, WriteOutcome> update)
        implements RecordWriter {

    private static final int BATCH = 100;

    @Override
    public int batchLimit() {
        return BATCH;
    }

    @Override
    public CreateIdentity createIdentity(@Nullable Field idField) {
        return identity;
    }

    @Override
    public List<WriteOutcome> write(List<WriteOperation> batch) {
        return batch.stream()
                .map(operation -> operation instanceof WriteOperation.Create creation
                        ? create.apply(creation)
                        : update.apply((WriteOperation.Update) operation))
                .toList();
    }
}
