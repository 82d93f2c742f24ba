package io.tidelock.cliniko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.connector.StartOverException;
import io.tidelock.record.Change;
import io.tidelock.record.Cursor;
import io.tidelock.record.RecordRef;
import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.FakeResponse;
import io.tidelock.testkit.fake.RequestPattern;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PeopleFeedTest {

    private static final String LIST = "GET /v1/patients";

    private Surgery surgery = Surgery.open();
    private ChangeFeed feed = surgery.patients().feed().orElseThrow();

    @AfterEach
    void close() {
        surgery.close();
    }

    @Test
    void thousandPatientsAreTenPages() {
        List<String> ids = surgery.clinic.loadPatients(1_000);

        Walk walk = walk(feed.since(Instant.EPOCH));

        assertThat(walk.upserts()).containsExactlyElementsOf(ids);
        assertThat(surgery.clinic.calls(LIST)).isEqualTo(10);
    }

    @Test
    void quietFeedIsOneRequestAndShowsNothing() {
        surgery.clinic.loadPatients(250);
        Cursor caughtUp = caughtUpADayLater();
        surgery.clinic.clearCalls();

        Walk quiet = walk(caughtUp);

        assertThat(quiet.changes).isEmpty();
        assertThat(surgery.clinic.calls()).hasSize(1);
    }

    @Test
    @Tag("CL-05")
    void editOfExtraInformationAloneIsShown() {
        List<String> ids = surgery.clinic.loadPatients(5);
        Cursor caughtUp = caughtUpADayLater();

        surgery.clinic.editPatient(ids.get(3), Map.of("notes", "Prefers mornings"));

        assertThat(walk(caughtUp).upserts()).containsExactly(ids.get(3));
    }

    @Test
    void everyRecordOfOneSecondIsShown() {
        List<String> ids = surgery.clinic.loadPatients(230);

        Walk walk = walk(feed.since(surgery.clock.instant()));

        assertThat(walk.upserts()).containsAll(ids);
    }

    @Test
    void rowsThatEnterWhileAScanPagesPushNothingOut() {
        List<String> old = surgery.clinic.loadPatients(150);
        surgery.clock.advance(Duration.ofDays(1));
        Cursor start = feed.since(surgery.clock.instant());
        List<String> fresh = surgery.clinic.loadPatients(250);

        ChangePage first = feed.changesAfter(start, Set.of());
        surgery.clock.advance(Duration.ofMinutes(5));
        old.forEach(id -> surgery.clinic.editPatient(id, Map.of("city", "Perth")));
        fresh.subList(0, 40).forEach(surgery.clinic::archivePatient);
        surgery.clock.advance(Duration.ofMinutes(5));
        Walk rest = walk(first.next());
        surgery.clock.advance(Duration.ofMinutes(15));
        Walk next = walk(rest.cursor);

        List<String> seen = new ArrayList<>(upserts(first.changes()));
        seen.addAll(rest.upserts());
        assertThat(seen).containsAll(fresh);
        assertThat(next.upserts()).containsAll(old);
        assertThat(next.tombstones()).containsAll(fresh.subList(0, 40));
    }

    @Test
    void archivedPatientIsATombstone() {
        List<String> ids = surgery.clinic.loadPatients(3);
        Cursor caughtUp = caughtUpADayLater();

        surgery.clinic.archivePatient(ids.get(1));

        assertThat(walk(caughtUp).changes).containsExactly(Change.tombstone(patient(ids.get(1))));
    }

    @Test
    void restoredPatientIsShownAgain() {
        String id = surgery.clinic.loadPatients(1).get(0);
        surgery.clinic.archivePatient(id);
        Cursor caughtUp = caughtUpADayLater();

        surgery.clinic.unarchivePatient(id);

        assertThat(walk(caughtUp).upserts()).containsExactly(id);
    }

    @Test
    void mergedPatientNamesTheWinner() {
        List<String> ids = surgery.clinic.loadPatients(2);
        Cursor caughtUp = caughtUpADayLater();

        surgery.clinic.mergePatients(ids.get(0), ids.get(1));

        assertThat(walk(caughtUp).changes)
                .contains(Change.merge(patient(ids.get(1)), List.of(patient(ids.get(0)))))
                .doesNotContain(Change.tombstone(patient(ids.get(0))));
    }

    @Test
    void archivingThatLeavesTheStampAloneIsSeenWithinTheHour() {
        surgery.close();
        surgery = Surgery.open(fake -> fake.archivingTouchesUpdatedAt(false));
        feed = surgery.patients().feed().orElseThrow();
        List<String> ids = surgery.clinic.loadPatients(3);
        surgery.clock.advance(Duration.ofDays(1));
        Cursor caughtUp = walk(feed.since(Instant.EPOCH)).cursor;

        surgery.clinic.archivePatient(ids.get(2));
        surgery.clock.advance(Duration.ofHours(1));
        surgery.clinic.clearCalls();
        Walk walk = walk(caughtUp);

        assertThat(walk.tombstones()).containsExactly(ids.get(2));
        assertThat(surgery.clinic.calls(LIST)).isEqualTo(2);
        assertThat(walk(walk.cursor).changes).isEmpty();
    }

    @Test
    void ourClockRunningAheadLosesNothing() {
        assertNothingIsLostWithOurClock(Duration.ofMinutes(10));
    }

    @Test
    void ourClockRunningBehindLosesNothing() {
        assertNothingIsLostWithOurClock(Duration.ofMinutes(-10));
    }

    @Test
    void failedAndRepeatedRequestLosesNothing() {
        Cursor start = feed.since(surgery.clock.instant());
        surgery.clinic.failNext(RequestPattern.of(LIST), FakeResponse.empty(502), false, 1);

        Cursor caughtUp = walk(start).cursor;
        List<String> ids = surgery.clinic.loadPatients(1);

        assertThat(walk(caughtUp).upserts()).containsAll(ids);
    }

    @Test
    void contactsHaveAFeedOfTheirOwn() {
        String id = surgery.clinic.createContact(Map.of("first_name", "Jane", "last_name", "Doe"));
        surgery.clinic.loadPatients(2);
        ChangeFeed contacts = surgery.contacts().feed().orElseThrow();
        Cursor start = contacts.since(Instant.EPOCH);

        assertThat(contacts.changesAfter(start, Set.of()).changes())
                .singleElement()
                .extracting(Change::ref)
                .isEqualTo(RecordRef.of(ClinikoContact.TYPE, id));
    }

    @Test
    void answerWithoutItsListIsNoEmptyList() {
        surgery.clinic.failNext(RequestPattern.of(LIST), FakeResponse.json(200, "{\"message\":\"soon\"}"), false, 1);

        assertThatThrownBy(() -> feed.changesAfter(feed.since(Instant.EPOCH), Set.of()))
                .isInstanceOf(RetryLaterException.class)
                .hasMessageContaining("GET patients");
    }

    @Test
    void feedWithAForeignCursorIsToStartOver() {
        assertThatThrownBy(() -> feed.changesAfter(Cursor.of("w1 2026-01-01T00:00:00Z 7"), Set.of()))
                .isInstanceOf(StartOverException.class);
        assertThatThrownBy(() -> feed.changesAfter(Cursor.of("c1 a b UPDATED 1 -"), Set.of()))
                .isInstanceOf(StartOverException.class);
    }

    private Cursor caughtUpADayLater() {
        surgery.clock.advance(Duration.ofDays(1));
        Cursor cursor = walk(feed.since(Instant.EPOCH)).cursor;
        surgery.clock.advance(Duration.ofMinutes(15));
        return cursor;
    }

    private void assertNothingIsLostWithOurClock(Duration off) {
        ManualClock ours = new ManualClock(surgery.clock.instant().plus(off));
        ChangeFeed skewed = surgery.builder()
                .clock(ours)
                .build()
                .access(Patient.TYPE)
                .feed()
                .orElseThrow();
        Cursor cursor =
                skewed.changesAfter(skewed.since(Instant.EPOCH), Set.of()).next();
        surgery.clock.advance(Duration.ofSeconds(1));
        ours.advance(Duration.ofSeconds(1));

        List<String> ids = surgery.clinic.loadPatients(1);
        ours.advance(Duration.ofMinutes(15));
        surgery.clock.advance(Duration.ofMinutes(15));

        assertThat(upserts(skewed.changesAfter(cursor, Set.of()).changes())).isEqualTo(ids);
    }

    private Walk walk(Cursor start) {
        List<Change> changes = new ArrayList<>();
        Cursor at = start;
        ChangePage page;
        do {
            page = feed.changesAfter(at, Set.of());
            changes.addAll(page.changes());
            at = page.next();
        } while (page.more());
        return new Walk(changes, at);
    }

    private static RecordRef patient(String id) {
        return RecordRef.of(Patient.TYPE, id);
    }

    private static List<String> upserts(List<Change> changes) {
        return changes.stream()
                .filter(Change.Upsert.class::isInstance)
                .map(change -> change.ref().id())
                .toList();
    }

    private record Walk(List<Change> changes, Cursor cursor) {

        List<String> upserts() {
            return PeopleFeedTest.upserts(changes);
        }

        List<String> tombstones() {
            return changes.stream()
                    .filter(Change.Tombstone.class::isInstance)
                    .map(change -> change.ref().id())
                    .toList();
        }
    }
}
