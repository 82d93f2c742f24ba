package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.RequestRejectedException;
import io.tidelock.connector.WriteOperation;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.Decided;
import io.tidelock.mapping.Decision;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Found;
import io.tidelock.mapping.LookUp;
import io.tidelock.mapping.MatchRule;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.InMemoryStore;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DecisionTest {

    private static final Duration NONE = Duration.ZERO;

    @Test
    @Tag("RS-04")
    void newCallerBecomesAContactADealACallAndATask() {
        CallCentre centre = centre(NONE);
        centre.call("0500000001", "Ada", "missed");

        SyncReport report = centre.pass();

        assertThat(centre.counts()).containsExactly(1, 1, 1, 1);
        assertThat(report.count(Kind.CREATED)).isEqualTo(4);
        assertThat(centre.pass().quiet()).isTrue();
    }

    @Test
    @Tag("RS-02")
    void knownCallerAddsACallToWhatIsThere() {
        CallCentre centre = centre(NONE);
        RecordRef ada = centre.contact("+380500000001", "Ada");
        RecordRef deal = centre.crm.create(
                CallPlan.DEAL, Map.of(CallPlan.DEAL_PHONE, "+380500000001", CallPlan.STAGE, "won nearly"));
        centre.call("050 000 00 01", "Unknown", "answered");

        SyncReport report = centre.pass();

        assertThat(centre.counts()).containsExactly(1, 1, 1, 0);
        assertThat(centre.names()).containsExactly("Ada");
        assertThat(report.verdicts())
                .extracting(
                        Verdict::flow, Verdict::kind, verdict -> verdict.other().orElse(deal))
                .contains(Tuple.tuple("contacts", Kind.LINKED, ada), Tuple.tuple("deals", Kind.LINKED, deal));
        assertThat(report.verdicts())
                .filteredOn(verdict -> verdict.kind() == Kind.EXCLUDED)
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.code()).isEqualTo("KNOWN"));
        assertThat(centre.pass().quiet()).isTrue();
    }

    @Test
    @Tag("RS-01")
    void callIsAssociatedWithItsContactAndItsDealWhoeverMadeThem() {
        CallCentre centre = centre(NONE);
        RecordRef bo = centre.contact("+380500000002", "Bo");
        centre.call("0500000001", "Ada", "answered");
        centre.call("0500000002", "Bo", "answered");

        SyncReport report = centre.pass();

        RecordRef ada = centre.contacts("0500000001").get(0).ref();
        List<Record> deals = centre.crm.records(CallPlan.DEAL);
        assertThat(report.count(Kind.DEFERRED)).isZero();
        assertThat(centre.crm.records(CallPlan.CRM_CALL))
                .extracting(call -> centre.crm.value(call.ref(), CallPlan.CONTACTS_OF))
                .containsExactly(ada.id(), bo.id());
        assertThat(centre.crm.records(CallPlan.CRM_CALL))
                .extracting(call -> centre.crm.value(call.ref(), CallPlan.DEALS_OF))
                .containsExactlyElementsOf(
                        deals.stream().map(deal -> deal.ref().id()).toList());
        assertThat(centre.pass().quiet()).isTrue();
    }

    @Test
    void closedDealIsNotTakenUpAgain() {
        CallCentre centre = centre(NONE);
        centre.call("0500000001", "Ada", "answered");
        centre.pass();
        Record first = centre.crm.records(CallPlan.DEAL).get(0);
        centre.crm.edit(first.ref(), CallPlan.STAGE, "closed");

        centre.call("0500000001", "Ada", "answered");
        centre.call("0500000001", "Ada", "answered");
        centre.pass();

        assertThat(centre.counts()).containsExactly(1, 2, 3, 0);
        assertThat(centre.pass().quiet()).isTrue();
    }

    @Test
    @Tag("RS-10")
    void whatWasDecidedStandsHoweverOftenTheCallIsDelivered() {
        CallCentre centre = centre(NONE);
        RecordRef call = centre.call("0500000001", "Ada", "missed");
        centre.pass();
        List<Integer> before = centre.counts();

        centre.calls.edit(call, CallCentre.STATUS, "answered");
        for (String flow : List.of("contacts", "deals", "calls", "tasks")) {
            centre.engine.resync(flow, Side.SOURCE, call);
            centre.engine.backfill(flow);
        }
        centre.pass();

        assertThat(centre.counts()).isEqualTo(before);
        assertThat(centre.crm.records(CallPlan.CRM_CALL))
                .singleElement()
                .satisfies(there ->
                        assertThat(there.value(CallPlan.OUTCOME.name()).plain()).isEqualTo("answered"));
        assertThat(centre.pass().quiet()).isTrue();
    }

    @Test
    void answerDoesNotFlipBecauseOurOwnContactIsThereByNow() {
        CallCentre centre = CallCentre.of(new InMemoryStore(), NONE, CallPlan.flows(DecisionTest::onlyNewOnesMakeMore));
        centre.crm.refuse(
                operation -> operation instanceof WriteOperation.Create create
                        && create.values().containsKey(CallPlan.DEAL_PHONE.name()),
                "CLOSED");
        RecordRef call = centre.call("0500000001", "Ada", "missed");
        centre.pass();
        assertThat(centre.counts()).containsExactly(1, 0, 1, 1);

        centre.crm.acceptAll();
        centre.engine.resync("deals", Side.SOURCE, call);
        SyncReport report = centre.pass();

        assertThat(report.count(Kind.EXCLUDED)).isZero();
        assertThat(centre.counts()).containsExactly(1, 1, 1, 1);
        assertThat(centre.parked()).isEmpty();
    }

    @Test
    @Tag("RS-09")
    void twentyCallsOfSevenNumbersMakeSevenContactsAndSevenDealsAlthoughTheIndexLags() {
        CallCentre centre = centre(Duration.ofMinutes(5));
        for (int i = 0; i < 20; i++) {
            centre.call("050 000 00 0" + i % 7, "Caller", "answered");
        }

        centre.pass();

        assertThat(centre.counts()).containsExactly(7, 7, 20, 0);
        assertThat(centre.crm.calls().writes()).as("one batch a flow").isEqualTo(3);
        assertThat(centre.pass().quiet()).isTrue();
    }

    @Test
    void callerOfAMomentAgoIsKnownAlthoughTheIndexLags() {
        CallCentre centre = centre(Duration.ofMinutes(5));
        centre.call("0500000001", "Ada", "answered");
        centre.pass();
        centre.call("0500000001", "Ada", "answered");

        SyncReport second = centre.pass();

        assertThat(second.verdicts())
                .filteredOn(verdict -> verdict.kind() == Kind.EXCLUDED)
                .extracting(Verdict::code)
                .containsExactly("KNOWN");
        assertThat(centre.counts()).containsExactly(1, 1, 2, 0);
    }

    @Test
    void lookUpsAreMadeOnceAPageAndNotAgainByTheOtherFlows() {
        CallCentre centre = centre(NONE);
        for (int i = 0; i < 9; i++) {
            centre.contact("+38050000000" + i, "Caller " + i);
            centre.call("050 000 00 0" + i, "Caller", "answered");
        }

        centre.pass();

        assertThat(centre.crm.calls().searches())
                .as("contacts, their deals, deals to ensure")
                .isEqualTo(3);
        assertThat(centre.counts()).containsExactly(9, 9, 9, 0);
    }

    @Test
    void unchangedCallsMakeNoCallToTheCrmWhateverTheyBecame() {
        CallCentre centre = centre(NONE);
        RecordRef call = centre.call("0500000001", "Ada", "answered");
        centre.pass();
        centre.crm.resetCalls();

        centre.calls.touch(call);
        SyncReport report = centre.pass();

        assertThat(report.quiet()).isTrue();
        assertThat(centre.crm.calls().recordCalls()).isZero();
    }

    @Test
    void contactThatIsGoneByTheTimeItIsLinkedIsMadeAnew() {
        CallCentre centre = centre(NONE);
        RecordRef ada = centre.contact("+380500000001", "Ada");
        centre.crm.watch(new Once(Call.Kind.READ, () -> centre.crm.archive(ada)));
        centre.call("0500000001", "Ada B.", "answered");

        centre.pass();

        assertThat(centre.names()).containsExactly("Ada B.");
        assertThat(centre.parked()).isEmpty();
        assertThat(centre.pass().quiet()).isTrue();
    }

    @Test
    void existingRecordThatIsChosenTwiceWhereNoneIsSharedIsForAPerson() {
        Field name = CallCentre.NAME;
        Decision everybody = Decision.named("everybody", 1)
                .lookUp(LookUp.by("ada", CallCentre.CONTACT, name, (call, found) -> List.of("Ada")))
                .by((call, found) -> Decided.as("ADA")
                        .onto("contacts", found.by("ada").get(0).ref()));
        Flow contacts = Flow.toCrm("contacts", CallCentre.CALL, CallCentre.CONTACT)
                .decidedBy(everybody)
                .map(FieldMapping.from(CallCentre.NUMBER).to(CallCentre.PHONE))
                .build();
        CallCentre centre = CallCentre.of(new InMemoryStore(), NONE, contacts);
        centre.contact("", "Ada");
        centre.call("0500000001", "Ada");
        centre.call("0500000002", "Bo");

        SyncReport report = centre.pass();

        assertThat(report.count(Kind.LINKED)).isEqualTo(1);
        assertThat(centre.parked()).containsExactly("CHOSEN_LINKED");
    }

    @Test
    void decisionThatFailsHoldsThatRecordBackAndNoOther() {
        CallCentre centre = CallCentre.of(new InMemoryStore(), NONE, CallPlan.flows((call, found) -> switch (call.value(
                        CallCentre.CALLER.name())
                .plain()) {
            case "broken" -> throw new IllegalStateException("no value of it in the reason");
            case "unknown" -> Decided.as("NEW").into("contracts");
            case "wrong" -> Decided.as("NEW").onto("deals", RecordRef.of(CallCentre.CONTACT, "1"));
            default -> CallPlan.decide(call, found);
        }));
        RecordRef broken = centre.call("0500000001", "broken", "answered");
        centre.call("0500000002", "unknown", "answered");
        centre.call("0500000003", "wrong", "answered");
        centre.call("0500000004", "Ada", "answered");

        SyncReport report = centre.pass();

        assertThat(centre.counts()).containsExactly(1, 1, 1, 0);
        assertThat(Set.copyOf(centre.parked())).containsExactly("RULE_FAILED");
        assertThat(report.verdicts())
                .filteredOn(verdict -> verdict.ref().equals(broken))
                .hasSize(4)
                .allSatisfy(verdict -> assertThat(verdict.reason()).doesNotContain("no value"));
        assertThat(report.verdicts())
                .anySatisfy(verdict ->
                        assertThat(verdict.reason()).contains("[contracts]", "[contacts, deals, calls, tasks]"));
        assertThat(centre.pass().quiet()).isTrue();
    }

    @Test
    void lookUpThatIsRefusedIsHalvedAndWhatSpoilsItHeldBack() {
        CallCentre centre = centre(NONE);
        RequestRejectedException refused = new RequestRejectedException("Refused", 400, "BAD_KEY", Map.of());
        for (int i = 0; i < 3; i++) {
            centre.call("050000000" + i, "Caller", "answered");
        }
        centre.crm.failNext(Fault.throwing(refused, Call.Kind.SEARCH)); // all three
        centre.crm.failNext(Fault.throwing(refused, Call.Kind.SEARCH)); // the first alone

        centre.pass();

        assertThat(centre.engine.parked("contacts")).singleElement().satisfies(parked -> {
            assertThat(parked.code()).isEqualTo("BAD_KEY");
            assertThat(parked.reason()).isEqualTo("Refused");
        });
        assertThat(centre.crm.records(CallCentre.CONTACT)).hasSize(2);
    }

    @Test
    void lookUpThatIsRefusedOnlyTogetherHoldsNobodyBack() {
        CallCentre centre = centre(NONE);
        centre.call("0500000001", "Ada", "answered");
        centre.call("0500000002", "Bo", "answered");
        centre.crm.failNext(Fault.throwing(
                new RequestRejectedException("Too large", 400, "TOO_LARGE", Map.of()), Call.Kind.SEARCH));

        centre.pass();

        assertThat(centre.names()).containsExactly("Ada", "Bo");
        assertThat(centre.counts()).containsExactly(2, 2, 2, 0);
        assertThat(centre.parked()).isEmpty();
    }

    @Test
    void lookUpThatFailsHoldsThatRecordBackAndNoOther() {
        Decision decision = Decision.named("ids", 1)
                .lookUp(LookUp.by("ada", CallCentre.CONTACT, CallCentre.NAME, (call, found) -> {
                    if (call.value(CallCentre.CALLER.name()).plain().equals("broken")) {
                        throw new IllegalStateException("no value of it in the reason");
                    }
                    return List.of("Ada");
                }))
                .by((call, found) -> Decided.as("NEW").into("contacts"));
        CallCentre centre = CallCentre.of(
                new InMemoryStore(),
                NONE,
                CallCentre.contacts().decidedBy(decision).build());
        centre.call("0500000001", "broken");
        centre.call("0500000002", "Ada");

        centre.pass();

        assertThat(centre.names()).containsExactly("Ada");
        assertThat(centre.engine.parked("contacts")).singleElement().satisfies(parked -> {
            assertThat(parked.code()).isEqualTo("RULE_FAILED");
            assertThat(parked.reason()).contains("\"ada\"").doesNotContain("no value");
        });
    }

    @Test
    void decisionIsShownOnlyWhatEveryPartOfTheRuleConfirms() {
        MatchRule named = CallCentre.BY_NUMBER.confirmedBy(CallCentre.CALLER, CallCentre.NAME);
        Decision decision = Decision.named("named", 1)
                .lookUp(LookUp.matching("contact", CallCentre.CONTACT, named))
                .by((call, found) ->
                        found.by("contact").size() == 1 ? Decided.as("KNOWN").into("calls") : Decided.as("SEVERAL"));
        CallCentre centre = CallCentre.of(
                new InMemoryStore(),
                NONE,
                Flow.toCrm("calls", CallCentre.CALL, CallPlan.CRM_CALL)
                        .decidedBy(decision)
                        .idField(CallPlan.CALL_ID)
                        .map(FieldMapping.from(CallCentre.STATUS).to(CallPlan.OUTCOME))
                        .build());
        centre.contact("+380500000001", "Ada");
        centre.contact("+380500000001", "Bo");
        centre.call("0500000001", "Ada", "answered");

        centre.pass();

        assertThat(centre.crm.records(CallPlan.CRM_CALL)).hasSize(1);
    }

    @Test
    void recordThatIsLookedUpByItsIdIsTheSurvivorOfItsMerge() {
        Decision decision = Decision.named("ids", 1)
                .reads(CallCentre.CALLER)
                .lookUp(LookUp.reading(
                        "it",
                        CallCentre.CONTACT,
                        (call, found) ->
                                List.of(call.value(CallCentre.CALLER.name()).plain())))
                .by((call, found) -> found.by("it").isEmpty()
                        ? Decided.as("NONE")
                        : Decided.as("FOUND")
                                .onto("contacts", found.by("it").get(0).ref()));
        CallCentre centre = CallCentre.of(
                new InMemoryStore(),
                NONE,
                Flow.toCrm("contacts", CallCentre.CALL, CallCentre.CONTACT)
                        .decidedBy(decision)
                        .map(FieldMapping.from(CallCentre.NUMBER).to(CallCentre.PHONE))
                        .build());
        RecordRef absorbed = centre.contact("", "A.");
        RecordRef survivor = centre.contact("", "Ada");
        centre.crm.merge(survivor, absorbed);
        centre.call("0500000001", absorbed.id());
        centre.call("0500000002", "999999");

        SyncReport report = centre.pass();

        assertThat(report.verdicts())
                .filteredOn(verdict -> verdict.kind() == Kind.LINKED)
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.other()).contains(survivor));
        assertThat(report.verdicts()).extracting(Verdict::code).contains("NONE");
        assertThat(centre.crm.value(survivor, CallCentre.PHONE)).isEqualTo("0500000001");
    }

    @Test
    void killedAnywhereACallBecomesTheSame() {
        KilledAnywhere.over(
                steps -> CallCentre.of(
                        steps.watch(new InMemoryStore()), NONE, CallPlan.flows(DecisionTest::onlyNewOnesMakeMore)),
                (centre, pass) -> {
                    centre.contact("+380500000003", "Cy");
                    centre.call("0500000001", "Ada", "missed");
                    centre.call("0500000001", "Ada", "answered");
                    centre.call("0500000003", "Nobody", "missed");
                    pass.run();
                    centre.waitAWhile();
                    pass.run();
                    centre.call("0500000002", "Bo", "answered");
                    centre.call("0500000001", "Ada", "answered");
                    pass.run();
                });
    }

    /** A known caller makes a call and nothing else: whoever decided again would find our own contact. */
    private static Decided onlyNewOnesMakeMore(Record call, Found found) {
        return found.by("contact").stream()
                .findFirst()
                .map(contact ->
                        Decided.as("KNOWN").onto("contacts", contact.ref()).into("calls"))
                .orElseGet(() -> Decided.as("NEW").into("contacts", "deals", "calls", "tasks"));
    }

    private static CallCentre centre(Duration lag) {
        return CallCentre.of(new InMemoryStore(), lag, CallPlan.flows());
    }
}
