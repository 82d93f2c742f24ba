package io.tidelock.testkit.engine;

import io.tidelock.connector.Connector;
import io.tidelock.connector.CreateIdentity;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.record.AccountId;
import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A system that recognises a creation by the intent's id, and answers a repeated one as it answered the first. */
final class IdempotentConnector {

    private final Map<String, WriteOutcome> answered = new HashMap<>();
    private boolean losing;

    /** Applies the next batch and says nothing about it. */
    void loseNextAnswer() {
        losing = true;
    }

    Connector around(Connector connector) {
        return new Connector() {
            @Override
            public AccountId account() {
                return connector.account();
            }

            @Override
            public RecordAccess access(RecordType type) {
                RecordAccess access = connector.access(type);
                RecordAccess.Builder keyed = RecordAccess.of(type);
                access.feed().ifPresent(keyed::feed);
                access.reader().ifPresent(keyed::reader);
                access.finder().ifPresent(keyed::finder);
                access.writer().ifPresent(writer -> keyed.writer(around(writer)));
                return keyed.build();
            }
        };
    }

    private RecordWriter around(RecordWriter writer) {
        return new RecordWriter() {
            @Override
            public int batchLimit() {
                return writer.batchLimit();
            }

            @Override
            public CreateIdentity createIdentity(@Nullable Field idField) {
                return new CreateIdentity.IdempotencyKey();
            }

            @Override
            public List<WriteOutcome> write(List<WriteOperation> batch) {
                List<WriteOutcome> outcomes = new ArrayList<>();
                for (WriteOperation operation : batch) {
                    WriteOutcome outcome = answered.computeIfAbsent(
                            operation.intent(),
                            id -> writer.write(List.of(operation)).get(0));
                    outcomes.add(losing ? new WriteOutcome.Unknown() : outcome);
                }
                losing = false;
                return outcomes;
            }
        };
    }
}
