package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.WriteOperation;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.record.RecordRef;
import io.tidelock.store.InMemoryStore;
import io.tidelock.testkit.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("RS-09")
class EnsuredTest {

    private static final Duration NONE = Duration.ZERO;
    private static final Duration LONG = Duration.ofMinutes(5);

    @Test
    void twentyCallsOfSevenNumbersMakeSevenContactsInOnePass() {
        CallCentre centre = CallCentre.callers(LONG);
        for (int i = 0; i < 20; i++) {
            centre.call("050 000 00 0" + i % 7, "Caller " + i % 7);
        }

        SyncReport report = centre.pass();

        assertThat(centre.names()).hasSize(7);
        assertThat(report.count(Kind.CREATED)).isEqualTo(7);
        assertThat(report.count(Kind.LINKED)).isEqualTo(13);
        assertThat(centre.crm.calls().writes()).isEqualTo(1);
        assertThat(centre.crm.calls().lookups()).isEqualTo(2);
        assertThat(centre.crm.calls().reads()).isEqualTo(1);
        assertThat(centre.pass().quiet()).isTrue();
    }

    @Test
    void contactThatIsThereIsTakenByEveryCallHoweverItsNumberIsWritten() {
        CallCentre centre = CallCentre.callers(NONE);
        RecordRef ada = centre.contact("+380 50 000 00 01", "Ada");
        centre.call("050 000 00 01", "Unknown");
        centre.pass();
        centre.call("380500000001", "Somebody");

        SyncReport second = centre.pass();

        assertThat(centre.names()).as("what it showed stands").containsExactly("Ada");
        assertThat(second.verdicts()).singleElement().satisfies(verdict -> {
            assertThat(verdict.kind()).isEqualTo(Kind.LINKED);
            assertThat(verdict.other()).contains(ada);
        });
        assertThat(centre.pass().quiet()).isTrue();
    }

    @Test
    void whatTheContactLacksIsFilledInOnceAndLaterChangesAreWritten() {
        CallCentre centre = CallCentre.callers(NONE);
        RecordRef ada = centre.contact("+380500000001", "");
        RecordRef one = centre.call("0500000001", "Ada");
        RecordRef two = centre.call("0500000001", "A. Byron");
        centre.pass();
        assertThat(centre.crm.value(ada, CallCentre.NAME)).isEqualTo("Ada");
        assertThat(centre.pass().quiet()).isTrue();

        centre.calls.edit(one, CallCentre.CALLER, "Ada Byron");
        centre.calls.edit(two, CallCentre.CALLER, "Ada Lovelace");
        SyncReport report = centre.pass();

        assertThat(report.count(Kind.UPDATED)).isEqualTo(2);
        assertThat(centre.crm.value(ada, CallCentre.NAME)).as("the later one").isEqualTo("Ada Lovelace");
        assertThat(centre.pass().quiet()).isTrue();
    }

    @Test
    void severalContactsWithOneNumberAreForAPerson() {
        CallCentre centre = CallCentre.callers(NONE);
        centre.contact("+380500000001", "Ada");
        centre.contact("+380500000001", "Bo");
        centre.call("0500000001", "Ada");

        centre.pass();

        assertThat(centre.parked()).containsExactly("SEVERAL_MATCHES");
        assertThat(centre.names()).hasSize(2);
    }

    @Test
    void callWithoutANumberTakesNoPart() {
        CallCentre centre = CallCentre.callers(NONE);
        RecordRef call = centre.call("", "Hidden");
        SyncReport report = centre.pass();
        centre.calls.touch(call);

        assertThat(report.verdicts())
                .singleElement()
                .satisfies(v -> assertThat(v.code()).isEqualTo("NO_OWN_KEY"));
        assertThat(centre.pass().quiet()).isTrue();
        assertThat(centre.names()).isEmpty();
    }

    @Test
    void contactStaysWhenItsCallsGo() {
        CallCentre centre = CallCentre.callers(NONE);
        RecordRef call = centre.call("0500000001", "Ada");
        centre.call("0500000001", "Ada");
        centre.pass();

        centre.calls.archive(call);
        centre.pass();
        centre.call("0500000001", "Ada");
        centre.pass();

        assertThat(centre.names()).containsExactly("Ada");
        assertThat(centre.pass().quiet()).isTrue();
    }

    @Test
    void eachCallFollowsAMergedContactAndNoneIsDisputed() {
        CallCentre centre = CallCentre.callers(NONE);
        RecordRef one = centre.call("0500000001", "Ada");
        RecordRef two = centre.call("0500000001", "Ada");
        RecordRef other = centre.call("0500000002", "Bo");
        centre.pass();
        RecordRef ada = centre.contacts("0500000001").get(0).ref();
        RecordRef bo = centre.contacts("0500000002").get(0).ref();

        centre.crm.merge(bo, ada);
        centre.calls.edit(one, CallCentre.CALLER, "Ada B.");
        centre.pass();
        centre.calls.edit(two, CallCentre.CALLER, "Ada C.");
        centre.calls.edit(other, CallCentre.CALLER, "Bo C.");
        centre.pass();

        assertThat(centre.names()).containsExactly("Bo C.");
        assertThat(centre.parked()).isEmpty();
        assertThat(centre.pass().quiet()).isTrue();
    }

    @Test
    void callWhoseNumberChangesMeansAnotherContact() {
        CallCentre centre = CallCentre.callers(NONE);
        RecordRef call = centre.call("0500000001", "Ada");
        centre.call("0500000001", "Ada");
        centre.pass();

        centre.calls.edit(call, CallCentre.NUMBER, "0500000002");
        SyncReport report = centre.pass();

        assertThat(report.count(Kind.CREATED)).isEqualTo(1);
        assertThat(centre.contacts("0500000001")).hasSize(1);
        assertThat(centre.contacts("0500000002")).hasSize(1);
        assertThat(centre.pass().quiet()).isTrue();
    }

    @Test
    void contactWhoseNumberPeopleChangeStaysTheSame() {
        CallCentre centre = CallCentre.callers(NONE);
        RecordRef call = centre.call("0500000001", "Ada");
        centre.pass();
        RecordRef ada = centre.contacts("0500000001").get(0).ref();

        centre.crm.edit(ada, CallCentre.PHONE, "0500000009");
        centre.calls.edit(call, CallCentre.CALLER, "Ada B.");
        centre.pass();

        assertThat(centre.names()).containsExactly("Ada B.");
        assertThat(centre.crm.value(ada, CallCentre.PHONE)).isEqualTo("0500000009");
        assertThat(centre.pass().quiet()).isTrue();
    }

    @Test
    void firstCallThatIsRefusedDoesNotKeepTheOthersFromTheirContact() {
        CallCentre centre = CallCentre.callers(LONG);
        centre.call("0500000001", "poison");
        centre.call("0500000001", "Ada");
        centre.call("0500000001", "Bo");
        centre.crm.refuse(
                operation -> operation instanceof WriteOperation.Create create
                        && create.values().get("name").plain().equals("poison"),
                "NO");

        centre.pass();

        assertThat(centre.names()).containsExactly("Ada");
        assertThat(centre.parked()).containsExactly("NO");
    }

    @Test
    void lostAnswerIsFoundOutByTheKeyAndNoSecondContactIsMade() {
        CallCentre centre = CallCentre.callers(Duration.ofMinutes(3));
        centre.call("0500000001", "Ada");
        centre.call("0500000001", "Ada");
        centre.crm.failNext(Fault.answerLost());

        for (int i = 0; i < 6; i++) {
            centre.pass();
        }

        assertThat(centre.names()).hasSize(1);
        assertThat(centre.parked()).isEmpty();
        assertThat(centre.pass().quiet()).isTrue();
    }

    @Test
    void uniqueFieldThatAnotherContactHoldsLeadsToThatContact() {
        Flow contacts = CallCentre.contacts()
                .match(MatchRule.on(CallCentre.EMPLOYEE, CallCentre.MAIL))
                .map(FieldMapping.from(CallCentre.EMPLOYEE).to(CallCentre.MAIL))
                .build();
        CallCentre centre = CallCentre.of(new InMemoryStore(), NONE, contacts);
        RecordRef ada = centre.contact("", "Ada");
        centre.crm.edit(ada, CallCentre.MAIL, "ada@example.com");
        RecordRef call = centre.call("0500000001", "Ada");
        centre.calls.edit(call, CallCentre.EMPLOYEE, "ada@example.com");

        centre.pass();

        assertThat(centre.names()).containsExactly("Ada");
        assertThat(centre.contacts("0500000001")).as("filled in").hasSize(1);
        assertThat(centre.pass().quiet()).isTrue();
    }

    @Test
    void flowThatBecomesSharedOpensTheRecordsItHas() {
        Flow own = Flow.toCrm("contacts", CallCentre.CALL, CallCentre.CONTACT)
                .match(CallCentre.BY_NUMBER)
                .map(
                        FieldMapping.from(CallCentre.NUMBER)
                                .to(CallCentre.PHONE)
                                .converted(CallCentre.INTERNATIONAL),
                        FieldMapping.from(CallCentre.CALLER).to(CallCentre.NAME))
                .build();
        CallCentre centre = CallCentre.of(new InMemoryStore(), NONE, own);
        centre.call("0500000001", "Ada");
        centre.pass();

        centre.changeTo(CallCentre.contacts().build());
        centre.call("0500000001", "Bo");
        centre.pass();

        assertThat(centre.names()).containsExactly("Ada");
        assertThat(centre.parked()).isEmpty();
        assertThat(centre.pass().quiet()).isTrue();
    }

    @Test
    void killedAnywhereThereIsOneContactForANumber() {
        KilledAnywhere.over(steps -> CallCentre.callers(steps.watch(new InMemoryStore()), NONE), (centre, pass) -> {
            centre.contact("+380500000003", "Cy");
            RecordRef one = centre.call("0500000001", "Ada");
            centre.call("0500000001", "Ada");
            centre.call("0500000003", "Nobody");
            pass.run();
            centre.waitAWhile();
            pass.run();
            centre.calls.edit(one, CallCentre.CALLER, "Ada B.");
            centre.call("0500000002", "Bo");
            centre.call("0500000001", "Ada");
            pass.run();
        });
    }
}
