package io.tidelock.engine;

import io.tidelock.connector.CreateIdentity;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.RecordFinder;
import io.tidelock.connector.RecordLookup;
import io.tidelock.connector.RecordReader;
import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lets whoever reads or looks up a flow's source records see what is lent to them, so that all see the same. */
final class EnrichedAccess {

    private final Enricher enricher;

    private EnrichedAccess(Enricher enricher) {
        this.enricher = enricher;
    }

    static RecordAccess of(RecordAccess access, Enricher enricher) {
        EnrichedAccess enriched = new EnrichedAccess(enricher);
        RecordAccess.Builder all = RecordAccess.of(access.type());
        access.reader().ifPresent(reader -> all.reader(enriched.reader(reader)));
        access.finder().ifPresent(finder -> all.finder(enriched.finder(finder)));
        access.writer().ifPresent(writer -> all.writer(new WithoutReceipts(writer)));
        return all.build();
    }

    private RecordReader reader(RecordReader reader) {
        return (ids, fields) -> {
            List<ReadOutcome> outcomes = reader.read(ids, fields);
            Iterator<Record> records = enricher.enrich(
                            outcomes.stream().flatMap(EnrichedAccess::record).toList())
                    .iterator();
            return outcomes.stream().map(outcome -> with(outcome, records)).toList();
        };
    }

    private static Stream<Record> record(ReadOutcome outcome) {
        if (outcome instanceof ReadOutcome.Present present) {
            return Stream.of(present.record());
        }
        return outcome instanceof ReadOutcome.MergedInto merged ? Stream.of(merged.survivor()) : Stream.empty();
    }

    private static ReadOutcome with(ReadOutcome outcome, Iterator<Record> records) {
        if (outcome instanceof ReadOutcome.Present) {
            return new ReadOutcome.Present(records.next());
        }
        return outcome instanceof ReadOutcome.MergedInto merged
                ? new ReadOutcome.MergedInto(merged.id(), records.next())
                : outcome;
    }

    private RecordFinder finder(RecordFinder finder) {
        return key -> finder.by(key).map(this::lookup);
    }

    private RecordLookup lookup(RecordLookup lookup) {
        return new RecordLookup() {
            @Override
            public boolean authoritative() {
                return lookup.authoritative();
            }

            @Override
            public List<List<Record>> find(List<List<String>> keys, Set<String> fields) {
                List<List<Record>> hits = lookup.find(keys, fields);
                Iterator<Record> records = enricher.enrich(
                                hits.stream().flatMap(List::stream).toList())
                        .iterator();
                List<List<Record>> enriched = new ArrayList<>();
                hits.forEach(hit ->
                        enriched.add(hit.stream().map(bare -> records.next()).toList()));
                return enriched;
            }
        };
    }

    /** A receipt does not show what is lent, so the record is read instead, as after a server that gives none. */
    private record WithoutReceipts(RecordWriter writer) implements RecordWriter {
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
            return writer.write(batch).stream().map(WithoutReceipts::bare).toList();
        }

        private static WriteOutcome bare(WriteOutcome outcome) {
            return outcome instanceof WriteOutcome.Written written
                    ? new WriteOutcome.Written(written.ref(), written.created(), Optional.empty())
                    : outcome;
        }
    }
}
