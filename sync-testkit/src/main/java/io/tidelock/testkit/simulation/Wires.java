package io.tidelock.testkit.simulation;

import io.tidelock.connector.AccessDeniedException;
import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.connector.Connector;
import io.tidelock.connector.CreateIdentity;
import io.tidelock.connector.FlaggedRecords;
import io.tidelock.connector.QuotaExhaustedException;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.RecordFinder;
import io.tidelock.connector.RecordLookup;
import io.tidelock.connector.RecordReader;
import io.tidelock.connector.RecordRemover;
import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.RecordsInRange;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.connector.SchemaOwner;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.mapping.Party;
import io.tidelock.record.AccountId;
import io.tidelock.record.Cursor;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What every call passes on its way to a system and back: the process dies before or after it, the system is busy, used up or
 * broken, refuses batches, applies them in part and loses answers.
 */
final class Wires {

    private static final Duration OUT_OF_SIGHT = Duration.ofMinutes(3);

    private final Weather weather;
    private final Chronicle chronicle;
    private final Deliveries deliveries;
    private final Overseer overseer;
    private final Supplier<Instant> now;
    private final Runnable midway;

    Wires(
            Weather weather,
            Chronicle chronicle,
            Deliveries deliveries,
            Overseer overseer,
            Supplier<Instant> now,
            Runnable midway) {
        this.weather = weather;
        this.chronicle = chronicle;
        this.deliveries = deliveries;
        this.overseer = overseer;
        this.now = now;
        this.midway = midway;
    }

    Connector around(Party party, Connector system) {
        return new Connector() {
            @Override
            public AccountId account() {
                return system.account();
            }

            @Override
            public RecordAccess access(RecordType type) {
                return wired(new Kind(party, type), system.access(type));
            }

            @Override
            public Optional<SchemaOwner> schema() {
                return system.schema();
            }
        };
    }

    private RecordAccess wired(Kind kind, RecordAccess access) {
        RecordAccess.Builder wired = RecordAccess.of(kind.type()).associations(access.associations());
        access.feed().ifPresent(feed -> wired.feed(deliveries.around(kind, feed(kind, feed))));
        access.flagged().ifPresent(list -> wired.flagged(flagged(kind, list)));
        access.range().ifPresent(range -> wired.range(range(kind, range)));
        access.reader().ifPresent(reader -> wired.reader(reader(kind, reader)));
        access.finder().ifPresent(finder -> wired.finder(finder(kind, finder)));
        access.writer().ifPresent(writer -> wired.writer(new WiredWriter(kind, writer)));
        access.remover().ifPresent(remover -> wired.remover(new WiredRemover(kind, remover)));
        return wired.build();
    }

    private ChangeFeed feed(Kind kind, ChangeFeed feed) {
        return new ChangeFeed() {
            @Override
            public Cursor since(Instant start) {
                return feed.since(start);
            }

            @Override
            public ChangePage changesAfter(Cursor after, Set<String> fields) {
                return pass(kind, "page", 0, () -> feed.changesAfter(after, fields));
            }
        };
    }

    private FlaggedRecords flagged(Kind kind, FlaggedRecords list) {
        return (flag, value, after) -> pass(kind, "flagged", 0, () -> list.flagged(flag, value, after));
    }

    private RecordsInRange range(Kind kind, RecordsInRange list) {
        return new RecordsInRange() {
            @Override
            public boolean by(Field field) {
                return list.by(field);
            }

            @Override
            public RangePage inRange(Range range, @Nullable String after, Set<String> fields) {
                return pass(kind, "range", 0, () -> list.inRange(range, after, fields));
            }
        };
    }

    private RecordReader reader(Kind kind, RecordReader reader) {
        return new RecordReader() {
            @Override
            public List<ReadOutcome> read(Collection<String> ids, Set<String> fields) {
                return pass(kind, "read " + ids, ids.size(), () -> reader.read(ids, fields));
            }
        };
    }

    private RecordFinder finder(Kind kind, RecordFinder finder) {
        return key -> finder.by(key).map(lookup -> lookup(kind, key, lookup));
    }

    private RecordLookup lookup(Kind kind, List<Field> key, RecordLookup lookup) {
        return new RecordLookup() {
            @Override
            public boolean authoritative() {
                return lookup.authoritative();
            }

            @Override
            public List<List<Record>> find(List<List<String>> keys, Set<String> fields) {
                return pass(kind, "look up by " + key + " " + keys, keys.size(), () -> lookup.find(keys, fields));
            }
        };
    }

    private <T> T pass(Kind kind, String what, int size, Supplier<T> call) {
        before(kind, what, size, false);
        T answer = call.get();
        weather.step();
        return answer;
    }

    private void before(Kind kind, String what, int size, boolean writes) {
        chronicle.tell("    " + kind.party() + " " + kind.type() + ": " + what);
        weather.step();
        if (weather.happens(Mishap.MIDWAY, 20)) {
            midway.run();
        }
        if (weather.happens(Mishap.BUSY, 40)) {
            Duration after = Duration.ofSeconds(weather.draw(Mishap.BUSY, 90));
            fail(new RetryLaterException("Busy", after, null), 0);
        }
        if (weather.happens(Mishap.USED_UP, 60)) {
            Instant until = now.get().plusSeconds(weather.draw(Mishap.USED_UP, 600));
            fail(new QuotaExhaustedException("Used up", until), 0);
        }
        if (weather.happens(Mishap.REFUSED, 60)) {
            boolean denied = weather.draw(Mishap.REFUSED, 3) == 0;
            if (denied) {
                fail(new AccessDeniedException("Not allowed"), 0);
            } else if (size > 1) {
                fail(new RequestRejectedException("No", 400, "BAD_BATCH", Map.of()), 0);
            }
        }
        if (weather.happens(Mishap.BROKEN, 40)) {
            fail(new IllegalStateException("Connection reset"), writes ? size : 0);
        }
    }

    private void fail(RuntimeException how, int owed) {
        chronicle.tell("      fails: " + how.getMessage());
        chronicle.owe(owed);
        throw how;
    }

    /** Sends some, drops some, and forgets the answers of some. */
    private <O> List<WriteOutcome> send(
            Kind kind, String what, List<O> batch, Function<List<O>, List<WriteOutcome>> call) {
        before(kind, what, batch.size(), true);
        boolean partial = weather.happens(Mishap.PARTIAL, 8);
        int sent = partial ? weather.draw(Mishap.PARTIAL, batch.size() + 1) : batch.size();
        List<WriteOutcome> outcomes = new ArrayList<>(sent == 0 ? List.of() : call.apply(batch.subList(0, sent)));
        weather.step();
        if (weather.happens(Mishap.ANSWER_LOST, 10)) {
            fail(new IllegalStateException("Answer lost"), batch.size());
        }
        if (partial) {
            chronicle.owe(batch.size());
            int known = weather.draw(Mishap.PARTIAL, sent + 1);
            chronicle.tell("      sent " + sent + " of " + batch.size() + ", answered " + known);
            Collections.fill(outcomes.subList(known, sent), new WriteOutcome.Unknown());
            outcomes.addAll(
                    Collections.nCopies(batch.size() - sent, new WriteOutcome.Retryable(Duration.ofSeconds(30))));
        }
        return outcomes;
    }

    private final class WiredWriter implements RecordWriter {
        private final Kind kind;
        private final RecordWriter writer;

        WiredWriter(Kind kind, RecordWriter writer) {
            this.kind = kind;
            this.writer = writer;
        }

        @Override
        public int batchLimit() {
            return writer.batchLimit();
        }

        @Override
        public CreateIdentity createIdentity(@Nullable Field idField) {
            CreateIdentity own = writer.createIdentity(idField);
            List<Field> probed = overseer.probed(kind);
            return own instanceof CreateIdentity.None && !probed.isEmpty()
                    ? new CreateIdentity.Probe(probed, OUT_OF_SIGHT)
                    : own;
        }

        @Override
        public List<WriteOutcome> write(List<WriteOperation> batch) {
            List<String> told = batch.stream().map(Wires::described).toList();
            return send(kind, "write " + told, batch, part -> overseer.write(kind, part, writer));
        }
    }

    private final class WiredRemover implements RecordRemover {
        private final Kind kind;
        private final RecordRemover remover;

        WiredRemover(Kind kind, RecordRemover remover) {
            this.kind = kind;
            this.remover = remover;
        }

        @Override
        public int batchLimit() {
            return remover.batchLimit();
        }

        @Override
        public List<WriteOutcome> remove(List<RecordRef> refs) {
            return send(kind, "remove " + refs, refs, part -> overseer.remove(kind, part, remover));
        }
    }

    private static String described(WriteOperation operation) {
        return operation instanceof WriteOperation.Create create
                ? "new " + shown(create.values())
                : ((WriteOperation.Update) operation).ref() + " " + shown(((WriteOperation.Update) operation).values());
    }

    private static String shown(Map<String, Value> values) {
        List<String> all = new ArrayList<>();
        values.forEach((field, value) -> all.add(field + "=" + value.plain()));
        return all.toString();
    }
}
