package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.connector.Connector;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.Schedule;
import io.tidelock.mapping.Sweep;
import io.tidelock.record.AccountId;
import io.tidelock.record.Change;
import io.tidelock.record.Cursor;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("SE-04")
class SweepTest {

    private static final Sweep DAILY = Sweep.on(Schedule.every(Duration.ofDays(1)));

    @Test
    void changeThatMovesNoStampArrivesWithTheNextSweep() {
        QuietEdits edits = new QuietEdits();
        Clinic clinic = edits.clinic();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        edits.unseen.add(ada);
        clinic.clinic.edit(ada, Clinic.CITY, "London");
        clinic.pass();
        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.CITY)).isNull();

        clinic.clock.advance(Duration.ofDays(1));
        clinic.pass();

        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.CITY)).isEqualTo("London");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void sweepOverUnchangedRecordsCallsOnlyForItsPagesAndChangesNothing() {
        Clinic clinic = swept(10, 100);
        clinic.clinic.resetCalls();
        clinic.crm.resetCalls();

        clinic.clock.advance(Duration.ofDays(1));
        SyncReport report = clinic.pass();

        assertThat(report.quiet()).isTrue();
        assertThat(report.unchanged()).isEqualTo(10);
        assertThat(clinic.clinic.calls().total())
                .as("the feed's page and the sweep's")
                .isEqualTo(2);
        assertThat(clinic.crm.calls().recordCalls()).isZero();
    }

    @Test
    void sweepDoesNotBeginBeforeItIsDueAlsoIfEverythingElseIs() {
        Clinic clinic = swept(3, 100);
        clinic.clinic.resetCalls();

        clinic.clock.advance(Duration.ofHours(23));
        clinic.pass();

        assertThat(clinic.clinic.calls().feedPages()).isEqualTo(1);
    }

    @Test
    void sweepIsSlicedDurableAndComesAfterLiveChanges() {
        Clinic clinic = swept(50, 2);
        clinic.clock.advance(Duration.ofDays(1));
        clinic.clinic.resetCalls();

        SyncReport first = clinic.pass();
        assertThat(first.unchanged()).as("ten pages of two").isEqualTo(20);
        assertThat(first.more()).isTrue();
        clinic.restart();
        clinic.patient("Live", "One", "live@example.com", null);
        SyncReport second = clinic.pass();

        assertThat(second.verdicts().get(0).ref().id()).isEqualTo("51");
        clinic.pass();
        assertThat(clinic.clinic.calls().feedPages())
                .as("its 26 pages, no page twice")
                .isEqualTo(3 + 26);
        assertThat(clinic.pass().unchanged()).as("it is over").isZero();
    }

    @Test
    void interruptedSweepGoesOnWhereItStopped() {
        Clinic clinic = swept(30, 2);
        clinic.clock.advance(Duration.ofDays(1));
        clinic.pass();

        RetryLaterException busy = new RetryLaterException("Busy", Duration.ofSeconds(5), null);
        clinic.clinic.watch(new Once(Call.Kind.FEED, () -> {}));
        clinic.clinic.failNext(Fault.throwing(busy, Call.Kind.FEED));
        clinic.clinic.failNext(Fault.throwing(busy, Call.Kind.FEED));
        assertThat(clinic.pass().interruptions()).hasSize(2);
        clinic.clinic.resetCalls();
        clinic.pass();

        assertThat(clinic.clinic.calls().feedPages())
                .as("the feed's, and the other five")
                .isEqualTo(1 + 5);
    }

    @Test
    void emptyListingImpliesNothing() {
        QuietEdits edits = new QuietEdits();
        Clinic clinic = edits.clinic();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        edits.unseen.add(ada);
        edits.hidesFromSweeps = true;

        clinic.clock.advance(Duration.ofDays(1));
        SyncReport report = clinic.pass();

        assertThat(report.quiet()).isTrue();
        assertThat(clinic.contactOf(ada)).isNotNull();
    }

    @Test
    void sweepThatChecksDeletionsReadsWhatIsLinkedById() {
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.sweep(DAILY.checkingDeletions()))
                .build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.patient("Bo", "Lee", "bo@example.com", null);
        clinic.pass();
        clinic.clinic.erase(ada);
        assertThat(clinic.pass().quiet()).as("the feed does not show it").isTrue();

        clinic.clock.advance(Duration.ofDays(1));
        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.GONE)).isEqualTo(1);
        assertThat(clinic.contacts()).as("nothing is deleted for it").hasSize(2);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void sweepLetsNobodyInWhoWasThereBeforeActivation() {
        Clinic clinic =
                Clinic.setup().flow(flow -> flow.sweep(DAILY).sinceActivation()).build();
        clinic.patient("Old", "One", "old@example.com", null);
        clinic.clock.advance(Duration.ofDays(1));
        clinic.pass();

        clinic.clock.advance(Duration.ofDays(1));
        clinic.pass();

        assertThat(clinic.contacts()).isEmpty();
    }

    @Test
    void hostIsToldWhenTheSweepIsDue() {
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.every(Duration.ofDays(7))
                        .sweep(Sweep.on(Schedule.nightly(LocalTime.of(3, 0), ZoneOffset.UTC))))
                .build();

        Instant next = clinic.engine.run().nextDue();

        assertThat(LocalTime.ofInstant(next, ZoneOffset.UTC)).isEqualTo("03:00");
        clinic.clock.advance(Duration.between(clinic.clock.instant(), next));
        clinic.clinic.resetCalls();
        assertThat(clinic.engine.run().nextDue()).isEqualTo(next.plus(Duration.ofDays(1)));
        assertThat(clinic.clinic.calls().feedPages()).as("the sweep's alone").isEqualTo(1);
    }

    private static Clinic swept(int patients, int pageSize) {
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.sweep(DAILY))
                .clinic(system -> system.pageSize(pageSize))
                .build();
        for (int i = 0; i < patients; i++) {
            clinic.patient("First" + i, "Last" + i, "p" + i + "@example.com", null);
        }
        clinic.pass();
        clinic.pass();
        return clinic;
    }

    /** A clinic whose change stamp does not move for some records, so that its feed does not show their edits. */
    private static final class QuietEdits {
        private final Set<RecordRef> unseen = new LinkedHashSet<>();
        private boolean hidesFromSweeps;

        Clinic clinic() {
            return Clinic.setup()
                    .flow(flow -> flow.sweep(DAILY))
                    .business(this::around)
                    .build();
        }

        private Connector around(Connector connector) {
            return new Connector() {
                @Override
                public AccountId account() {
                    return connector.account();
                }

                @Override
                public RecordAccess access(RecordType type) {
                    RecordAccess access = connector.access(type);
                    RecordAccess.Builder quiet = RecordAccess.of(type);
                    access.feed().ifPresent(feed -> quiet.feed(around(feed)));
                    access.reader().ifPresent(quiet::reader);
                    access.finder().ifPresent(quiet::finder);
                    access.writer().ifPresent(quiet::writer);
                    return quiet.build();
                }
            };
        }

        private ChangeFeed around(ChangeFeed feed) {
            Cursor everything = feed.since(Instant.EPOCH);
            return new ChangeFeed() {
                @Override
                public Cursor since(Instant start) {
                    return feed.since(start);
                }

                @Override
                public ChangePage changesAfter(Cursor after, Set<String> fields) {
                    ChangePage page = feed.changesAfter(after, fields);
                    boolean shows = after.equals(everything) && !hidesFromSweeps;
                    return new ChangePage(
                            page.changes().stream()
                                    .filter(change -> shows || isSeen(change))
                                    .toList(),
                            page.next(),
                            page.more());
                }
            };
        }

        private boolean isSeen(Change change) {
            return !unseen.contains(change.ref());
        }
    }
}
