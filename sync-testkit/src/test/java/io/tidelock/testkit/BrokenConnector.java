package io.tidelock.testkit;

import io.tidelock.connector.CallsLeft;
import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.Connector;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.RecordFinder;
import io.tidelock.connector.RecordReader;
import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.RecordsInRange;
import io.tidelock.record.AccountId;
import io.tidelock.record.RecordType;
import java.util.List;
import java.util.function.UnaryOperator;

/** A connector that passes everything on but for the capability that a test breaks. */
final class BrokenConnector implements Connector {

    private final Connector sound;
    private UnaryOperator<ChangeFeed> feed = UnaryOperator.identity();
    private UnaryOperator<RecordsInRange> range = UnaryOperator.identity();
    private UnaryOperator<RecordReader> reader = UnaryOperator.identity();
    private UnaryOperator<RecordFinder> finder = UnaryOperator.identity();
    private UnaryOperator<RecordWriter> writer = UnaryOperator.identity();

    BrokenConnector(Connector sound) {
        this.sound = sound;
    }

    BrokenConnector feed(UnaryOperator<ChangeFeed> breaking) {
        feed = breaking;
        return this;
    }

    BrokenConnector range(UnaryOperator<RecordsInRange> breaking) {
        range = breaking;
        return this;
    }

    BrokenConnector reader(UnaryOperator<RecordReader> breaking) {
        reader = breaking;
        return this;
    }

    BrokenConnector finder(UnaryOperator<RecordFinder> breaking) {
        finder = breaking;
        return this;
    }

    BrokenConnector writer(UnaryOperator<RecordWriter> breaking) {
        writer = breaking;
        return this;
    }

    @Override
    public AccountId account() {
        return sound.account();
    }

    @Override
    public List<CallsLeft> budget() {
        return sound.budget();
    }

    @Override
    public RecordAccess access(RecordType type) {
        RecordAccess access = sound.access(type);
        return RecordAccess.of(type)
                .feed(feed.apply(access.feed().orElseThrow()))
                .range(range.apply(access.range().orElseThrow()))
                .reader(reader.apply(access.reader().orElseThrow()))
                .finder(finder.apply(access.finder().orElseThrow()))
                .writer(writer.apply(access.writer().orElseThrow()))
                .build();
    }
}
