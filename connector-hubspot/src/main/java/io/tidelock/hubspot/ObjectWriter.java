package io.tidelock.hubspot;

import io.tidelock.connector.CreateIdentity;
import io.tidelock.connector.RecordReader;
import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.record.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes in batches: one call for the changes, one for the creations with a key of each property, one for those without.
 *
 * <p>A creation with a key is an upsert, and the key its identity. One without has none: contacts have an e-mail address
 * at best, and neither search nor a shared address proves whose a record is.
 */
final class ObjectWriter implements RecordWriter {

    private final Portal portal;
    private final Records records;
    private final RecordReader reader;
    private final boolean movesBack;

    ObjectWriter(Portal portal, Records records, RecordReader reader, boolean movesBack) {
        this.portal = portal;
        this.records = records;
        this.reader = reader;
        this.movesBack = movesBack;
    }

    @Override
    public int batchLimit() {
        return Portal.BATCH;
    }

    @Override
    public CreateIdentity createIdentity(@Nullable Field idField) {
        return idField == null ? new CreateIdentity.None() : new CreateIdentity.UniqueKey(idField);
    }

    @Override
    public List<WriteOutcome> write(List<WriteOperation> batch) {
        check(batch);
        return new WriteRun(portal, records, reader, movesBack, batch).run();
    }

    private void check(List<WriteOperation> batch) {
        if (batch.isEmpty() || batch.size() > Portal.BATCH) {
            throw new IllegalArgumentException(
                    "A batch has 1 to " + Portal.BATCH + " operations, this one " + batch.size());
        }
        Set<Object> seen = new HashSet<>();
        for (WriteOperation operation : batch) {
            if (!seen.add(operation.intent())) {
                throw new IllegalArgumentException("A batch has no two operations of one intent");
            }
            if (operation instanceof WriteOperation.Update update
                    && (!update.ref().type().equals(records.kind().type()) || !seen.add(update.ref()))) {
                throw new IllegalArgumentException(
                        "A batch has no two operations on one record, and none of another type: " + update.ref());
            }
        }
    }
}
