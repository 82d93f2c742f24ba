package io.tidelock.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.mapping.Finding.Code;
import io.tidelock.mapping.Finding.Severity;
import io.tidelock.record.Field;
import io.tidelock.record.FieldType;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import io.tidelock.record.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each kind of finding with a plan that has it, and the nearest one that does not. What converters do: ConverterLintTest. */
class PlanLintTest {

    private static final RecordType PERSON = RecordType.of("person");
    private static final RecordType LEAD = RecordType.of("lead");
    private static final RecordType CONTACT = RecordType.of("contact");
    private static final Field NAME = Field.text("name");
    private static final Field NICK = Field.text("nick");
    private static final Field TITLE = Field.text("title");
    private static final Field MAIL = Field.email("mail");
    private static final Field PHONE = Field.phone("phone");
    private static final Field ID = Field.text("person_id");
    private static final Field FLAG = Field.choice("flag");
    private static final Field TAGS = Field.choices("tags");
    private static final Converter INTERNATIONAL = Converter.of(
            "e164",
            1,
            number -> Value.text(PhoneNumbers.e164(number.plain(), "AU").orElse("")),
            number -> number);

    @Test
    void contradictionsAreErrors() {
        assertOne(
                        lint(flow().map(FieldMapping.constant(Value.text("x"))
                                .to(NAME)
                                .twoWay())),
                        Severity.ERROR,
                        Code.CONTRADICTION)
                .asString()
                .contains("flow people, mapping name", "a constant cannot travel back", "Leave twoWay()");
        assertOne(
                lint(flow().map(FieldMapping.from(NAME).to(NAME).backwards().createOnly())),
                Severity.ERROR,
                Code.CONTRADICTION);

        assertSilent(lint(flow().map(FieldMapping.constant(Value.text("x")).to(NAME))));
    }

    @Test
    void whatNeverHappensIsWarnedOf() {
        for (FieldMapping.Builder vain : List.of(
                FieldMapping.from(NAME).to(NAME).createOnly().whenEmptied(EmptyPolicy.CLEAR),
                FieldMapping.from(NAME)
                        .to(NAME)
                        .strength(Strength.ONLY_IF_EMPTY)
                        .whenEmptied(EmptyPolicy.CLEAR),
                FieldMapping.from(NAME).to(NAME).defaultsTo(Value.text("x")).whenEmptied(EmptyPolicy.CLEAR),
                FieldMapping.from(NAME).to(NAME).createOnly().strength(Strength.ALWAYS),
                FieldMapping.from(NAME).to(NAME).createOnly().twoWay())) {
            assertOne(lint(flow().map(vain)), Severity.WARNING, Code.INEFFECTIVE);
        }

        assertSilent(lint(flow().map(
                        FieldMapping.from(NAME).to(NAME).whenEmptied(EmptyPolicy.CLEAR),
                        FieldMapping.from(NICK).to(NICK).createOnly())));
    }

    @Test
    void fieldOfOneFlowHasOneOwnerSetsIncluded() {
        assertOne(
                        lint(flow().map(
                                        FieldMapping.from(TAGS).to(TAGS),
                                        FieldMapping.from(Field.choices("more"))
                                                .to(TAGS)
                                                .named("more"))),
                        Severity.ERROR,
                        Code.TWO_OWNERS)
                .asString()
                .contains("mapping more", "field tags is written by something else");
        assertOne(lint(flow().idField(ID).map(FieldMapping.from(NAME).to(ID))), Severity.ERROR, Code.TWO_OWNERS);

        assertSilent(lint(flow().map(
                        FieldMapping.from(TAGS).to(TAGS),
                        FieldMapping.from(NAME).to(NAME))));
    }

    @Test
    void flowsThatHoldOnToOneFieldAreToldFromFlowsThatTakeTurns() {
        Flow.Builder people = flow().match(MatchRule.on(MAIL, MAIL))
                .map(
                        FieldMapping.from(MAIL).to(MAIL).createOnly(),
                        FieldMapping.from(NAME).to(TITLE).strength(Strength.ALWAYS));
        FieldMapping.Builder title = FieldMapping.from(NICK).to(TITLE);

        assertOne(lint(people, leads().map(title.strength(Strength.ALWAYS))), Severity.ERROR, Code.TWO_OWNERS)
                .asString()
                .contains("flow leads, mapping title", "flow people holds on to title", "for ever");
        assertOne(lint(people, leads().map(title.strength(Strength.ON_CHANGE))), Severity.WARNING, Code.TWO_OWNERS)
                .asString()
                .contains("what flow leads writes to title is undone by flow people");

        assertSilent(lint(people, leads().map(title.strength(Strength.ONLY_IF_EMPTY))));
        assertSilent(lint(
                flow().map(FieldMapping.from(NAME).to(TITLE)),
                leads().map(FieldMapping.from(NICK).to(TITLE))));
    }

    @Test
    void flowsOfTheSameRecordsTellThemApartOrSayTheSame() {
        Flow.Builder people = flow().match(MatchRule.on(NAME, NAME))
                .map(FieldMapping.from(NAME).to(NAME));
        Flow.Builder again = Flow.toCrm("again", PERSON, CONTACT).match(MatchRule.on(NAME, NAME));
        Eligibility some = new Eligibility("some", 1, record -> Eligibility.Ruling.eligible());

        assertOne(lint(people, again.map(FieldMapping.from(NICK).to(NAME))), Severity.WARNING, Code.TWO_OWNERS)
                .asString()
                .contains("the last change stands");

        assertSilent(lint(people, again.eligible(some)));
        assertSilent(lint(
                people,
                Flow.toCrm("same", PERSON, CONTACT).map(FieldMapping.from(NAME).to(NAME))));
        assertSilent(lint(
                flow().map(FieldMapping.from(TAGS).to(TAGS)),
                Flow.toCrm("more", PERSON, CONTACT)
                        .map(FieldMapping.from(Field.choices("more")).to(TAGS))));
    }

    @Test
    void circlesAreNamedWithTheirPath() {
        assertOne(
                        lint(flow().map(
                                        FieldMapping.from(NAME).to(NAME),
                                        FieldMapping.from(NICK).to(TITLE))
                                .map(
                                        FieldMapping.from(NICK)
                                                .to(NAME)
                                                .named("back")
                                                .backwards(),
                                        FieldMapping.from(NAME)
                                                .to(TITLE)
                                                .named("home")
                                                .backwards())),
                        Severity.ERROR,
                        Code.CYCLE)
                .asString()
                .contains("person.name by people/name to contact.name by people/back to person.nick by people/title to"
                        + " contact.title by people/home to person.name");
        assertOne(
                lint(flow().map(
                                FieldMapping.from(NAME).to(NAME),
                                FieldMapping.from(NAME).to(NAME).named("back").backwards())),
                Severity.ERROR,
                Code.CYCLE);

        assertSilent(lint(flow().map(
                        FieldMapping.from(NAME).to(NAME).twoWay(),
                        FieldMapping.from(NICK).to(TITLE).twoWay())));
        assertSilent(lint(flow().map(
                        FieldMapping.from(NAME).to(NAME),
                        FieldMapping.from(NICK).to(NAME).named("back").backwards())));
    }

    @Test
    void flowsThereAndBackSettleUnlessTheirConvertersDoNot() {
        Flow.Builder there = flow().map(FieldMapping.from(NAME).to(NAME));
        Converter growing = converter("growing", value -> Value.text(value.plain() + "!"));
        Flow.Builder growingBack = Flow.toBusiness("back", CONTACT, PERSON)
                .map(FieldMapping.from(NAME).to(NAME).converted(growing));

        assertOne(lint(there, growingBack), Severity.ERROR, Code.CYCLE)
                .asString()
                .contains("people/name", "back/name");

        assertSilent(lint(
                there,
                Flow.toBusiness("back", CONTACT, PERSON)
                        .map(FieldMapping.from(NAME).to(NAME))));
    }

    @Test
    void keyIsWrittenInTheFormInWhichItIsLookedUp() {
        MatchRule byPhone = MatchRule.on(PHONE, PHONE, PhoneNumbers.e164("AU"));
        FieldMapping.Builder asItIs = FieldMapping.from(PHONE).to(PHONE);
        FieldMapping.Builder mail = FieldMapping.from(MAIL).to(MAIL);

        assertOne(lint(flow().match(byPhone).map(asItIs)), Severity.ERROR, Code.KEY_SPELLING)
                .asString()
                .contains("flow people, rule phone", "writes phone in another form", "confirmedBy");
        assertOne(lint(flow().ensured(byPhone).map(asItIs)), Severity.ERROR, Code.KEY_SPELLING);
        assertOne(lint(flow().idField(ID).match(byPhone).map(asItIs)), Severity.WARNING, Code.KEY_SPELLING);
        assertOne(
                lint(flow().match(MatchRule.on(MAIL, MAIL), byPhone).map(asItIs, mail)),
                Severity.WARNING,
                Code.KEY_SPELLING);

        FieldMapping.Builder converted = FieldMapping.from(PHONE).to(PHONE).converted(INTERNATIONAL);
        assertSilent(lint(flow().match(byPhone).map(converted)));
        assertSilent(lint(flow().ensured(byPhone).map(converted)));
        assertSilent(lint(flow().match(byPhone).map(asItIs).createsNothing()));
        assertSilent(lint(flow().match(MatchRule.on(MAIL, MAIL).confirmedBy(PHONE, PHONE, PhoneNumbers.e164("AU")))
                .map(asItIs, mail)));
    }

    @Test
    void whatIsCreatedCanBeFoundAgain() {
        Flow.Builder people = flow().match(MatchRule.on(MAIL, MAIL))
                .map(FieldMapping.from(NAME).to(NAME));

        assertOne(lint(people), Severity.WARNING, Code.KEY_UNFILLED)
                .asString()
                .contains("flow people", "never matches again", "idField");

        assertSilent(lint(people.map(FieldMapping.from(MAIL).to(MAIL))));
        assertSilent(lint(flow().idField(ID)
                .match(MatchRule.on(MAIL, MAIL))
                .map(FieldMapping.from(NAME).to(NAME))));
    }

    @Test
    void propertyThatHoldsIdsIsUniqueAndOfOneType() {
        Flow.Builder people = flow().idField(ID).map(FieldMapping.from(NAME).to(NAME));
        Schema.Property id = Schema.Property.of(CONTACT, ID, "Id");

        assertOne(lint(List.of(id), people), Severity.ERROR, Code.ID_NOT_UNIQUE)
                .asString()
                .contains("asUnique()");
        assertOne(lint(people, leads().idField(ID)), Severity.WARNING, Code.ID_SHARED)
                .asString()
                .contains("flow leads", "ids of person records in flow people");

        assertSilent(lint(List.of(id.asUnique()), people, leads().idField(Field.text("lead_id"))));
    }

    @Test
    void rulesLookAtWhatIsRead() {
        Condition nicked =
                new Condition("nicked", 1, record -> record.value(NICK).isPresent());
        Eligibility named = new Eligibility(
                "named",
                1,
                record -> record.value(NAME).isPresent() && record.value(NICK).isPresent()
                        ? Eligibility.Ruling.eligible()
                        : Eligibility.Ruling.excluded("NO_NAME", "It has no name"));
        FieldMapping.Builder name = FieldMapping.from(NAME).to(NAME);

        assertOne(
                        lint(flow().map(FieldMapping.from(NAME).to(NAME).onlyWhen(nicked))),
                        Severity.ERROR,
                        Code.UNREAD_FIELD)
                .asString()
                .contains("mapping name", "condition nicked looks at nick", "reads(…)");
        assertOne(lint(flow().eligible(named).map(name)), Severity.ERROR, Code.UNREAD_FIELD)
                .asString()
                .contains("eligibility rule named looks at nick");

        assertSilent(lint(flow().reads(NICK).eligible(named).map(name)));
        assertSilent(lint(flow().map(
                        FieldMapping.from(NICK).to(NICK),
                        FieldMapping.from(NAME).to(NAME).onlyWhen(nicked))));
    }

    @Test
    void recordsWaitForFlowsOfThePlan() {
        Eligibility after =
                new Eligibility("after", 1, record -> Eligibility.Ruling.deferred("people", RecordRef.of(PERSON, "1")));
        Flow.Builder leads = leads().eligible(after).map(FieldMapping.from(NICK).to(NICK));

        assertOne(lint(leads), Severity.ERROR, Code.UNKNOWN_FLOW)
                .asString()
                .contains("flow people", "Name one of [leads]");

        assertSilent(lint(flow().map(FieldMapping.from(NAME).to(NAME)), leads));
    }

    @Test
    void propertiesAreUsedAndHaveTheOptionsThatAreWritten() {
        Schema.Property flag = Schema.Property.of(CONTACT, FLAG, "Flag").withOptions("Yes", "No");
        Flow.Builder yes = flow().map(FieldMapping.constant(Value.text("Yes")).to(FLAG));
        Converter table = Converter.enumMap("flag", 1, Map.of("y", "Yes"));

        assertOne(
                        lint(List.of(flag), flow().map(FieldMapping.from(NAME).to(NAME))),
                        Severity.WARNING,
                        Code.PROPERTY_UNUSED)
                .asString()
                .contains("property flag of contact", "needs(…)");
        assertOne(
                        lint(
                                List.of(flag),
                                flow().map(FieldMapping.constant(Value.text("yes"))
                                        .to(FLAG))),
                        Severity.ERROR,
                        Code.OPTION_UNKNOWN)
                .asString()
                .contains("mapping flag", "\"yes\"", "no option of flag");
        assertOne(
                lint(
                        List.of(flag),
                        flow().onRequest(new RequestFlag(FLAG, Value.text("Yes"), Value.text("Off")))
                                .map(FieldMapping.from(NAME).to(NAME).twoWay())),
                Severity.ERROR,
                Code.OPTION_UNKNOWN);
        assertOne(
                        lint(
                                List.of(flag),
                                flow().map(FieldMapping.from(NAME)
                                        .to(FLAG)
                                        .twoWay()
                                        .converted(table))),
                        Severity.WARNING,
                        Code.OPTION_UNCOVERED)
                .asString()
                .contains("option \"No\" of flag has no counterpart");

        assertSilent(lint(List.of(flag), yes));
        assertSilent(
                lint(List.of(flag), flow().map(FieldMapping.from(NAME).to(FLAG).converted(table))));
        assertSilent(lint(
                List.of(flag),
                flow().map(FieldMapping.from(NAME)
                        .to(FLAG)
                        .twoWay()
                        .converted(Converter.enumMap("flag", 1, Map.of("y", "Yes", "n", "No"))))));
    }

    @Test
    void flowDoesSomething() {
        Flow.Builder nothing =
                flow().createsNothing().map(FieldMapping.from(NAME).to(NAME));

        assertOne(lint(nothing), Severity.ERROR, Code.NO_EFFECT).asString().contains("creates nothing", "match(…)");

        assertSilent(lint(nothing.match(MatchRule.on(NAME, NAME))));
    }

    @Test
    void samePlanHasTheSameFindings() {
        Plan plan = plan(
                List.of(),
                flow().match(MatchRule.on(PHONE, PHONE, PhoneNumbers.e164("AU")))
                        .map(
                                FieldMapping.from(PHONE).to(PHONE),
                                FieldMapping.from(NAME).to(new Field("born", FieldType.DATE))));

        assertThat(PlanLint.of(plan).findings())
                .isEqualTo(PlanLint.of(plan).findings())
                .hasSize(2);
        assertThat(PlanLint.of(plan))
                .hasToString(PlanLint.of(plan).findings().stream()
                        .map(Finding::toString)
                        .collect(Collectors.joining("\n")));
    }

    @Test
    void documentationListsEveryCode() throws IOException {
        String page = Files.readString(Path.of("../docs/mapping.md"));
        Set<String> listed = Pattern.compile("^\\| `([A-Z_]+)` \\|", Pattern.MULTILINE)
                .matcher(page)
                .results()
                .map((MatchResult row) -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(listed)
                .isEqualTo(Arrays.stream(Code.values()).map(Code::name).collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Converter converter(String name, UnaryOperator<Value> toTarget) {
        return Converter.of(name, 1, toTarget, UnaryOperator.identity());
    }

    private static Flow.Builder flow() {
        return Flow.toCrm("people", PERSON, CONTACT);
    }

    private static Flow.Builder leads() {
        return Flow.toCrm("leads", LEAD, CONTACT);
    }

    private static List<Finding> lint(Flow.Builder... flows) {
        return lint(List.of(), flows);
    }

    private static List<Finding> lint(List<Schema.Property> needed, Flow.Builder... flows) {
        return PlanLint.of(plan(needed, flows)).findings();
    }

    private static Plan plan(List<Schema.Property> needed, Flow.Builder... flows) {
        Plan.Builder plan = Plan.named("plan").needs(needed.toArray(Schema.Property[]::new));
        Arrays.stream(flows).map(Flow.Builder::build).forEach(plan::flow);
        return plan.build();
    }

    private static org.assertj.core.api.ObjectAssert<Finding> assertOne(
            List<Finding> findings, Severity severity, Code code) {
        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).code()).isEqualTo(code);
        assertThat(findings.get(0).severity()).isEqualTo(severity);
        return assertThat(findings.get(0));
    }

    private static void assertSilent(List<Finding> findings) {
        assertThat(findings).isEmpty();
    }
}
