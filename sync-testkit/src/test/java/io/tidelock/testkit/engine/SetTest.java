package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.Converter;
import io.tidelock.mapping.EmptyPolicy;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.RequestFlag;
import io.tidelock.mapping.Strength;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Schema;
import io.tidelock.record.Value;
import io.tidelock.store.InMemoryStore;
import io.tidelock.testkit.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Multi-selects are merged element by element. */
class SetTest {

    static final Field GROUPS = Field.choices("groups");
    static final Field TAGS = Field.choices("tags");

    @Test
    void elementThatTheSourceAddsOrDropsReachesTheTargetAndForeignOnesStay() {
        Clinic clinic = with(UnaryOperator.identity());
        RecordRef ada = ada(clinic, "a;b");
        RecordRef contact = clinic.contactOf(ada);
        assertThat(clinic.crm.value(contact, TAGS)).isEqualTo("a;b");

        clinic.crm.edit(contact, TAGS, "a;b;theirs");
        clinic.clinic.edit(ada, GROUPS, "b;c");
        clinic.pass();

        assertThat(clinic.crm.value(contact, TAGS)).isEqualTo("b;c;theirs");
        assertThat(clinic.clinic.value(ada, GROUPS)).isEqualTo("b;c");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void elementThatPeopleTookAwayAtTheTargetStaysAway() {
        Clinic clinic = with(UnaryOperator.identity());
        RecordRef ada = ada(clinic, "a;b");
        RecordRef contact = clinic.contactOf(ada);

        clinic.crm.edit(contact, TAGS, "b");
        clinic.clinic.edit(ada, GROUPS, "a;b;c");
        clinic.pass();
        assertThat(clinic.crm.value(contact, TAGS)).isEqualTo("b;c");

        clinic.clinic.edit(ada, GROUPS, "b;c");
        clinic.pass();
        clinic.clinic.edit(ada, GROUPS, "a;b;c");
        clinic.pass();
        assertThat(clinic.crm.value(contact, TAGS)).as("added anew").isEqualTo("a;b;c");
    }

    @Test
    void mappingThatAlwaysHoldsPutsItBackAndLeavesForeignOnes() {
        Clinic clinic = with(mapping -> mapping.strength(Strength.ALWAYS));
        RecordRef ada = ada(clinic, "a;b");
        RecordRef contact = clinic.contactOf(ada);

        clinic.crm.edit(contact, TAGS, "b;theirs");
        clinic.clinic.edit(ada, Clinic.CITY, "Rome");
        clinic.pass();

        assertThat(clinic.crm.value(contact, TAGS)).isEqualTo("a;b;theirs");
    }

    @Test
    void twoSystemsFeedOneMultiSelect() {
        Clinic clinic = Clinic.setup()
                .clinic(system -> system.type(Leads.LEAD, List.of(Leads.NAME, Leads.MAIL, GROUPS)))
                .crm(crm -> crm.property(Schema.Property.of(Contact.TYPE, TAGS, "Tags")))
                .flow(flow -> flow.map(
                        FieldMapping.constant(Value.items(List.of("patient"))).to(TAGS)))
                .plan(plan -> plan.flow(
                        Leads.flow().map(FieldMapping.from(GROUPS).to(TAGS)).build()))
                .build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        RecordRef lead = Leads.create(clinic, "Ada", "ada@example.com");
        clinic.clinic.edit(lead, GROUPS, "fair;patient");
        clinic.pass();
        RecordRef contact = clinic.contactOf(ada);
        assertThat(clinic.crm.value(contact, TAGS)).isEqualTo("fair;patient");

        clinic.clinic.edit(lead, GROUPS, "web");
        clinic.pass();

        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.crm.value(contact, TAGS)).contains("web").doesNotContain("fair");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void bothSidesChangeAndNeverConflict() {
        Clinic clinic = with(FieldMapping.Builder::twoWay);
        RecordRef ada = ada(clinic, "a;b;c");
        RecordRef contact = clinic.contactOf(ada);

        clinic.clinic.edit(ada, GROUPS, "b;c;mine");
        clinic.crm.edit(contact, TAGS, "a;b;theirs");
        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.HELD)).isZero();
        assertThat(clinic.clinic.value(ada, GROUPS)).isEqualTo("b;mine;theirs");
        assertThat(clinic.crm.value(contact, TAGS)).isEqualTo("b;mine;theirs");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void firstLinkUnitesBothSides() {
        Clinic clinic = with(FieldMapping.Builder::twoWay);
        RecordRef contact = clinic.contact("Ada", "Byron", "ada@example.com", null);
        clinic.crm.edit(contact, TAGS, "theirs");

        RecordRef ada = ada(clinic, "mine");

        assertThat(clinic.crm.value(contact, TAGS)).isEqualTo("mine;theirs");
        assertThat(clinic.clinic.value(ada, GROUPS)).isEqualTo("mine;theirs");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void backwardsTheTargetsElementsReachTheSource() {
        Clinic clinic = with(FieldMapping.Builder::backwards);
        RecordRef ada = ada(clinic, "mine");
        RecordRef contact = clinic.contactOf(ada);

        clinic.crm.edit(contact, TAGS, "theirs");
        clinic.pass();
        assertThat(clinic.clinic.value(ada, GROUPS)).isEqualTo("mine;theirs");
        clinic.crm.edit(contact, TAGS, "more");
        clinic.pass();

        assertThat(clinic.clinic.value(ada, GROUPS)).isEqualTo("mine;more");
        assertThat(clinic.crm.value(contact, TAGS)).isEqualTo("more");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void eachElementIsTranslated() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("m", "Doctor");
        words.put("md", "Doctor");
        words.put("n", "Nurse");
        Clinic clinic =
                with(mapping -> mapping.twoWay().converted(Converter.enumMap("jobs", 1, words, Map.of("Doctor", "m"))));
        RecordRef ada = ada(clinic, "md;n");
        RecordRef contact = clinic.contactOf(ada);
        assertThat(clinic.crm.value(contact, TAGS)).isEqualTo("Doctor;Nurse");

        clinic.crm.edit(contact, TAGS, "Doctor");
        clinic.pass();
        assertThat(clinic.clinic.value(ada, GROUPS))
                .as("two words for one: its own stays")
                .isEqualTo("md");

        clinic.clinic.edit(ada, GROUPS, "md;x");
        SyncReport report = clinic.pass();
        assertThat(report.count(Kind.QUARANTINED)).isEqualTo(1);
        assertThat(clinic.parked()).containsExactly("UNMAPPED_VALUE");
    }

    @Test
    void emptiedSourceLeavesTheTargetUnlessClearingIsOptedInto() {
        Clinic leaving = with(UnaryOperator.identity());
        RecordRef ada = ada(leaving, "a;b");
        RecordRef contact = leaving.contactOf(ada);
        leaving.clinic.edit(ada, GROUPS, null);
        leaving.pass();
        assertThat(leaving.crm.value(contact, TAGS)).isEqualTo("a;b");
        leaving.clinic.edit(ada, GROUPS, "c");
        leaving.pass();
        assertThat(leaving.crm.value(contact, TAGS))
                .as("what was ours is known still")
                .isEqualTo("c");

        Clinic clearing = with(mapping -> mapping.whenEmptied(EmptyPolicy.CLEAR));
        RecordRef bo = ada(clearing, "a;b");
        RecordRef there = clearing.contactOf(bo);
        clearing.crm.edit(there, TAGS, "a;b;theirs");
        clearing.clinic.edit(bo, GROUPS, null);
        clearing.pass();
        assertThat(clearing.crm.value(there, TAGS)).as("ours only").isEqualTo("theirs");
    }

    @Test
    void elementShownAgainAfterTheSourceWasEmptyIsAddedAgain() {
        Clinic clinic = with(UnaryOperator.identity());
        RecordRef ada = ada(clinic, "a;b");
        RecordRef contact = clinic.contactOf(ada);
        clinic.clinic.edit(ada, GROUPS, null);
        clinic.pass();
        clinic.crm.edit(contact, TAGS, null);

        clinic.clinic.edit(ada, GROUPS, "a");
        clinic.pass();

        assertThat(clinic.crm.value(contact, TAGS)).isEqualTo("a");
    }

    @Test
    void elementShownAgainAfterTheTargetWasEmptyIsAddedAgain() {
        Clinic clinic = with(FieldMapping.Builder::twoWay);
        RecordRef ada = ada(clinic, "a;b");
        RecordRef contact = clinic.contactOf(ada);
        clinic.crm.edit(contact, TAGS, null);
        clinic.pass();
        assertThat(clinic.clinic.value(ada, GROUPS)).isEqualTo("a;b");
        clinic.clinic.edit(ada, GROUPS, null);

        clinic.crm.edit(contact, TAGS, "a");
        clinic.pass();

        assertThat(clinic.clinic.value(ada, GROUPS)).isEqualTo("a");
        assertThat(clinic.crm.value(contact, TAGS)).isEqualTo("a");
    }

    @Test
    void setThatIsOnlyFilledIsLeftOnceItShowsSomething() {
        Clinic clinic = with(mapping -> mapping.strength(Strength.ONLY_IF_EMPTY));
        RecordRef theirs = clinic.contact("Bo", "Lee", "bo@example.com", null);
        clinic.crm.edit(theirs, TAGS, "theirs");
        RecordRef bo = clinic.patient("Bo", "Lee", "bo@example.com", null);
        clinic.clinic.edit(bo, GROUPS, "mine");
        RecordRef ada = ada(clinic, "a");
        RecordRef contact = clinic.contactOf(ada);
        assertThat(clinic.crm.value(contact, TAGS)).isEqualTo("a");
        assertThat(clinic.crm.value(theirs, TAGS)).isEqualTo("theirs");

        clinic.clinic.edit(ada, GROUPS, "a;b");
        clinic.pass();
        assertThat(clinic.crm.value(contact, TAGS)).isEqualTo("a");

        clinic.crm.edit(contact, TAGS, null);
        clinic.clinic.edit(ada, GROUPS, "b;c");
        clinic.pass();
        assertThat(clinic.crm.value(contact, TAGS)).isEqualTo("b;c");
    }

    @Test
    void elementsThatPeopleChangedWaitForTheRequest() {
        Clinic clinic = with(
                        Clinic.setup().back(ConflictPolicy.SOURCE_WINS),
                        flow -> flow.onRequest(RequestFlag.yesNo(Clinic.UPDATE)),
                        FieldMapping.Builder::twoWay)
                .build();
        RecordRef ada = ada(clinic, "a;b");
        RecordRef contact = clinic.contactOf(ada);
        clinic.crm.edit(contact, TAGS, "a;theirs");
        clinic.clinic.edit(ada, GROUPS, "a;b;c");
        clinic.pass();
        assertThat(clinic.clinic.value(ada, GROUPS)).isEqualTo("a;b;c");
        assertThat(clinic.crm.value(contact, TAGS)).isEqualTo("a;c;theirs");

        clinic.crm.edit(contact, Clinic.UPDATE, "Yes");
        clinic.pass();

        assertThat(clinic.clinic.value(ada, GROUPS)).isEqualTo("a;c;theirs");
        assertThat(clinic.crm.value(contact, TAGS)).isEqualTo("a;c;theirs");
    }

    @Test
    void elementAddedWhileTheOthersPropertyIsAwayDropsNothing() {
        Clinic clinic = with(mapping -> mapping.twoWay().whenEmptied(EmptyPolicy.CLEAR));
        RecordRef ada = ada(clinic, "a;b");
        RecordRef contact = clinic.contactOf(ada);

        clinic.crm.undefine(Contact.TYPE, TAGS);
        clinic.crm.touch(contact);
        clinic.clinic.edit(ada, GROUPS, "a;b;c");
        clinic.pass();

        assertThat(clinic.clinic.value(ada, GROUPS)).isEqualTo("a;b;c");
    }

    @Test
    void wholeSetIsOneValue() {
        Clinic clinic = with(FieldMapping.Builder::wholeSet);
        RecordRef ada = ada(clinic, "a;b");
        RecordRef contact = clinic.contactOf(ada);

        clinic.crm.edit(contact, TAGS, "a;b;theirs");
        clinic.clinic.edit(ada, GROUPS, "b;c");
        clinic.pass();

        assertThat(clinic.crm.value(contact, TAGS)).isEqualTo("b;c");
    }

    @Test
    void elementThatTheTargetDoesNotTakeIsNotTakenFromTheSource() {
        Clinic clinic = Clinic.setup()
                .clinic(system -> system.type(Clinic.PATIENT, FIELDS))
                .crm(crm -> crm.property(Schema.Property.of(Contact.TYPE, TAGS, "Tags"))
                        .rewriting(
                                Contact.TYPE,
                                TAGS,
                                text -> text.replace("x", "").replaceAll("^;|;$", "")))
                .flow(flow -> flow.map(FieldMapping.from(GROUPS).to(TAGS).twoWay()))
                .build();
        RecordRef ada = ada(clinic, "a;x");
        RecordRef contact = clinic.contactOf(ada);
        assertThat(clinic.crm.value(contact, TAGS)).isEqualTo("a");
        assertThat(clinic.pass().quiet()).isTrue();
        clinic.crm.resetCalls();

        clinic.crm.edit(contact, TAGS, "a;b");
        clinic.pass();

        assertThat(clinic.clinic.value(ada, GROUPS)).isEqualTo("a;b;x");
        assertThat(clinic.crm.calls().writes()).as("it is not offered again").isZero();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void translatedElementThatTheSourceDoesNotTakeIsNotTakenFromTheTarget() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("d", "Doctor");
        words.put("n", "Nurse");
        words.put("s", "Surgeon");
        Clinic clinic = Clinic.setup()
                .clinic(system -> system.type(Clinic.PATIENT, FIELDS)
                        .rewriting(
                                Clinic.PATIENT,
                                GROUPS,
                                text -> text.replace("n", "").replaceAll("^;|;$", "")))
                .crm(crm -> crm.property(Schema.Property.of(Contact.TYPE, TAGS, "Tags")))
                .flow(flow -> flow.map(FieldMapping.from(GROUPS)
                        .to(TAGS)
                        .twoWay()
                        .converted(Converter.enumMap("jobs", 1, words, Map.of()))))
                .build();
        RecordRef ada = ada(clinic, "d");
        RecordRef contact = clinic.contactOf(ada);
        clinic.crm.edit(contact, TAGS, "Doctor;Nurse");
        clinic.pass();
        assertThat(clinic.clinic.value(ada, GROUPS)).isEqualTo("d");

        clinic.clinic.edit(ada, GROUPS, "d;s");
        clinic.pass();

        assertThat(clinic.crm.value(contact, TAGS)).isEqualTo("Doctor;Nurse;Surgeon");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void setThatIsLookedAtAgainIsNotSettledAgain() {
        Clinic clinic = with(FieldMapping.Builder::twoWay);
        ada(clinic, "a;b");
        clinic.pass();
        clinic.engine.reconcile("patients");
        clinic.pass();

        clinic.engine.reconcile("patients");
        SyncReport report = clinic.pass();

        assertThat(report.quiet()).isTrue();
    }

    @Test
    void setIsReadRightBeforeItIsWrittenAndOnlyThen() {
        Clinic clinic = with(UnaryOperator.identity());
        RecordRef ada = ada(clinic, "a");
        RecordRef contact = clinic.contactOf(ada);
        clinic.pass();
        clinic.crm.resetCalls();

        clinic.clinic.edit(ada, Clinic.CITY, "Rome");
        clinic.pass();
        assertThat(clinic.crm.calls().reads()).as("no set changed").isZero();

        clinic.clinic.watch(new Once(Call.Kind.FEED, () -> clinic.crm.edit(contact, TAGS, "a;late")));
        clinic.clinic.edit(ada, GROUPS, "a;b");
        clinic.pass();

        assertThat(clinic.crm.calls().reads()).isEqualTo(1);
        assertThat(clinic.crm.value(contact, TAGS)).isEqualTo("a;b;late");
    }

    @Test
    void whatTheFeedShowedOfASetIsNotWrittenBackOnceItIsOutOfDate() {
        Clinic clinic = with(FieldMapping.Builder::twoWay);
        RecordRef ada = ada(clinic, "a");
        RecordRef contact = clinic.contactOf(ada);
        clinic.pass();

        clinic.crm.edit(contact, TAGS, "a;theirs");
        clinic.crm.watch(new Once(Call.Kind.FEED, () -> clinic.clinic.edit(ada, GROUPS, "a;mine")));
        clinic.clinic.watch(new Once(Call.Kind.READ, () -> clinic.crm.edit(contact, TAGS, "a;theirs;late")));
        clinic.pass();

        assertThat(clinic.crm.value(contact, TAGS)).isEqualTo("a;late;mine;theirs");
        assertThat(clinic.clinic.value(ada, GROUPS)).isEqualTo("a;late;mine;theirs");
        clinic.pass();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void killedAnywhereBothWays() {
        CrashSweep.sweep(
                steps -> setup(FieldMapping.Builder::twoWay)
                        .store(steps.watch(new InMemoryStore()))
                        .build(),
                SetTest::bothSidesEdit);
    }

    @Test
    void killedAnywhereOneWay() {
        CrashSweep.sweep(
                steps -> setup(UnaryOperator.identity())
                        .store(steps.watch(new InMemoryStore()))
                        .build(),
                SetTest::bothSidesEdit);
    }

    private static void bothSidesEdit(Clinic clinic) {
        RecordRef contact = clinic.contact("Ada", "Byron", "ada@example.com", null);
        clinic.crm.edit(contact, TAGS, "theirs");
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.clinic.edit(ada, GROUPS, "a;b;c");
        CrashSweep.pass(clinic);
        clinic.clinic.edit(ada, GROUPS, "b;c;mine");
        clinic.crm.edit(contact, TAGS, "a;b;theirs;more");
        CrashSweep.pass(clinic);
        clinic.clinic.edit(ada, GROUPS, "mine");
        CrashSweep.pass(clinic);
    }

    @Test
    void whatALaggingIndexShowsOfASetIsNotWrittenBack() {
        Clinic clinic = Clinic.setup()
                .clinic(system -> system.type(Clinic.PATIENT, FIELDS))
                .crm(crm -> crm.searchLag(java.time.Duration.ofSeconds(90))
                        .property(Schema.Property.of(Contact.TYPE, TAGS, "Tags")))
                .flow(flow -> flow.map(FieldMapping.from(GROUPS).to(TAGS)))
                .build();
        RecordRef contact = clinic.contact("Ada", "Byron", null, "0400 000 001");
        clinic.clock.advance(java.time.Duration.ofMinutes(2));
        clinic.crm.edit(contact, TAGS, "late");
        RecordRef ada = clinic.patient("Ada", "Byron", null, "0400 000 001");
        clinic.clinic.edit(ada, GROUPS, "a");
        clinic.pass();

        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.crm.value(contact, TAGS)).isEqualTo("a;late");
    }

    @Test
    void propertyThatIsNotThereIsNotTakenForAnEmptySet() {
        Clinic clinic = with(mapping -> mapping.twoWay().whenEmptied(EmptyPolicy.CLEAR));
        RecordRef ada = ada(clinic, "a;b");
        RecordRef contact = clinic.contactOf(ada);

        clinic.crm.undefine(Contact.TYPE, TAGS);
        clinic.crm.touch(contact);
        clinic.clinic.edit(ada, Clinic.CITY, "Rome");
        clinic.pass();

        assertThat(clinic.clinic.value(ada, GROUPS)).isEqualTo("a;b");
    }

    private static final List<Field> FIELDS =
            List.of(Clinic.FIRST, Clinic.LAST, Clinic.EMAIL, Clinic.MOBILE, Clinic.CITY, Clinic.TOKEN, GROUPS);

    private static Clinic with(UnaryOperator<FieldMapping.Builder> change) {
        return setup(change).build();
    }

    private static Clinic.Setup setup(UnaryOperator<FieldMapping.Builder> change) {
        return with(Clinic.setup(), change);
    }

    static Clinic.Setup with(Clinic.Setup setup, UnaryOperator<FieldMapping.Builder> change) {
        return with(setup, UnaryOperator.identity(), change);
    }

    private static Clinic.Setup with(
            Clinic.Setup setup, UnaryOperator<Flow.Builder> flows, UnaryOperator<FieldMapping.Builder> change) {
        return setup.clinic(system -> system.type(Clinic.PATIENT, FIELDS))
                .crm(crm -> crm.property(Schema.Property.of(Contact.TYPE, TAGS, "Tags")))
                .flow(flow -> flows.apply(flow)
                        .map(change.apply(FieldMapping.from(GROUPS).to(TAGS))));
    }

    private static RecordRef ada(Clinic clinic, @Nullable String groups) {
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.clinic.edit(ada, GROUPS, groups);
        clinic.pass();
        return ada;
    }
}
