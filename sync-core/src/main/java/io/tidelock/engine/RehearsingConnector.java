package io.tidelock.engine;

import io.tidelock.connector.CallsLeft;
import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.connector.Connector;
import io.tidelock.connector.CreateIdentity;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.RecordFinder;
import io.tidelock.connector.RecordLookup;
import io.tidelock.connector.RecordReader;
import io.tidelock.connector.RecordRemover;
import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.RecordsInRange;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.record.AccountId;
import io.tidelock.record.Cursor;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads from a system and writes nothing to it: what would be written is remembered, and shown wherever it would show. */
final class RehearsingConnector implements Connector {

    private final Connector connector;
    private final RehearsedRecords records = new RehearsedRecords();

    RehearsingConnector(Connector connector) {
        this.connector = connector;
    }

    @Override
    public AccountId account() {
        return connector.account();
    }

    @Override
    public RecordAccess access(RecordType type) {
        RecordAccess access = connector.access(type);
        RecordAccess.Builder rehearsing = RecordAccess.of(type).associations(access.associations());
        access.feed().ifPresent(feed -> rehearsing.feed(new Feed(feed)));
        access.flagged().ifPresent(rehearsing::flagged);
        access.range().ifPresent(range -> rehearsing.range(new Range(range)));
        access.reader().ifPresent(reader -> rehearsing.reader(reader(type, reader)));
        access.finder().ifPresent(finder -> rehearsing.finder(finder(type, finder)));
        access.writer().ifPresent(writer -> rehearsing.writer(new Writer(type, writer)));
        access.remover().ifPresent(remover -> rehearsing.remover(new Remover(remover)));
        return rehearsing.build();
    }

    @Override
    public List<CallsLeft> budget() {
        return connector.budget();
    }

    private RecordReader reader(RecordType type, RecordReader reader) {
        return (ids, fields) -> {
            List<String> real = ids.stream()
                    .filter(id -> !RehearsedRecords.isRehearsed(RecordRef.of(type, id)))
                    .toList();
            Map<String, ReadOutcome> read = new HashMap<>();
            if (!real.isEmpty()) {
                reader.read(real, fields).forEach(outcome -> read.put(outcome.id(), records.seen(outcome)));
            }
            List<ReadOutcome> outcomes = new ArrayList<>();
            ids.forEach(id -> outcomes.add(
                    read.containsKey(id) ? Objects.requireNonNull(read.get(id)) : records.read(type, id, fields)));
            return outcomes;
        };
    }

    private RecordFinder finder(RecordType type, RecordFinder finder) {
        return key -> finder.by(key).map(lookup -> new Lookup(type, key, lookup));
    }

    private final class Feed implements ChangeFeed {
        private final ChangeFeed feed;

        Feed(ChangeFeed feed) {
            this.feed = feed;
        }

        @Override
        public Cursor since(Instant start) {
            return feed.since(start);
        }

        @Override
        public ChangePage changesAfter(Cursor after, Set<String> fields) {
            ChangePage page = feed.changesAfter(after, fields);
            return new ChangePage(page.changes().stream().map(records::seen).toList(), page.next(), page.more());
        }
    }

    private final class Range implements RecordsInRange {
        private final RecordsInRange range;

        Range(RecordsInRange range) {
            this.range = range;
        }

        @Override
        public boolean by(Field field) {
            return range.by(field);
        }

        @Override
        public RangePage inRange(RecordsInRange.Range asked, @Nullable String after, Set<String> fields) {
            RangePage page = range.inRange(asked, after, fields);
            return new RangePage(page.records().stream().map(records::seen).toList(), page.next());
        }
    }

    private final class Lookup implements RecordLookup {
        private final RecordType type;
        private final List<Field> key;
        private final RecordLookup lookup;

        Lookup(RecordType type, List<Field> key, RecordLookup lookup) {
            this.type = type;
            this.key = key;
            this.lookup = lookup;
        }

        @Override
        public boolean authoritative() {
            return lookup.authoritative();
        }

        @Override
        public List<List<Record>> find(List<List<String>> keys, Set<String> fields) {
            List<List<Record>> hits = lookup.find(keys, fields);
            List<List<Record>> found = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                found.add(records.found(type, key, keys.get(i), hits.get(i), fields));
            }
            return found;
        }
    }

    private final class Writer implements RecordWriter {
        private final RecordType type;
        private final RecordWriter writer;

        Writer(RecordType type, RecordWriter writer) {
            this.type = type;
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
            return batch.stream()
                    .map(operation -> records.write(type, operation))
                    .toList();
        }
    }

    private final class Remover implements RecordRemover {
        private final RecordRemover remover;

        Remover(RecordRemover remover) {
            this.remover = remover;
        }

        @Override
        public int batchLimit() {
            return remover.batchLimit();
        }

        @Override
        public List<WriteOutcome> remove(List<RecordRef> refs) {
            return refs.stream().map(records::remove).toList();
        }
    }
}
