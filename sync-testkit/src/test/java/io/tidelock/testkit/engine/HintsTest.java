package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.RetryLaterException;
import io.tidelock.crm.Company;
import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.engine.Inbox;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.Eligibility;
import io.tidelock.mapping.Eligibility.Ruling;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.GonePolicy;
import io.tidelock.mapping.Party;
import io.tidelock.mapping.PassLimit;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Schema;
import io.tidelock.store.InMemoryStore;
import io.tidelock.store.StoredHint;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.CallWatcher;
import io.tidelock.testkit.Fault;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HintsTest {

    private static final IntegrationId INTEGRATION = IntegrationId.of("clinic-1");

    @Test
    void changeThatNoFeedShowsArrivesByItsHint() {
        Clinic clinic = Clinic.twoWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        clinic.patient("Bo", "Lee", "bo@example.com", null);
        clinic.pass();
        clinic.crm.editUnseen(clinic.contactOf(ada), Contact.CITY, "London");
        clinic.pass();
        assertThat(clinic.clinic.value(ada, Clinic.CITY)).isNull();

        say(clinic, Party.CRM, clinic.contactOf(ada));
        SyncReport report = clinic.pass();

        assertThat(clinic.clinic.value(ada, Clinic.CITY)).isEqualTo("London");
        assertThat(hints(clinic)).isEmpty();
        assertThat(report.quiet()).isFalse();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void recordIsReadInTheSystemOnlyThatTheHintNames() {
        Clinic clinic = Clinic.twoWay();
        clinic.pass();
        clinic.clinic.resetCalls();
        clinic.crm.resetCalls();

        say(clinic, Party.BUSINESS, RecordRef.of(Clinic.PATIENT, "none"));
        clinic.pass();

        assertThat(clinic.clinic.calls().reads()).isEqualTo(1);
        assertThat(clinic.crm.calls().reads()).isZero();
        assertThat(hints(clinic)).isEmpty();
    }

    @Test
    void hintIsTakenAtOnceHoweverSeldomTheFlowIsDue() {
        Clinic clinic =
                Clinic.setup().flow(flow -> flow.every(Duration.ofDays(1))).build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        clinic.clinic.edit(ada, Clinic.CITY, "London");
        clinic.clock.advance(Duration.ofMinutes(1));
        assertThat(clinic.engine.run().writes()).isZero();

        say(clinic, Party.BUSINESS, ada);

        assertThat(clinic.engine.run().writes()).isEqualTo(1);
    }

    @Test
    void parentIsTakenBeforeItsChildWhicheverWasSaidFirst() {
        Flow children = Flow.toCrm("children", Leads.LEAD, Company.TYPE)
                .reads(Leads.PARENT)
                .every(Duration.ofDays(1))
                .eligible(new Eligibility(
                        "after parent",
                        1,
                        lead -> Ruling.deferred(
                                "patients",
                                RecordRef.of(
                                        Clinic.PATIENT,
                                        lead.value(Leads.PARENT.name()).plain()))))
                .map(FieldMapping.from(Leads.NAME).to(Company.NAME))
                .build();
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.every(Duration.ofDays(1)))
                .plan(plan -> plan.flow(children))
                .clinic(system -> system.type(Leads.LEAD, Leads.FIELDS))
                .build();
        clinic.pass();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        RecordRef child = Leads.create(clinic, "Child", null);
        clinic.clinic.edit(child, Leads.PARENT, ada.id());
        clinic.clock.advance(Duration.ofMinutes(1));

        say(clinic, Party.BUSINESS, child);
        say(clinic, Party.BUSINESS, ada);
        SyncReport report = clinic.engine.run();

        assertThat(report.count(Kind.CREATED)).isEqualTo(2);
        assertThat(report.count(Kind.DEFERRED)).isZero();
    }

    @Test
    void lateReorderedDuplicatedWebhooksChangeNothing() {
        Clinic clinic = Clinic.twoWay();
        for (int i = 0; i < 20; i++) {
            clinic.patient("First" + i, "Last" + i, i + "@example.com", null);
        }
        clinic.pass();
        List<RecordRef> contacts =
                clinic.contacts().stream().map(contact -> contact.ref()).toList();
        clinic.clock.advance(Duration.ofHours(24));
        clinic.pass();
        clinic.crm.resetCalls();

        for (int i = contacts.size(); i > 0; i--) {
            say(clinic, Party.CRM, contacts.get(i - 1));
            say(clinic, Party.CRM, contacts.get(contacts.size() - i));
        }
        SyncReport report = clinic.pass();

        assertThat(report.writes()).isZero();
        assertThat(report.verdicts()).isEmpty();
        assertThat(clinic.crm.calls().reads()).as("all in one").isEqualTo(1);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void deletionThatIsOnlySaidIsNotBelieved() {
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.whenSourceGone(GonePolicy.REMOVE))
                .build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();

        say(clinic, Party.BUSINESS, ada);
        clinic.pass();
        assertThat(clinic.contacts()).hasSize(1);

        clinic.clinic.erase(ada);
        say(clinic, Party.BUSINESS, ada);
        clinic.pass();
        assertThat(clinic.contacts()).isEmpty();
    }

    @Test
    void mergeTakesTheLinkAlong() {
        Clinic clinic = Clinic.twoWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        RecordRef before = clinic.contactOf(ada);
        RecordRef other = clinic.contact("A.", "B.", null, null);
        RecordRef survivor = clinic.crm.mergeIntoNew(before, other);

        say(clinic, Party.CRM, survivor, before, other);
        clinic.pass();
        clinic.clinic.edit(ada, Clinic.CITY, "London");
        clinic.pass();

        assertThat(clinic.crm.value(survivor, Contact.CITY)).isEqualTo("London");
    }

    @Test
    void hintSaidAgainWhileItIsReadStays() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        say(clinic, Party.BUSINESS, ada);
        clinic.clinic.watch(new CallWatcher() {
            private boolean said;

            @Override
            public void after(Call call) {
                if (call.kind() == Call.Kind.READ && !said) {
                    said = true;
                    clinic.clinic.editUnseen(ada, Clinic.CITY, "London");
                    say(clinic, Party.BUSINESS, ada);
                }
            }
        });

        SyncReport report = clinic.pass();
        assertThat(hints(clinic)).extracting(StoredHint::ref).containsExactly(ada);
        assertThat(report.more()).isTrue();
        assertThat(report.nextDue()).isEqualTo(report.finishedAt());

        clinic.pass();
        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.CITY)).isEqualTo("London");
        assertThat(hints(clinic)).isEmpty();
    }

    @Test
    void hintsAboutWhatNoFlowFollowsAreTakenOut() {
        Clinic clinic = Clinic.oneWay();
        clinic.pass();
        clinic.crm.resetCalls();

        say(clinic, Party.CRM, RecordRef.of(Deal.TYPE, "1"), RecordRef.of(Contact.TYPE, "2"));
        SyncReport report = clinic.pass();

        assertThat(hints(clinic)).isEmpty();
        assertThat(report.storeChanges()).isEqualTo(2);
        assertThat(clinic.crm.calls().reads()).isZero();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void strangersIdIsReadAndForgotten() {
        Clinic clinic = Clinic.oneWay();
        clinic.pass();

        say(clinic, Party.BUSINESS, RecordRef.of(Clinic.PATIENT, "no-such-patient"));
        SyncReport report = clinic.pass();

        assertThat(report.verdicts()).isEmpty();
        assertThat(clinic.parked()).isEmpty();
        assertThat(hints(clinic)).isEmpty();
    }

    @Test
    void flowThatCannotOpenLeavesItsHints() {
        Schema.Property needed =
                Schema.Property.of(Contact.TYPE, Clinic.KIND, "Type").withOptions("patient");
        Clinic clinic = Clinic.setup().plan(plan -> plan.needs(needed)).build();
        clinic.crm.undefine(Contact.TYPE, Clinic.KIND);
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        say(clinic, Party.BUSINESS, ada);

        clinic.pass();
        SyncReport report = clinic.pass();
        assertThat(report.interruptions()).hasSize(1);
        assertThat(report.quiet()).isTrue();
        assertThat(report.more()).isFalse();
        assertThat(report.nextDue()).isEqualTo(report.startedAt().plus(Duration.ofMinutes(1)));
        assertThat(hints(clinic)).hasSize(1);

        clinic.crm.define(needed);
        clinic.pass();
        assertThat(hints(clinic)).isEmpty();
        assertThat(clinic.contacts()).hasSize(1);
    }

    @Test
    void systemThatIsAwayLeavesItsHintsUntilItIsBack() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        clinic.clinic.editUnseen(ada, Clinic.CITY, "London");
        say(clinic, Party.BUSINESS, ada);
        clinic.clinic.failNext(
                Fault.throwing(new RetryLaterException("Busy", Duration.ofMinutes(5), null), Call.Kind.READ));

        SyncReport report = clinic.pass();
        assertThat(report.interruptions())
                .extracting(stop -> stop.where())
                .containsExactly("hints of business/patient");
        assertThat(hints(clinic)).hasSize(1);
        assertThat(report.more()).isFalse();
        assertThat(report.nextDue()).isAfter(report.finishedAt());

        clinic.pass();
        assertThat(hints(clinic)).isEmpty();
        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.CITY)).isEqualTo("London");
    }

    @Test
    void whatCannotBeReadDoesNotHoldUpTheRest() {
        Clinic clinic = Visits.setup(flow -> flow).build();
        RecordRef visit = Visits.create(clinic, "Check-up");
        clinic.pass();
        clinic.clinic.editUnseen(visit, Visits.TITLE, "Follow-up");
        say(clinic, Party.BUSINESS, patients(2_500));
        clinic.clock.advance(Duration.ofMinutes(1));
        say(clinic, Party.BUSINESS, visit);
        clinic.clinic.failNext(
                Fault.throwing(new RetryLaterException("Busy", Duration.ofMinutes(5), null), Call.Kind.READ));

        clinic.pass();

        assertThat(Visits.deals(clinic)).containsExactly("Follow-up");
        assertThat(hints(clinic)).hasSize(2_500);
    }

    @Test
    void passTakesABoundedNumberAndSaysThatThereIsMore() {
        Clinic clinic = Clinic.oneWay();
        clinic.pass();
        say(clinic, Party.BUSINESS, patients(1_200));
        clinic.clinic.resetCalls();

        SyncReport first = clinic.pass();
        assertThat(hints(clinic)).hasSize(200);
        assertThat(clinic.clinic.calls().reads()).isEqualTo(10);
        assertThat(first.more()).isTrue();
        assertThat(first.nextDue()).isEqualTo(first.finishedAt());

        SyncReport second = clinic.pass();
        assertThat(hints(clinic)).isEmpty();
        assertThat(second.more()).isFalse();
    }

    @Test
    void whatExceedsTheLimitIsParkedAndNoHintIsLost() {
        Clinic clinic =
                Clinic.setup().flow(flow -> flow.limit(new PassLimit("two", 2))).build();
        RecordRef[] five = IntStream.range(0, 5)
                .mapToObj(i -> clinic.patient("First" + i, "Last" + i, i + "@example.com", null))
                .toArray(RecordRef[]::new);
        say(clinic, Party.BUSINESS, five);

        SyncReport first = clinic.pass();
        assertThat(first.writes()).isEqualTo(2);
        assertThat(hints(clinic)).isEmpty();
        assertThat(clinic.parked()).containsOnly("LIMIT").hasSize(3);

        clinic.pass();
        clinic.pass();
        assertThat(clinic.contacts()).hasSize(5);
    }

    @Test
    void hintsGoBeforeWhatTheFeedShows() {
        Clinic clinic =
                Clinic.setup().flow(flow -> flow.limit(new PassLimit("one", 1))).build();
        clinic.patient("Ada", "Byron", "ada@example.com", null);
        RecordRef bo = clinic.patient("Bo", "Lee", "bo@example.com", null);
        say(clinic, Party.BUSINESS, bo);

        clinic.pass();

        assertThat(clinic.crm.value(clinic.contactOf(bo), Contact.FIRST_NAME)).isEqualTo("Bo");
    }

    @Test
    void removalsWaitUntilEveryHintWasLookedAt() {
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.whenSourceGone(GonePolicy.REMOVE))
                .build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        clinic.clinic.erase(ada);
        say(clinic, Party.BUSINESS, ada);
        clinic.clock.advance(Duration.ofSeconds(1));
        say(clinic, Party.BUSINESS, patients(1_500));

        clinic.pass();
        assertThat(clinic.contacts()).hasSize(1);

        clinic.pass();
        assertThat(clinic.contacts()).isEmpty();
    }

    @Test
    void recordThatSomebodyAsksForIsTakenByItsHint() {
        Clinic clinic = Clinic.onRequest();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        RecordRef contact = clinic.contactOf(ada);
        clinic.crm.edit(contact, Contact.CITY, "London");
        say(clinic, Party.CRM, contact);
        clinic.pass();
        assertThat(clinic.clinic.value(ada, Clinic.CITY)).as("nobody asked").isNull();

        clinic.crm.edit(contact, Clinic.UPDATE, "Yes");
        say(clinic, Party.CRM, contact);
        clinic.crm.failNext(
                Fault.throwing(new RetryLaterException("Index away", Duration.ofHours(1), null), Call.Kind.FLAGGED));
        clinic.pass();

        assertThat(clinic.clinic.value(ada, Clinic.CITY)).isEqualTo("London");
    }

    @Test
    void recordOfBeforeActivationIsNotLetInByAHint() {
        Clinic clinic = Clinic.setup().flow(Flow.Builder::sinceActivation).build();
        RecordRef old = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.clock.advance(Duration.ofDays(1));
        clinic.pass();

        say(clinic, Party.BUSINESS, old);
        clinic.pass();

        assertThat(clinic.contacts()).isEmpty();
        assertThat(hints(clinic)).isEmpty();
    }

    @Test
    void quarantinedRecordRestsThoughItIsHintedAt() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.crm.refuse(operation -> true, "NO");
        clinic.pass();
        assertThat(clinic.parked()).containsExactly("NO");
        clinic.crm.resetCalls();

        say(clinic, Party.BUSINESS, ada);
        clinic.pass();

        assertThat(clinic.crm.calls().recordCalls()).isZero();
        assertThat(clinic.parked()).containsExactly("NO");
    }

    @Test
    void killedAnywhereWhileHintsAreSaidAndTaken() {
        CrashSweep.sweep(
                steps -> Clinic.setup()
                        .store(steps.watch(new InMemoryStore()))
                        .back(ConflictPolicy.HOLD)
                        .build(),
                HintsTest::story);
    }

    private static void story(Clinic clinic) {
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        CrashSweep.pass(clinic);
        RecordRef bo = clinic.patient("Bo", "Lee", "bo@example.com", null);
        CrashSweep.pass(clinic);
        clinic.clinic.editUnseen(ada, Clinic.CITY, "London");
        persist(clinic, Party.BUSINESS, ada, bo);
        RecordRef cy = clinic.patient("Cy", "Poe", "cy@example.com", null);
        CrashSweep.pass(clinic);
        clinic.crm.editUnseen(clinic.contactOf(bo), Contact.CITY, "Oslo");
        persist(clinic, Party.CRM, clinic.contactOf(bo));
        persist(clinic, Party.BUSINESS, cy, RecordRef.of(Clinic.PATIENT, "none"));
        CrashSweep.pass(clinic);
        clinic.clinic.erase(ada);
        persist(clinic, Party.BUSINESS, ada);
        CrashSweep.pass(clinic);
        assertThat(hints(clinic)).isEmpty();
        assertThat(clinic.clinic.value(bo, Clinic.CITY)).isEqualTo("Oslo");
    }

    /** Whoever gets no answer says it again. */
    private static void persist(Clinic clinic, Party party, RecordRef... refs) {
        try {
            say(clinic, party, refs);
        } catch (Steps.Crash died) {
            clinic.restart();
            say(clinic, party, refs);
        }
    }

    private static RecordRef[] patients(int unknown) {
        return IntStream.range(0, unknown)
                .mapToObj(i -> RecordRef.of(Clinic.PATIENT, "unknown-" + i))
                .toArray(RecordRef[]::new);
    }

    private static void say(Clinic clinic, Party party, RecordRef... refs) {
        Inbox inbox = Inbox.builder().store(clinic.store).clock(clinic.clock).build();
        assertThat(inbox.hint(INTEGRATION, party, List.of(refs)).accepted()).isTrue();
    }

    private static List<StoredHint> hints(Clinic clinic) {
        return clinic.store.hints(INTEGRATION, 10_000);
    }
}
