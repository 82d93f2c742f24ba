package io.tidelock.benchmarks.tidelock;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.connector.Connector;
import io.tidelock.connector.CreateIdentity;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.RecordFinder;
import io.tidelock.connector.RecordReader;
import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.engine.Integration;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Plan;
import io.tidelock.record.AccountId;
import io.tidelock.record.Cursor;
import io.tidelock.record.Field;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * A system in which nothing ever happens, and which takes its time to say so.
 *
 * @param latency how long a page takes
 * @param pages counts the pages that were asked for
 */
record QuietTenant(AccountId account, Duration latency, LongAdder pages) implements Connector, ChangeFeed {

    private static final RecordType PERSON = RecordType.of("person");
    private static final Field NAME = Field.text("name");

    /** Makes the plan that all of them have: one flow with one feed, due every so often. */
    static Plan plan(Duration every) {
        Flow flow = Flow.toCrm("people", PERSON, PERSON)
                .map(FieldMapping.from(NAME).to(NAME))
                .every(every)
                .build();
        return Plan.named("people").flow(flow).build();
    }

    /** Makes an integration of two of them. */
    static Integration integration(IntegrationId id, Plan plan, Duration latency, LongAdder pages) {
        return new Integration(
                id,
                plan,
                new QuietTenant(AccountId.of("business", id.value()), latency, pages),
                new QuietTenant(AccountId.of("crm", id.value()), latency, pages));
    }

    @Override
    public RecordAccess access(RecordType type) {
        return RecordAccess.of(type)
                .feed(this)
                .reader(RecordReader.each(none -> Optional.empty()))
                .finder(RecordFinder.each(NAME, none -> List.of()))
                .writer(RecordWriter.each(
                        new CreateIdentity.None(),
                        none -> new WriteOutcome.Unknown(),
                        none -> new WriteOutcome.Unknown()))
                .build();
    }

    @Override
    public Cursor since(Instant start) {
        return Cursor.of("0");
    }

    @Override
    public ChangePage changesAfter(Cursor after, Set<String> fields) {
        pages.increment();
        try {
            Thread.sleep(latency.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return new ChangePage(List.of(), after, false);
    }
}
