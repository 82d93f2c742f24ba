package io.tidelock.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.connector.StartOverException;
import io.tidelock.record.Change;
import io.tidelock.record.Cursor;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Proves that a {@link ChangeFeed} skips nothing. Needs a reader only where the feed gives hints instead of fields. */
@DisplayName("A change feed")
public abstract class ChangeFeedContract extends ConnectorContract {

    /** Makes the contract. */
    protected ChangeFeedContract() {}

    /**
     * Tells whether the feed can show that a record was removed; true by default. A vendor that cannot tell says false here,
     * and the contract asks that removed records are at least not shown as if they were there.
     */
    protected boolean showsRemovals() {
        return true;
    }

    /**
     * Tells whether a removed record is a record still, which says in a field of its own that it was removed; false by default.
     * Where it is, the feed has to show it so.
     */
    protected boolean keepsRemoved() {
        return false;
    }

    @Test
    @DisplayName("shows everything created after it was opened")
    void showsWhatWasCreated() {
        FeedWalk walk = walkFromNow();

        List<RecordRef> created = createSamples(3);

        assertThat(settled(walk).refs()).containsAll(created);
    }

    @Test
    @DisplayName("shows a record that was there before once it is edited, with what it holds then")
    void showsWhatWasEdited() {
        List<RecordRef> old = createSamples(3);
        settle();
        FeedWalk walk = walkFromNow();

        system().edit(old.get(1), textField(), "Edited");

        settled(walk);
        assertThat(walk.refs()).contains(old.get(1));
        assertShowsLast(walk, old.get(1), "Edited");
    }

    @Test
    @DisplayName("shows requested fields as the record holds them, and change stamps")
    void showsFieldsAndStamps() {
        Instant start = system().clock().instant();
        FeedWalk walk = walkFromNow();
        RecordRef ref = createSample(1);

        settled(walk).latest(ref).ifPresent(record -> {
            for (Map.Entry<Field, String> held : system().sample(1).entrySet()) {
                assertThat(shown(record, held.getKey()))
                        .as("what the feed shows in " + held.getKey())
                        .isEqualTo(canonical(held.getKey(), held.getValue()));
            }
            assertThat(record.changedAt()).as("the change stamp").isPresent();
            assertThat(record.changedAt().orElseThrow()).isAfterOrEqualTo(start);
        });
        assertThat(walk.refs()).contains(ref);
    }

    @Test
    @DisplayName("opened at an instant shows what changed at that very instant")
    void includesTheInstantItIsOpenedAt() {
        RecordRef ref = createSample(1);

        FeedWalk walk = walkFromNow();

        assertThat(settled(walk).refs()).contains(ref);
    }

    @Test
    @DisplayName("shows what changes at the same instant after it was caught up")
    void showsLateComersOfTheSameInstant() {
        FeedWalk walk = walkFromNow();
        RecordRef first = createSample(1);
        walk.catchUp();

        RecordRef second = createSample(2);
        system().edit(first, textField(), "Edited");

        settled(walk);
        assertThat(walk.refs()).contains(first, second);
        assertShowsLast(walk, first, "Edited");
    }

    @Test
    @DisplayName("shows all of more records than two pages that changed at one instant")
    void showsMoreRecordsOfOneInstantThanAPage() {
        FeedWalk walk = walkFromNow();

        List<RecordRef> created = createSamples(2 * system().pageSize() + 1);

        assertThat(settled(walk).refs()).containsAll(created);
    }

    @Test
    @DisplayName("shows all of more records than two pages that changed one after the other")
    void showsMoreRecordsThanAPage() {
        FeedWalk walk = walkFromNow();

        List<RecordRef> created = IntStream.rangeClosed(0, 2 * system().pageSize())
                .mapToObj(this::createSampleASecondLater)
                .toList();

        assertThat(settled(walk).refs()).containsAll(created);
    }

    @Test
    @DisplayName("opened at the beginning of time shows everything there is")
    void showsEverythingThereIs() {
        List<RecordRef> created = createSamples(system().pageSize() + 1);
        system().clock().advance(Duration.ofDays(40));

        FeedWalk walk = walkFrom(Instant.EPOCH);

        assertThat(settled(walk).refs()).containsAll(created);
    }

    @Test
    @DisplayName("loses nothing when every page is asked for twice, as after a crash")
    void repeatedPagesDoNoHarm() {
        FeedWalk walk = walkFromNow();
        List<RecordRef> created = createSamples(2 * system().pageSize() + 1);
        settle();

        ChangePage page;
        do {
            walk.peek();
            page = walk.page();
        } while (page.more());

        assertThat(settled(walk).refs()).containsAll(created);
    }

    @Test
    @DisplayName("loses neither an edit made while its pages are read nor a record beside it")
    void editWhilePagingIsNotLost() {
        FeedWalk walk = walkFromNow();
        List<RecordRef> created = createSamples(2 * system().pageSize() + 1);
        settle();
        RecordRef first = created.get(0);
        RecordRef last = created.get(created.size() - 1);

        walk.page();
        system().edit(first, textField(), "First edited");
        system().edit(last, textField(), "Last edited");

        settled(walk);
        assertThat(walk.refs()).containsAll(created);
        assertShowsLast(walk, first, "First edited");
        assertShowsLast(walk, last, "Last edited");
    }

    @Test
    @DisplayName("loses no record when others are removed while its pages are read")
    void removalWhilePagingShiftsNothingAway() {
        FeedWalk walk = walkFromNow();
        List<RecordRef> created = createSamples(2 * system().pageSize() + 1);
        settle();

        walk.page();
        created.subList(0, 3).forEach(system()::remove);

        assertThat(settled(walk).refs()).containsAll(created.subList(3, created.size()));
    }

    @Test
    @DisplayName("that has caught up is quiet, or repeats what it has shown and stops")
    void caughtUpFeedComesToRest() {
        FeedWalk walk = walkFromNow();
        List<RecordRef> created = createSamples(3);
        settled(walk).forget();

        int pages = walk.catchUp();

        assertThat(pages).as("pages when nothing changed").isLessThanOrEqualTo(3);
        assertThat(created).containsAll(walk.refs());
    }

    @Test
    @DisplayName(
            "shows a removed record as a tombstone where the system can tell, and never as if it were there unless it says so itself")
    void removedRecordIsATombstone() {
        FeedWalk walk = walkFromNow();
        RecordRef removed = createSample(1);
        RecordRef kept = createSample(2);
        settled(walk).forget();

        system().remove(removed);
        system().edit(kept, textField(), "Edited");

        settled(walk);
        assertThat(walk.refs()).contains(kept);
        if (keepsRemoved()) {
            assertThat(walk.refs()).as("the removed record, which says so").contains(removed);
            return;
        }
        assertThat(walk.last(removed).filter(Change.Upsert.class::isInstance))
                .as("the removed record, as if it were there")
                .isEmpty();
        if (showsRemovals()) {
            assertThat(walk.seen()).as("the removal").contains(Change.tombstone(removed));
        }
    }

    @Test
    @DisplayName("is opened without a call")
    void openingMakesNoCall() {
        int before = system().requests();

        Cursor cursor = feed().since(Instant.EPOCH);

        assertThat(cursor.text()).isNotEmpty();
        assertThat(system().requests()).isEqualTo(before);
    }

    @Test
    @DisplayName("asks to start over from a cursor that it cannot read, instead of showing nothing or something else")
    void unreadableCursorStartsOver() {
        for (String text : List.of("nobody's cursor", "0", "w99 2026-01-05T08:00:00Z 7")) {
            assertThatThrownBy(() -> feed().changesAfter(Cursor.of(text), fields()))
                    .isInstanceOf(StartOverException.class);
        }
    }

    private ChangeFeed feed() {
        return capability(access().feed(), "ChangeFeed");
    }

    private FeedWalk walkFromNow() {
        return walkFrom(system().clock().instant());
    }

    private FeedWalk walkFrom(Instant start) {
        return new FeedWalk(this::feed, fields(), feed().since(start));
    }

    private FeedWalk settled(FeedWalk walk) {
        return walk.settle(system().clock(), SETTLING);
    }

    private RecordRef createSampleASecondLater(int number) {
        system().clock().advance(Duration.ofSeconds(1));
        return createSample(number);
    }

    /** A feed that gives hints shows no fields; the record is read then, as the engine would. */
    private void assertShowsLast(FeedWalk walk, RecordRef ref, String text) {
        boolean hint = walk.last(ref).filter(Change.Hint.class::isInstance).isPresent();
        assertThat(shown(hint ? read(ref) : walk.latest(ref).orElseThrow(), textField()))
                .as("what the feed shows last in " + textField())
                .isEqualTo(canonical(textField(), text));
    }
}
