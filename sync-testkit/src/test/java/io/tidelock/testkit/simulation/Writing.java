package io.tidelock.testkit.simulation;

import io.tidelock.connector.CreateIdentity;
import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.record.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A writer that behaves otherwise. */
class Writing implements RecordWriter {
    private final RecordWriter writer;

    Writing(RecordWriter writer) {
        this.writer = writer;
    }

    @Override
    public int batchLimit() {
        return writer.batchLimit();
    }

    @Override
    public CreateIdentity createIdentity(@Nullable Field idField) {
        return writer.createIdentity(idField);
    }

    @Override
    public List<WriteOutcome> write(List<WriteOperation> batch) {
        return writer.write(batch);
    }
}
