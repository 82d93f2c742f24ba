package io.tidelock.engine;

import io.tidelock.connector.CallsLeft;
import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.connector.Connector;
import io.tidelock.connector.ConnectorException;
import io.tidelock.connector.CreateIdentity;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.RecordFinder;
import io.tidelock.connector.RecordLookup;
import io.tidelock.connector.RecordReader;
import io.tidelock.connector.RecordRemover;
import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.RecordsInRange;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.connector.SchemaDifference;
import io.tidelock.connector.SchemaOwner;
import io.tidelock.connector.UnknownOutcomeException;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.record.AccountId;
import io.tidelock.record.Cursor;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import io.tidelock.store.LeaseLostException;
import java.time.Duration;
import java.time.Instant;
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
 * Holds a connector to its contract: a failure that is none of the reactions, and an answer that does not fit the question,
 * become reactions that lose nothing. A page that fails is asked for again; a read or a look-up counts as refused, so that
 * the record that spoils it is found; what became of a write is unknown.
 */
final class GuardedConnector implements Connector {

    private static final Duration SOON = Duration.ofMinutes(1);

    private final Connector connector;
    private final Line line;

    /**
     * Guards a connector.
     *
     * @param line is told while a call is under way
     */
    GuardedConnector(Connector connector, Line line) {
        this.connector = connector;
        this.line = line;
    }

    @Override
    public AccountId account() {
        return connector.account();
    }

    @Override
    public Connector speaking(Schema schema) {
        return new GuardedConnector(connector.speaking(schema), line);
    }

    @Override
    public RecordAccess access(RecordType type) {
        RecordAccess access = connector.access(type);
        RecordAccess.Builder guarded = RecordAccess.of(type).associations(access.associations());
        access.feed().ifPresent(feed -> guarded.feed(new Feed(feed, line)));
        access.flagged()
                .ifPresent(flagged ->
                        guarded.flagged((flag, value, after) -> page(line, () -> flagged.flagged(flag, value, after))));
        access.range().ifPresent(range -> guarded.range(new Range(range, line)));
        access.reader().ifPresent(reader -> guarded.reader(guarded(reader)));
        access.finder().ifPresent(finder -> guarded.finder(guarded(finder)));
        access.writer().ifPresent(writer -> guarded.writer(new Writer(writer, line)));
        access.remover().ifPresent(remover -> guarded.remover(new Remover(remover, line)));
        return guarded.build();
    }

    @Override
    public List<CallsLeft> budget() {
        return connector.budget();
    }

    @Override
    public Optional<SchemaOwner> schema() {
        return connector.schema().map(owner -> new Properties(owner, line));
    }

    private RecordReader guarded(RecordReader reader) {
        return (ids, fields) -> answers(line, ids, asked -> reader.read(asked, fields));
    }

    private RecordFinder guarded(RecordFinder finder) {
        return key -> finder.by(key).map(lookup -> new Lookup(lookup, line));
    }

    private static <T> T page(Line line, Supplier<T> call) {
        try {
            return line.call(call);
        } catch (ConnectorException | LeaseLostException reaction) {
            throw reaction;
        } catch (RuntimeException bug) {
            throw new RetryLaterException(described(bug), SOON, null);
        }
    }

    private static <Q extends Collection<?>, A> List<A> answers(Line line, Q questions, Function<Q, List<A>> call) {
        List<A> answers;
        try {
            answers = line.call(() -> call.apply(questions));
        } catch (ConnectorException | LeaseLostException reaction) {
            throw reaction;
        } catch (RuntimeException bug) {
            throw failed(described(bug));
        }
        if (answers.size() != questions.size()) {
            throw failed("The connector gave " + answers.size() + " answers to " + questions.size() + " questions");
        }
        return answers;
    }

    private static <Q> List<WriteOutcome> outcomes(
            Line line, List<Q> batch, Function<List<Q>, List<WriteOutcome>> call) {
        List<WriteOutcome> unknown = Collections.nCopies(batch.size(), new WriteOutcome.Unknown());
        try {
            List<WriteOutcome> outcomes = line.call(() -> call.apply(batch));
            return outcomes.size() == batch.size() ? outcomes : unknown;
        } catch (UnknownOutcomeException sent) {
            return unknown;
        } catch (ConnectorException | LeaseLostException nothingSent) {
            throw nothingSent;
        } catch (RuntimeException bug) {
            return unknown;
        }
    }

    private static RequestRejectedException failed(String message) {
        return new RequestRejectedException(message, 0, "CONNECTOR_FAILED", Map.of());
    }

    /** Says where it happened; the message itself could hold what the record holds. */
    private static String described(RuntimeException bug) {
        StackTraceElement[] trace = bug.getStackTrace();
        return "The connector failed with " + bug.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    private record Feed(ChangeFeed feed, Line line) implements ChangeFeed {
        @Override
        public Cursor since(Instant start) {
            return feed.since(start);
        }

        @Override
        public ChangePage changesAfter(Cursor after, Set<String> fields) {
            return page(line, () -> feed.changesAfter(after, fields));
        }
    }

    private record Range(RecordsInRange range, Line line) implements RecordsInRange {
        @Override
        public boolean by(Field field) {
            return range.by(field);
        }

        @Override
        public RangePage inRange(RecordsInRange.Range asked, @Nullable String after, Set<String> fields) {
            return page(line, () -> range.inRange(asked, after, fields));
        }
    }

    private record Lookup(RecordLookup lookup, Line line) implements RecordLookup {
        @Override
        public boolean authoritative() {
            return lookup.authoritative();
        }

        @Override
        public List<List<Record>> find(List<List<String>> keys, Set<String> fields) {
            return answers(line, keys, asked -> lookup.find(asked, fields));
        }
    }

    private record Writer(RecordWriter writer, Line line) implements RecordWriter {
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
            return outcomes(line, batch, writer::write);
        }
    }

    private record Remover(RecordRemover remover, Line line) implements RecordRemover {
        @Override
        public int batchLimit() {
            return remover.batchLimit();
        }

        @Override
        public List<WriteOutcome> remove(List<RecordRef> refs) {
            return outcomes(line, refs, remover::remove);
        }
    }

    /** A person may be there when it is called, so what fails here is told as it is. */
    private record Properties(SchemaOwner owner, Line line) implements SchemaOwner {
        @Override
        public List<SchemaDifference> check(Schema needed) {
            return line.call(() -> owner.check(needed));
        }

        @Override
        public List<SchemaDifference> provision(Schema needed) {
            return line.call(() -> owner.provision(needed));
        }
    }
}
