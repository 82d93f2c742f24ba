package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.engine.ConfigurationException;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.Condition;
import io.tidelock.mapping.Decided;
import io.tidelock.mapping.Decision;
import io.tidelock.mapping.Eligibility;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Found;
import io.tidelock.mapping.LookUp;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.UndecidedException;
import io.tidelock.record.Association;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.store.InMemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a decision gives to the records it is about, and what it reads to be made. */
class NotedTest {

    private static final Field SUBJECT = Field.text("decided_subject");
    private static final Field URGENT = Field.bool("decided_urgent");
    private static final Field DEALS_OF = Association.to(CallPlan.DEAL).field();

    @Test
    void whatTheDecisionNotesIsWrittenAndStays() {
        CallCentre centre = centre((call, found) -> Decided.as("NEW")
                .into("tasks")
                .noting(SUBJECT, Value.text("Call back"))
                .noting(URGENT, Value.empty()));
        RecordRef call = centre.call("0500000001", "Ada", "missed");
        centre.pass();

        centre.calls.edit(call, CallCentre.STATUS, "answered");
        centre.engine.resync("tasks", Side.SOURCE, call);
        centre.pass();

        assertThat(subjects(centre)).containsExactly("Call back");
        assertThat(centre.pass().quiet()).isTrue();
    }

    @Test
    void conditionSeesWhatIsNoted() {
        CallCentre centre = centre((call, found) -> Decided.as("NEW")
                .into("tasks")
                .noting(SUBJECT, Value.text("Call back"))
                .noting(
                        URGENT,
                        Value.bool(!call.value(CallCentre.CALLER.name()).plain().equals("Ada"))));
        centre.call("0500000001", "Ada", "missed");
        centre.call("0500000002", "Bo", "missed");

        centre.pass();

        assertThat(subjects(centre)).containsExactly("", "Call back");
    }

    @Test
    void noteThatTheDecisionDoesNotNameHoldsTheRecord() {
        CallCentre centre =
                centre((call, found) -> Decided.as("NEW").into("tasks").noting(Field.text("secret"), Value.text("x")));
        centre.call("0500000001", "Ada", "missed");

        SyncReport report = centre.pass();

        assertThat(centre.parked()).containsExactly("RULE_FAILED");
        assertThat(report.verdicts())
                .anySatisfy(verdict ->
                        assertThat(verdict.reason()).contains("[secret]", "[decided_subject, decided_urgent]"));
    }

    @Test
    void whatCannotBeDecidedYetIsHeldWithItsReasonAndTriedAgain() {
        CallCentre centre = centre((call, found) -> {
            if (found.by("contact").isEmpty()) {
                throw new UndecidedException("NO_CONTACT", "Somebody has to make a contact first");
            }
            return Decided.as("KNOWN").into("tasks").noting(SUBJECT, Value.text("Call back"));
        });
        centre.call("0500000001", "Ada", "missed");

        SyncReport held = centre.pass();
        centre.contact("+380500000001", "Ada");
        centre.waitAWhile();
        centre.pass();

        assertThat(held.verdicts()).anySatisfy(verdict -> {
            assertThat(verdict.kind()).isEqualTo(Kind.QUARANTINED);
            assertThat(verdict.code()).isEqualTo("NO_CONTACT");
            assertThat(verdict.reason()).isEqualTo("Somebody has to make a contact first");
        });
        assertThat(subjects(centre)).containsExactly("Call back");
        assertThat(centre.parked()).isEmpty();
    }

    @Test
    void recordsAreReadByIdWithTheirAssociationsThoughTheIndexLags() {
        CallCentre centre = CallCentre.of(
                new InMemoryStore(),
                Duration.ofMinutes(5),
                tasks((call, found) -> Decided.as("KNOWN")
                        .into("tasks")
                        .noting(
                                SUBJECT,
                                Value.text(found.by("deals").stream()
                                        .map(deal -> deal.value(CallPlan.STAGE).plain())
                                        .findFirst()
                                        .orElse("none")))));
        RecordRef ada = centre.contact("+380500000001", "Ada");
        centre.waitAWhile();
        RecordRef deal = centre.crm.create(CallPlan.DEAL, Map.of(CallPlan.STAGE, "open"));
        centre.crm.edit(ada, DEALS_OF, deal.id());
        centre.call("0500000001", "Ada", "missed");

        centre.pass();

        assertThat(subjects(centre)).containsExactly("open");
    }

    @Test
    void lookUpIsSparedWhereAnEarlierOneFoundSomething() {
        CallCentre centre = centre((call, found) ->
                Decided.as("NEW").noting(SUBJECT, Value.text(found.by("by name").size() + "")));
        centre.contact("+380500000001", "Ada");
        centre.call("0500000001", "Ada", "missed");

        centre.pass();
        long spared = centre.crm.calls().searches();
        centre.call("0500000002", "Bo", "missed");
        centre.pass();

        assertThat(spared).as("the contact by its number").isEqualTo(1);
        assertThat(centre.crm.calls().searches() - spared)
                .as("by its number, then by its name")
                .isEqualTo(2);
    }

    @Test
    void recordThatShowsSomethingElseByItselfIsNotTakenUpAgain() {
        MatchRule open = MatchRule.on(CallCentre.NUMBER, CallPlan.DEAL_PHONE, CallCentre.E164)
                .where(CallPlan.STAGE, stage -> !stage.equals("closed"));
        CallCentre centre = CallCentre.of(
                new InMemoryStore(),
                Duration.ofMinutes(5),
                Flow.toCrm("deals", CallCentre.CALL, CallPlan.DEAL)
                        .ensured(open)
                        .map(FieldMapping.from(CallCentre.NUMBER)
                                .to(CallPlan.DEAL_PHONE)
                                .converted(CallCentre.INTERNATIONAL))
                        .build());
        centre.call("0500000001", "Ada");
        centre.call("0500000001", "Ada");
        centre.pass();
        centre.crm.edit(centre.crm.records(CallPlan.DEAL).get(0).ref(), CallPlan.STAGE, "closed");

        centre.call("0500000001", "Ada");
        centre.pass();

        assertThat(centre.crm.records(CallPlan.DEAL)).hasSize(2);
        assertThat(centre.pass().quiet()).isTrue();
    }

    @Test
    void referenceThatHasNothingToSayWaitsForNobody() {
        Flow contacts = CallCentre.contacts()
                .eligible(new Eligibility("nobody", 1, call -> Eligibility.Ruling.excluded("NOBODY", "Never")))
                .build();
        Condition never = new Condition("never", 1, call -> false);
        Flow calls = Flow.toCrm("calls", CallCentre.CALL, CallPlan.CRM_CALL)
                .idField(CallPlan.CALL_ID)
                .map(
                        FieldMapping.from(CallCentre.STATUS).to(CallPlan.OUTCOME),
                        FieldMapping.from(CallCentre.SELF)
                                .to(CallPlan.CONTACTS_OF)
                                .linkedBy("contacts")
                                .onlyWhen(never))
                .build();
        CallCentre centre = CallCentre.of(new InMemoryStore(), Duration.ZERO, contacts, calls);
        centre.call("0500000001", "Ada", "answered");

        centre.pass();

        assertThat(centre.crm.records(CallPlan.CRM_CALL)).hasSize(1);
        assertThat(centre.parked()).isEmpty();
    }

    @Test
    void readingWhatIsNotAssociatedIsNamedBeforeTheFirstCall() {
        Decision wrong = Decision.named("calls", 1)
                .lookUp(LookUp.reading("contact", CallCentre.CONTACT, (call, found) -> List.of("1"))
                        .showing(Association.to(RecordType.of("nothing")).field()))
                .by((call, found) -> Decided.as("NEW").into("contacts"));

        assertThatThrownBy(() -> CallCentre.of(
                        new InMemoryStore(),
                        Duration.ZERO,
                        CallCentre.contacts().decidedBy(wrong).build()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("look-up contact")
                .hasMessageContaining("nothing records");
    }

    @Test
    void killedAnywhereWhatWasNotedIsWritten() {
        KilledAnywhere.over(
                steps -> CallCentre.of(
                        steps.watch(new InMemoryStore()),
                        Duration.ZERO,
                        tasks((call, found) -> Decided.as("NEW")
                                .into("tasks")
                                .noting(
                                        SUBJECT,
                                        Value.text("there were "
                                                + found.by("contact").size())))),
                (centre, pass) -> {
                    centre.call("0500000001", "Ada", "missed");
                    pass.run();
                    centre.contact("+380500000001", "Ada");
                    centre.waitAWhile();
                    pass.run();
                    centre.call("0500000001", "Ada", "missed");
                    pass.run();
                });
    }

    private static CallCentre centre(BiFunction<Record, Found, Decided> rule) {
        return CallCentre.of(new InMemoryStore(), Duration.ZERO, tasks(rule));
    }

    private static Flow tasks(BiFunction<Record, Found, Decided> rule) {
        Decision calls = Decision.named("calls", 1)
                .reads(CallCentre.STATUS, CallCentre.CALLER)
                .notes(SUBJECT, URGENT)
                .lookUp(LookUp.matching("contact", CallCentre.CONTACT, CallCentre.BY_NUMBER))
                .lookUp(LookUp.by(
                                "by name",
                                CallCentre.CONTACT,
                                CallCentre.NAME,
                                (call, found) ->
                                        List.of(call.value(CallCentre.CALLER).plain()))
                        .unless("contact"))
                .lookUp(LookUp.reading(
                                "contact as it is", CallCentre.CONTACT, (call, found) -> ids(found.by("contact")))
                        .showing(DEALS_OF))
                .lookUp(LookUp.reading(
                                "deals",
                                CallPlan.DEAL,
                                (call, found) -> found.by("contact as it is").stream()
                                        .flatMap(contact -> contact.value(DEALS_OF) instanceof Value.Items deals
                                                ? deals.items().stream()
                                                : Stream.<String>empty())
                                        .toList())
                        .showing(CallPlan.STAGE))
                .by(rule);
        return Flow.toCrm("tasks", CallCentre.CALL, CallPlan.TASK)
                .decidedBy(calls)
                .idField(CallPlan.CALL_ID)
                .map(FieldMapping.from(SUBJECT)
                        .to(CallPlan.SUBJECT)
                        .createOnly()
                        .onlyWhen(new Condition(
                                "unless it can wait",
                                1,
                                call -> !Objects.equals(
                                        call.value(URGENT.name()).plain(), "false"))))
                .build();
    }

    private static List<String> ids(List<Record> records) {
        return records.stream().map(record -> record.ref().id()).toList();
    }

    private static List<String> subjects(CallCentre centre) {
        return centre.crm.records(CallPlan.TASK).stream()
                .map(task -> task.value(CallPlan.SUBJECT.name()).plain())
                .toList();
    }
}
