package io.tidelock.testkit.engine;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.connector.Connector;
import io.tidelock.connector.RecordAccess;
import io.tidelock.record.AccountId;
import io.tidelock.record.Cursor;
import io.tidelock.record.RecordType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A system whose feed shows its first page again, as it was then: late and out of order. */
final class ReplayingConnector {

    private final List<ChangePage> shown = new ArrayList<>();
    private boolean replaying;

    void replayFirstPage() {
        replaying = true;
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
                RecordAccess.Builder replayed = RecordAccess.of(type);
                access.feed().ifPresent(feed -> replayed.feed(around(feed)));
                access.reader().ifPresent(replayed::reader);
                access.finder().ifPresent(replayed::finder);
                access.writer().ifPresent(replayed::writer);
                access.remover().ifPresent(replayed::remover);
                return replayed.build();
            }
        };
    }

    private ChangeFeed around(ChangeFeed feed) {
        return new ChangeFeed() {
            @Override
            public Cursor since(Instant start) {
                return feed.since(start);
            }

            @Override
            public ChangePage changesAfter(Cursor after, Set<String> fields) {
                ChangePage page = feed.changesAfter(after, fields);
                shown.add(page);
                if (replaying) {
                    replaying = false;
                    return new ChangePage(shown.get(0).changes(), page.next(), page.more());
                }
                return page;
            }
        };
    }
}
