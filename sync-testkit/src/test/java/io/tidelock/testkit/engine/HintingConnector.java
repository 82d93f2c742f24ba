package io.tidelock.testkit.engine;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.connector.Connector;
import io.tidelock.connector.RecordAccess;
import io.tidelock.record.AccountId;
import io.tidelock.record.Change;
import io.tidelock.record.Cursor;
import io.tidelock.record.RecordType;
import java.time.Instant;
import java.util.Set;

/** A system whose feed names what changed and shows no field of it. */
record HintingConnector(Connector connector) implements Connector {

    @Override
    public AccountId account() {
        return connector.account();
    }

    @Override
    public RecordAccess access(RecordType type) {
        RecordAccess access = connector.access(type);
        RecordAccess.Builder hinting = RecordAccess.of(type);
        access.feed().map(Feed::new).ifPresent(hinting::feed);
        access.reader().ifPresent(hinting::reader);
        access.finder().ifPresent(hinting::finder);
        access.writer().ifPresent(hinting::writer);
        return hinting.build();
    }

    private record Feed(ChangeFeed feed) implements ChangeFeed {
        @Override
        public Cursor since(Instant start) {
            return feed.since(start);
        }

        @Override
        public ChangePage changesAfter(Cursor after, Set<String> fields) {
            ChangePage page = feed.changesAfter(after, fields);
            return new ChangePage(
                    page.changes().stream()
                            .map(change -> Change.hint(change.ref()))
                            .toList(),
                    page.next(),
                    page.more());
        }
    }
}
