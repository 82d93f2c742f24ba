package io.tidelock.testkit.engine;

import io.tidelock.connector.CallsLeft;
import io.tidelock.connector.Connector;
import io.tidelock.connector.CreateIdentity;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.record.AccountId;
import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A system whose created records are recognised by what one of their fields holds. */
record ProbedConnector(Connector connector, Field probe, Duration visibleAfter) implements Connector {

    static Connector byEmail(Connector connector) {
        return new ProbedConnector(connector, Clinic.EMAIL, Duration.ofSeconds(30));
    }

    @Override
    public AccountId account() {
        return connector.account();
    }

    @Override
    public List<CallsLeft> budget() {
        return connector.budget();
    }

    @Override
    public RecordAccess access(RecordType type) {
        RecordAccess access = connector.access(type);
        RecordAccess.Builder probed = RecordAccess.of(type);
        access.feed().ifPresent(probed::feed);
        access.flagged().ifPresent(probed::flagged);
        access.reader().ifPresent(probed::reader);
        access.finder().ifPresent(probed::finder);
        access.writer().ifPresent(writer -> probed.writer(new ProbedWriter(writer)));
        return probed.build();
    }

    private final class ProbedWriter implements RecordWriter {
        private final RecordWriter writer;

        ProbedWriter(RecordWriter writer) {
            this.writer = writer;
        }

        @Override
        public int batchLimit() {
            return writer.batchLimit();
        }

        @Override
        public CreateIdentity createIdentity(@Nullable Field idField) {
            return new CreateIdentity.Probe(List.of(probe), visibleAfter);
        }

        @Override
        public List<WriteOutcome> write(List<WriteOperation> batch) {
            return writer.write(batch);
        }
    }
}
