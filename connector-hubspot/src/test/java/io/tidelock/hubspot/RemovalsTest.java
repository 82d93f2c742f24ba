package io.tidelock.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.connector.StartOverException;
import io.tidelock.crm.Call;
import io.tidelock.crm.Contact;
import io.tidelock.record.Change;
import io.tidelock.record.Cursor;
import io.tidelock.record.RecordRef;
import io.tidelock.testkit.fake.hubspot.Answers;
import io.tidelock.testkit.fake.hubspot.FakeHubSpot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is archived shows in the feed within the hour, at a price that is known (G5). */
@Tag("G5")
class RemovalsTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final FakePortal portal = new FakePortal("2026-03");
    private final ChangeFeed feed =
            portal.connector().access(Contact.TYPE).feed().orElseThrow();
    private Cursor cursor = feed.since(portal.clock.instant());

    @AfterEach
    void close() {
        portal.close();
    }

    @Test
    void whoIsArchivedIsATombstoneOnceAndRestoredShowsAgain() {
        RecordRef ref = portal.create(portal.sample(1));
        catchUp();
        portal.clock.advance(Duration.ofMinutes(30));
        portal.hubspot.archive("contacts", ref.id());

        assertThat(catchUp()).isEmpty();
        portal.clock.advance(HOUR);
        assertThat(catchUp()).containsExactly(Change.tombstone(ref));
        portal.clock.advance(HOUR);
        assertThat(catchUp()).doesNotContain(Change.tombstone(ref));

        portal.hubspot.restore("contacts", ref.id());
        portal.clock.advance(Duration.ofMinutes(1));
        assertThat(catchUp()).extracting(Change::ref).containsExactly(ref);
    }

    @Test
    void quietHourCostsOneCallForAHundredArchivedRecordsAndNothingInBetween() {
        for (int i = 0; i < 201; i++) {
            portal.hubspot.archive("contacts", portal.create(portal.sample(i)).id());
        }
        catchUp();
        portal.clock.advance(HOUR);
        portal.hubspot.clearCalls();

        catchUp();
        assertThat(listings()).isEqualTo(3);

        portal.clock.advance(Duration.ofMinutes(59));
        catchUp();
        assertThat(listings()).isEqualTo(3);
    }

    @Test
    void whoIsArchivedWhileTheListIsReadIsShownByTheNext() {
        List<RecordRef> refs = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            refs.add(portal.create(portal.sample(i)));
        }
        catchUp();
        refs.subList(1, 150).forEach(ref -> portal.hubspot.archive("contacts", ref.id()));
        portal.clock.advance(HOUR);

        ChangePage page;
        do {
            page = turn();
        } while (page.changes().stream().noneMatch(Change.Tombstone.class::isInstance));
        portal.hubspot.archive("contacts", refs.get(0).id());
        List<Change> shown = new ArrayList<>(page.changes());
        shown.addAll(catchUp());

        assertThat(shown).hasSize(149).doesNotContain(Change.tombstone(refs.get(0)));
        portal.clock.advance(HOUR);
        assertThat(catchUp()).contains(Change.tombstone(refs.get(0)));
    }

    @Test
    void whoWasArchivedLongBeforeTheFeedWasOpenedIsNotShown() {
        RecordRef old = portal.create(portal.sample(1));
        portal.hubspot.archive("contacts", old.id());
        portal.clock.advance(Duration.ofDays(2));
        cursor = feed.since(Instant.EPOCH);

        catchUp();
        portal.clock.advance(HOUR);

        assertThat(catchUp()).isEmpty();
    }

    @Test
    void typeWithoutAListShowsNobodyAndGoesOn() {
        ChangeFeed calls = portal.connector().access(Call.TYPE).feed().orElseThrow();
        cursor = calls.since(portal.clock.instant());
        catchUp(calls);
        portal.hubspot.answerInstead(
                1, FakeHubSpot.on("GET", "/calls"), Answers.error(400, "Not supported", "VALIDATION_ERROR"));
        portal.clock.advance(HOUR);

        assertThat(catchUp(calls)).isEmpty();
        assertThat(listings()).isOne();
        portal.clock.advance(Duration.ofMinutes(30));
        catchUp(calls);
        assertThat(listings()).isOne();
    }

    @Test
    void neverMeansNever() {
        ChangeFeed quiet = portal.settings()
                .removals(Duration.ZERO)
                .build()
                .access(Contact.TYPE)
                .feed()
                .orElseThrow();
        for (int hour = 0; hour < 5; hour++) {
            catchUp(quiet);
            portal.clock.advance(HOUR);
        }

        assertThat(listings()).isZero();
    }

    @Test
    void cursorOfAnEarlierReleaseGoesOn() {
        RecordRef ref = portal.create(portal.sample(1));
        long now = portal.clock.instant().toEpochMilli();
        cursor = Cursor.of("hs1:l:" + now + ":::" + now + ":");

        assertThat(catchUp()).extracting(Change::ref).containsExactly(ref);
        portal.hubspot.archive("contacts", ref.id());
        portal.clock.advance(HOUR);

        assertThat(catchUp()).containsExactly(Change.tombstone(ref));
    }

    @ParameterizedTest
    @ValueSource(strings = {"~", "hs1:l:1:::1:~", "hs1:l:1:::1:~x:::", "~1:::", "hs1:l:1:::1:~1:::a~"})
    void placeThatWasNeverWrittenStartsOver(String text) {
        assertThatThrownBy(() -> FeedPlace.of(Cursor.of(text)))
                .isInstanceOf(StartOverException.class)
                .message()
                .matches("This is no cursor of a HubSpot feed: cursor\\(\\d+ characters\\)");
    }

    private long listings() {
        return portal.hubspot.calls("^GET .*/(contacts|calls)$").size();
    }

    private List<Change> catchUp() {
        return catchUp(feed);
    }

    private List<Change> catchUp(ChangeFeed of) {
        List<Change> seen = new ArrayList<>();
        ChangePage page;
        do {
            page = turn(of);
            seen.addAll(page.changes());
        } while (page.more());
        return seen;
    }

    private ChangePage turn() {
        return turn(feed);
    }

    private ChangePage turn(ChangeFeed of) {
        ChangePage page = of.changesAfter(cursor, Set.of("last_name"));
        cursor = page.next();
        return page;
    }
}
