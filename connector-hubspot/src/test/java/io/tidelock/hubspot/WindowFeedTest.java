package io.tidelock.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.connector.StartOverException;
import io.tidelock.crm.Contact;
import io.tidelock.record.Cursor;
import io.tidelock.record.RecordRef;
import io.tidelock.testkit.fake.FakeResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class WindowFeedTest {

    private static final Set<String> FIELDS = Set.of("last_name");

    @Test
    @Tag("G2")
    void whatTheIndexLearnsLongAfterTheOverlapIsSeenAtTheSecondLook() {
        try (FakePortal portal = new FakePortal("2026-03", settings -> settings.searchLag(Duration.ofMinutes(30)))) {
            ChangeFeed feed = feed(portal);
            Cursor cursor = feed.since(portal.clock.instant());
            RecordRef late = portal.create(portal.sample(1));

            List<RecordRef> seen = new ArrayList<>();
            for (int minute = 0; minute <= 125; minute += 5) {
                cursor = catchUp(feed, cursor, seen);
                portal.clock.advance(Duration.ofMinutes(5));
            }

            assertThat(seen).contains(late);
        }
    }

    @Test
    void secondLookAndTheListOfTheArchivedCostOneMoreCallAnHourEach() {
        try (FakePortal portal = new FakePortal("2026-03")) {
            ChangeFeed feed = feed(portal);
            Cursor cursor = catchUp(feed, feed.since(portal.clock.instant()), new ArrayList<>());
            portal.hubspot.clearCalls();

            for (int minute = 0; minute < 600; minute++) {
                portal.clock.advance(Duration.ofMinutes(1));
                cursor = catchUp(feed, cursor, new ArrayList<>());
            }

            assertThat(portal.hubspot.calls("/search")).hasSizeBetween(608, 610);
            assertThat(portal.hubspot.calls("^GET .*/contacts$")).hasSizeBetween(9, 10);
        }
    }

    @Test
    @Tag("G3")
    @Tag("G4")
    void orderThatLiesLosesNothing() {
        try (FakePortal portal = new FakePortal("2026-03", settings -> settings.searchDisorder(Duration.ofHours(1)))) {
            List<RecordRef> created = new ArrayList<>();
            for (int i = 0; i < 250; i++) {
                created.add(portal.create(portal.sample(i)));
                portal.clock.advance(Duration.ofSeconds(10));
            }
            ChangeFeed feed = feed(portal);

            List<RecordRef> seen = new ArrayList<>();
            catchUp(feed, feed.since(Instant.EPOCH), seen);

            assertThat(seen).containsAll(created);
        }
    }

    @Test
    @Tag("G28")
    void overlapRepeatsARecordAndShowsItsLatestStamp() {
        try (FakePortal portal = new FakePortal("2026-03")) {
            ChangeFeed feed = feed(portal);
            RecordRef ref = portal.create(portal.sample(1));
            Cursor cursor = catchUp(feed, feed.since(Instant.EPOCH), new ArrayList<>());
            portal.clock.advance(Duration.ofSeconds(30));
            portal.hubspot.edit("contacts", ref.id(), Map.of("lastname", "Edited"));

            ChangePage page = feed.changesAfter(cursor, FIELDS);

            assertThat(page.changes())
                    .singleElement()
                    .satisfies(change -> assertThat(change.ref()).isEqualTo(ref));
            assertThat(page.more()).isFalse();
        }
    }

    @Test
    void windowEndsAtTheServersTimeNotAtOurs() {
        try (WireServer server = new WireServer()) {
            server.answers(FakeResponse.json(
                                    200,
                                    "{\"total\":3,\"results\":[{\"id\":\"7\",\"properties\":{\"lastname\":null}}]}")
                            .with("Date", "Mon, 05 Jan 2026 09:00:00 GMT"))
                    .answers(200, "{\"total\":1,\"results\":[{\"id\":\"12\",\"properties\":{\"lastname\":\"Lee\"}}]}");
            ChangeFeed feed = server.contacts().feed().orElseThrow();

            List<RecordRef> seen = new ArrayList<>();
            catchUp(feed, feed.since(Instant.ofEpochMilli(1_000)), seen);

            assertThat(seen).extracting(RecordRef::id).containsExactly("7", "12");
            assertThat(server.request(0).text())
                    .contains("{\"propertyName\":\"lastmodifieddate\",\"operator\":\"GTE\",\"value\":\"1000\"}")
                    .doesNotContain("LT");
            assertThat(server.request(1).text())
                    .contains("\"operator\":\"LT\",\"value\":\"1767603601000\"")
                    .contains("{\"propertyName\":\"hs_object_id\",\"operator\":\"GT\",\"value\":\"7\"}");
        }
    }

    @Test
    void secondLookNeverShowsWhatChangedBeforeTheFeedWasOpened() {
        Instant start = Instant.parse("2026-01-05T08:00:00Z");
        WindowPosition opened = WindowPosition.since(start);
        Duration overlap = Duration.ofSeconds(90);
        Duration hour = Duration.ofHours(1);

        WindowPosition quiet = opened.completed(start.plusSeconds(1), start, overlap, hour);
        WindowPosition second = quiet.completed(start.plus(hour), start.plus(hour.multipliedBy(2)), overlap, hour);

        assertThat(quiet.second()).isFalse();
        assertThat(quiet.from()).isEqualTo(start);
        assertThat(second.second()).isTrue();
        assertThat(second.from()).isEqualTo(start);
        assertThat(second.to()).isEqualTo(start.plus(hour));
    }

    @Test
    void cursorOfAnotherFeedIsRefused() {
        assertThatThrownBy(() -> FeedPlace.of(Cursor.of("w1 2026-01-01T00:00:00Z 7")))
                .isInstanceOf(StartOverException.class)
                .hasMessageContaining("HubSpot");
    }

    @Test
    void positionSurvivesItsText() {
        WindowPosition position = new WindowPosition(
                true,
                Instant.ofEpochMilli(1),
                Instant.ofEpochMilli(2),
                "345",
                Instant.ofEpochMilli(4),
                Instant.ofEpochMilli(5));
        WindowPosition start = WindowPosition.since(Instant.EPOCH);

        assertThat(WindowPosition.of(position.text())).isEqualTo(position);
        assertThat(WindowPosition.of(start.text())).isEqualTo(start);
    }

    private static ChangeFeed feed(FakePortal portal) {
        return portal.connector().access(Contact.TYPE).feed().orElseThrow();
    }

    private static Cursor catchUp(ChangeFeed feed, Cursor start, List<RecordRef> seen) {
        Cursor cursor = start;
        ChangePage page;
        do {
            page = feed.changesAfter(cursor, FIELDS);
            page.changes().forEach(change -> seen.add(change.ref()));
            cursor = page.next();
        } while (page.more());
        return cursor;
    }
}
