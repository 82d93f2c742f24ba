package io.tidelock.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.connector.Connector;
import io.tidelock.connector.CreateIdentity;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.mapping.Condition;
import io.tidelock.mapping.Decided;
import io.tidelock.mapping.Decision;
import io.tidelock.mapping.EmptyPolicy;
import io.tidelock.mapping.Enrichment;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Finding;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.GonePolicy;
import io.tidelock.mapping.LookUp;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.Parts;
import io.tidelock.mapping.PassLimit;
import io.tidelock.mapping.Plan;
import io.tidelock.mapping.RequestFlag;
import io.tidelock.mapping.Schedule;
import io.tidelock.mapping.Strength;
import io.tidelock.mapping.Sweep;
import io.tidelock.mapping.Window;
import io.tidelock.record.AccountId;
import io.tidelock.record.Association;
import io.tidelock.record.Cursor;
import io.tidelock.record.Field;
import io.tidelock.record.FieldType;
import io.tidelock.record.RecordType;
import io.tidelock.record.Value;
import io.tidelock.record.Verb;
import io.tidelock.store.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanCheckTest {

    private static final RecordType PERSON = RecordType.of("person");
    private static final RecordType CONTACT = RecordType.of("contact");
    private static final Field NAME = Field.text("name");
    private static final Field MAIL = Field.email("mail");
    private static final Field ID = Field.text("person_id");
    private static final Field FLAG = Field.choice("flag");

    @Test
    void everythingThatIsMissingIsNamedAtOnce() {
        ConfigurationException failed = failure(SyncEngine.builder().fingerprintKey(new byte[15]));

        assertThat(failed.problems())
                .extracting(ConfigurationException.Problem::where)
                .containsExactly("integration", "plan", "store", "business system", "CRM", "fingerprint key");
        assertThat(failed).hasMessageContaining("Call store(…)").hasMessageContaining("Call crm(…)");
    }

    @Test
    void mappingsThatContradictEachOtherAreNamed() {
        assertThat(problems(flow().map(
                                FieldMapping.from(NAME).to(NAME),
                                FieldMapping.from(MAIL).to(NAME),
                                FieldMapping.constant(Value.text("x")).to(FLAG).twoWay(),
                                FieldMapping.from(MAIL).to(MAIL).twoWay().strength(Strength.ALWAYS),
                                FieldMapping.from(ID)
                                        .to(Field.text("other"))
                                        .backwards()
                                        .createOnly())))
                .anySatisfy(problem -> assertThat(problem).contains("mapping name", "same id"))
                .anySatisfy(problem -> assertThat(problem).contains("field name is written"))
                .anySatisfy(problem -> assertThat(problem).contains("mapping flag", "constant cannot travel back"))
                .anySatisfy(problem -> assertThat(problem).contains("mapping mail", "one way only"))
                .anySatisfy(problem -> assertThat(problem).contains("mapping other", "create-only"));
    }

    @Test
    void conditionsAndDefaultsAreAboutTheSourceOfAnOneWayField() {
        Condition always = new Condition("always", 1, record -> true);
        assertThat(problems(flow().map(
                                FieldMapping.from(NAME).to(NAME).twoWay().onlyWhen(always),
                                FieldMapping.from(MAIL).to(MAIL).backwards().defaultsTo(Value.text("x")),
                                FieldMapping.constant(Value.text("x")).to(FLAG).defaultsTo(Value.text("y")))))
                .anySatisfy(problem -> assertThat(problem).contains("mapping name", "a condition holds"))
                .anySatisfy(problem -> assertThat(problem).contains("mapping mail", "a default stands in"))
                .anySatisfy(problem -> assertThat(problem).contains("mapping flag", "a default stands in"));
    }

    @Test
    void referencesNameAFlowBeforeTheirsThatLinksWhatTheyLeadTo() {
        Field contacts = Association.to(CONTACT).field();
        Field deals = Association.to(RecordType.of("deal")).field();
        Field ids = new Field("ids", FieldType.REFS);
        Flow people = flow().map(FieldMapping.from(NAME).to(NAME)).build();
        Flow visits = Flow.toCrm("visits", RecordType.of("visit"), RecordType.of("deal"))
                .map(
                        FieldMapping.from(ID).to(contacts),
                        FieldMapping.from(ID).to(deals).linkedBy("people"),
                        FieldMapping.from(ID).to(Field.text("a")).linkedBy("nobody"),
                        FieldMapping.from(ID).to(Field.text("b")).linkedBy("visits"),
                        FieldMapping.from(ID).to(Field.text("c")).linkedBy("late"),
                        FieldMapping.from(ids).to(Field.text("d")).linkedBy("people"),
                        FieldMapping.from(ids)
                                .to(Field.choices("e"))
                                .linkedBy("people")
                                .wholeSet(),
                        FieldMapping.constant(Value.text("1"))
                                .to(Field.text("f"))
                                .linkedBy("people"),
                        FieldMapping.from(ID).to(Field.text("g")).optional(),
                        FieldMapping.from(ID).to(Field.text("h")).linkedBy("back"))
                .build();
        Flow back = Flow.toBusiness("back", CONTACT, PERSON)
                .map(FieldMapping.from(NAME).to(NAME))
                .build();
        Flow late = Flow.toCrm("late", PERSON, CONTACT)
                .map(FieldMapping.from(NAME).to(NAME))
                .build();

        assertThat(problems(people, back, visits, late))
                .anySatisfy(problem -> assertThat(problem).contains("associated/contact", "Call linkedBy"))
                .anySatisfy(problem -> assertThat(problem).contains("associated/contact", "cannot associate deal"))
                .anySatisfy(problem -> assertThat(problem).contains("associated/deal", "links contact records"))
                .anySatisfy(problem -> assertThat(problem).contains("mapping a", "no flow nobody", "visits"))
                .anySatisfy(problem -> assertThat(problem).contains("mapping b", "wait for each other", "optional()"))
                .anySatisfy(problem -> assertThat(problem).contains("mapping c", "parents come before children"))
                .anySatisfy(problem -> assertThat(problem).contains("mapping d", "do not fit into one field"))
                .anySatisfy(problem -> assertThat(problem).contains("mapping e", "merged one by one"))
                .anySatisfy(problem -> assertThat(problem).contains("mapping f", "translated by links"))
                .anySatisfy(problem -> assertThat(problem).contains("mapping g", "only references"))
                .anySatisfy(problem -> assertThat(problem).contains("mapping h", "the other way round"));
    }

    @Test
    void fieldsThatTheEngineWritesItselfAreNotMapped() {
        assertThat(problems(flow().idField(ID)
                        .onRequest(RequestFlag.yesNo(FLAG))
                        .map(
                                FieldMapping.from(NAME).to(ID),
                                FieldMapping.from(MAIL).to(FLAG))))
                .anySatisfy(problem -> assertThat(problem).contains("field person_id is written by something else"))
                .anySatisfy(problem -> assertThat(problem).contains("field flag is written by something else"))
                .anySatisfy(problem -> assertThat(problem).contains("no mapping writes there"));
    }

    @Test
    void flowsThatContradictEachOtherAreNamed() {
        Flow one = flow().map(FieldMapping.from(NAME).to(NAME))
                .limit(new PassLimit("all", 5))
                .build();
        Flow two = flow().map(FieldMapping.from(NAME).to(NAME))
                .limit(new PassLimit("all", 6))
                .every(Duration.ofMinutes(-1))
                .match(MatchRule.on(MAIL, MAIL), MatchRule.on(MAIL, MAIL))
                .build();
        Flow three = Flow.toCrm("empty", PERSON, CONTACT)
                .limit(new PassLimit("none", 0))
                .build();

        assertThat(problems(one, two, three))
                .anySatisfy(problem -> assertThat(problem).contains("flow people", "same id"))
                .anySatisfy(problem -> assertThat(problem).contains("limit all", "different sizes"))
                .anySatisfy(problem -> assertThat(problem).contains("interval is negative"))
                .anySatisfy(problem -> assertThat(problem).contains("two match rules look at mail"))
                .anySatisfy(problem -> assertThat(problem).contains("flow empty", "limit is below 1"))
                .anySatisfy(problem -> assertThat(problem).contains("flow empty", "maps no field"));
    }

    @Test
    void partsAndVersionsThatContradictTheRestAreNamed() {
        Parts unread = Parts.of("lines", 1, record -> List.of());
        assertThat(problems(flow().parts(unread)
                        .appendOnly()
                        .createsBothWays()
                        .match(MatchRule.on(MAIL, MAIL))
                        .map(FieldMapping.from(NAME).to(NAME).twoWay())))
                .anySatisfy(problem -> assertThat(problem).contains("taken apart", "cannot travel back"))
                .anySatisfy(problem -> assertThat(problem).contains("in two ways"))
                .anySatisfy(problem -> assertThat(problem).contains("reads no field of the record"))
                .anySatisfy(problem -> assertThat(problem).contains("a version is no record that is there already"));
    }

    @Test
    void sharedRecordsThatContradictTheRestAreNamed() {
        assertThat(problems(flow().idField(ID)
                        .ensured(MatchRule.on(MAIL, MAIL))
                        .onRequest(RequestFlag.yesNo(FLAG))
                        .map(FieldMapping.from(NAME).to(NAME).strength(Strength.ALWAYS))))
                .anySatisfy(problem -> assertThat(problem).contains("shared, cannot travel back"))
                .anySatisfy(problem -> assertThat(problem).contains("cannot hold the id of one source"))
                .anySatisfy(problem -> assertThat(problem).contains("would lack mail"))
                .anySatisfy(problem -> assertThat(problem).contains("overwrite each other"));
    }

    @Test
    void decisionsThatContradictTheRestAreNamed() {
        LookUp byMail = LookUp.matching("contact", CONTACT, MatchRule.on(MAIL, MAIL));
        Decision one = decision(byMail, byMail);
        Flow people =
                flow().decidedBy(one).map(FieldMapping.from(NAME).to(NAME)).build();
        Flow others = Flow.toCrm("others", CONTACT, PERSON)
                .decidedBy(one)
                .map(FieldMapping.from(NAME).to(NAME))
                .build();
        Flow lines = Flow.toCrm("lines", PERSON, PERSON)
                .decidedBy(decision())
                .appendOnly()
                .map(FieldMapping.from(NAME).to(NAME))
                .build();

        assertThat(problems(people, others, lines))
                .anySatisfy(problem -> assertThat(problem).contains("look-up contact", "the same name"))
                .anySatisfy(problem -> assertThat(problem)
                        .contains("look-up contact", "none cannot look contact records up by [mail]"))
                .anySatisfy(problem -> assertThat(problem).contains("flow others", "is about person records"))
                .anySatisfy(problem -> assertThat(problem).contains("flow lines", "is named calls, too"))
                .anySatisfy(problem -> assertThat(problem).contains("flow lines", "about whole records"));
    }

    private static Decision decision(LookUp... lookUps) {
        Decision.Builder calls = Decision.named("calls", 1);
        List.of(lookUps).forEach(calls::lookUp);
        return calls.by((call, found) -> Decided.as("NONE"));
    }

    @Test
    void planWithoutFlowsOrRevisionIsNamed() {
        ConfigurationException failed =
                failure(complete(Plan.named("empty").revision(0).build(), new NoCapabilities()));

        assertThat(failed.problems()).hasSize(2);
    }

    @Test
    void whatAConnectorCannotDoIsNamedForEachThingThePlanNeeds() {
        Flow flow = flow().idField(ID)
                .createsBothWays()
                .match(MatchRule.on(MAIL, MAIL))
                .map(FieldMapping.from(NAME).to(NAME).twoWay())
                .build();

        assertThat(problems(flow))
                .filteredOn(problem -> problem.contains("none cannot"))
                .hasSize(9)
                .anySatisfy(problem -> assertThat(problem).contains("read person records"))
                .anySatisfy(problem -> assertThat(problem).contains("tell which person records changed"))
                .anySatisfy(problem -> assertThat(problem).contains("write person records"))
                .anySatisfy(problem -> assertThat(problem).contains("look person records up by [mail]"))
                .anySatisfy(problem -> assertThat(problem).contains("look contact records up by [person_id]"))
                .anySatisfy(problem -> assertThat(problem).contains("look contact records up by [mail]"));
    }

    @Test
    void windowsAndSweepsThatCannotWorkAreNamed() {
        Flow.Builder flow = flow().map(FieldMapping.from(NAME).to(NAME));

        assertThat(problems(flow.window(Window.of(NAME, Duration.ofDays(1), Duration.ofDays(-1)))
                        .sweep(Sweep.on(Schedule.every(Duration.ZERO)))))
                .anySatisfy(problem -> assertThat(problem).contains("window is about name", "no date or moment"))
                .anySatisfy(problem -> assertThat(problem).contains("window ends before it begins"))
                .anySatisfy(problem -> assertThat(problem).contains("sweep would never end"))
                .anySatisfy(problem -> assertThat(problem).contains("cannot list person records by a range of name"));
    }

    @Test
    void enrichmentsThatCannotWorkAreNamed() {
        Enrichment group = Enrichment.of("group", CONTACT, ID).taking(NAME);
        Enrichment tags = Enrichment.of("tags", CONTACT, Field.choices("tag_ids"));

        assertThat(problems(flow().enrich(group, group, tags)
                        .map(
                                FieldMapping.from(group.field(NAME)).to(NAME).twoWay(),
                                FieldMapping.from(Field.text("group.nmae")).to(MAIL))))
                .anySatisfy(problem -> assertThat(problem).contains("enrichment group", "same name"))
                .anySatisfy(problem -> assertThat(problem).contains("enrichment tags", "takes no field"))
                .anySatisfy(problem -> assertThat(problem).contains("enrichment tags", "several ids"))
                .anySatisfy(problem -> assertThat(problem).contains("group.name is another record's"))
                .anySatisfy(problem -> assertThat(problem).contains("does not take group.nmae"))
                .anySatisfy(problem -> assertThat(problem).contains("enrichment group", "read contact records"))
                .anySatisfy(
                        problem -> assertThat(problem).contains("enrichment group", "which contact records changed"))
                .anySatisfy(problem -> assertThat(problem).contains("enrichment group", "look person records up by"));
    }

    @Test
    void listOfFlaggedRecordsIsNeededForRequests() {
        Flow flow = flow().onRequest(RequestFlag.yesNo(FLAG))
                .map(FieldMapping.from(NAME).to(NAME).twoWay())
                .build();

        assertThat(problems(flow)).anySatisfy(problem -> assertThat(problem).contains("list flagged contact records"));
    }

    @Test
    void removalNeedsARemoverAndAFlowThatWritesTheTarget() {
        Flow flow = flow().createsNothing()
                .whenSourceGone(GonePolicy.REMOVE)
                .map(FieldMapping.from(NAME).to(NAME).backwards())
                .build();

        assertThat(problems(flow))
                .anySatisfy(problem -> assertThat(problem).contains("cannot remove contact records", "remover"))
                .anySatisfy(problem -> assertThat(problem).contains("writes nothing there"));
    }

    @Test
    void brakesThatAreNoNumbersAreNamed() {
        Flow flow = flow().map(FieldMapping.from(NAME).to(NAME))
                .brake(Verb.REMOVE, -1, 10)
                .brake(Verb.CREATE, 10, 101)
                .build();

        assertThat(problems(flow))
                .anySatisfy(problem -> assertThat(problem).contains("brake on REMOVE", "unbraked(REMOVE)"))
                .anySatisfy(problem -> assertThat(problem).contains("brake on CREATE"));
    }

    @Test
    void errorsOfTheLintAreProblemsWithTheirCodeAndWarningsAreListed() {
        Flow unread = flow().map(FieldMapping.from(NAME)
                        .to(NAME)
                        .onlyWhen(new Condition(
                                "mailed", 1, record -> record.value(MAIL).isPresent())))
                .build();
        Flow vain = flow().map(FieldMapping.constant(Value.text("x")).to(NAME).whenEmptied(EmptyPolicy.CLEAR))
                .build();

        assertThat(problems(unread))
                .anySatisfy(problem -> assertThat(problem)
                        .contains(
                                "flow people, mapping name: condition mailed looks at mail",
                                "(UNREAD_FIELD). Call reads"));
        assertThat(complete(Plan.named("p").flow(vain).build(), new EveryCapability())
                        .build()
                        .warnings())
                .extracting(Finding::code)
                .containsExactly(Finding.Code.INEFFECTIVE);
    }

    @Test
    void soundConfigurationMakesNoCall() {
        Flow flow = flow().map(FieldMapping.from(NAME).to(NAME)).build();

        assertThatCode(() -> complete(Plan.named("p").flow(flow).build(), new EveryCapability())
                        .build())
                .doesNotThrowAnyException();
    }

    private static Flow.Builder flow() {
        return Flow.toCrm("people", PERSON, CONTACT);
    }

    private static List<String> problems(Flow.Builder flow) {
        return problems(flow.build());
    }

    private static List<String> problems(Flow... flows) {
        Plan.Builder plan = Plan.named("plan");
        Arrays.stream(flows).forEach(plan::flow);
        return failure(complete(plan.build(), new NoCapabilities())).problems().stream()
                .map(ConfigurationException.Problem::toString)
                .toList();
    }

    private static SyncEngine.Builder complete(Plan plan, Connector connector) {
        return SyncEngine.builder()
                .integration("mine")
                .plan(plan)
                .store(new InMemoryStore())
                .fingerprintKey(new byte[16])
                .business(connector)
                .crm(connector);
    }

    private static ConfigurationException failure(SyncEngine.Builder builder) {
        return catchThrowableOfType(ConfigurationException.class, builder::build);
    }

    private static final class NoCapabilities implements Connector {
        @Override
        public AccountId account() {
            return AccountId.of("none", "test");
        }

        @Override
        public RecordAccess access(RecordType type) {
            return RecordAccess.none(type);
        }
    }

    /** Has what a one-way flow needs, and fails as soon as it is called. */
    private static final class EveryCapability implements Connector {
        @Override
        public AccountId account() {
            return AccountId.of("all", "test");
        }

        @Override
        public RecordAccess access(RecordType type) {
            return RecordAccess.of(type)
                    .reader((ids, fields) -> {
                        throw new AssertionError("called");
                    })
                    .feed(new ChangeFeed() {
                        @Override
                        public Cursor since(Instant start) {
                            throw new AssertionError("called");
                        }

                        @Override
                        public ChangePage changesAfter(Cursor after, Set<String> fields) {
                            throw new AssertionError("called");
                        }
                    })
                    .writer(new RecordWriter() {
                        @Override
                        public int batchLimit() {
                            return 1;
                        }

                        @Override
                        public CreateIdentity createIdentity(@Nullable Field idField) {
                            return new CreateIdentity.None();
                        }

                        @Override
                        public List<WriteOutcome> write(List<WriteOperation> batch) {
                            throw new AssertionError("called");
                        }
                    })
                    .build();
        }
    }
}
