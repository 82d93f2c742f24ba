package io.tidelock.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import io.tidelock.record.Value;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static final RecordType PATIENT = RecordType.of("patient");
    private static final RecordType CONTACT = RecordType.of("contact");
    private static final Field NAME = Field.text("name");
    private static final Field NICK = Field.text("nick");
    private static final Field TITLE = Field.text("title");
    private static final Field FLAG = Field.choice("flag");

    @Test
    void plansThatSayTheSameHaveOneFingerprint() {
        assertThat(flow(f -> f).fingerprint()).isEqualTo(flow(f -> f).fingerprint());
        assertThat(Plan.named("one").flow(flow(f -> f)).build().fingerprint())
                .isEqualTo(
                        Plan.named("two").revision(7).flow(flow(f -> f)).build().fingerprint());
    }

    @Test
    void whenAndHowMuchIsNoPartOfIt() {
        assertThat(flow(f -> f.limit(new PassLimit("ten", 10)).every(Duration.ofMinutes(5)))
                        .fingerprint())
                .isEqualTo(flow(f -> f).fingerprint());
    }

    @Test
    void staysTheSameOverReleases() {
        Flow flow = flow(f -> f.map(FieldMapping.from(NICK).to(TITLE).twoWay())
                .match(MatchRule.on(NAME, NAME).confirmedBy(NICK, TITLE))
                .idField(Field.text("patient_id")));

        assertThat(flow.fingerprint()).isEqualTo("4ee0f6d98d3129053149202e1d384b65488842fb4abcc562d2a40348adfc4168");
    }

    @Test
    void everythingAFlowSaysChangesIt() {
        Map<String, Flow> said = new LinkedHashMap<>();
        said.put("as it is", flow(f -> f));
        said.put("another mapping", with(FieldMapping.from(NICK).to(TITLE)));
        said.put("its source", with(FieldMapping.from(NAME).to(TITLE)));
        said.put("its type", with(FieldMapping.from(NICK).to(Field.email("title"))));
        said.put("its id", with(FieldMapping.from(NICK).to(TITLE).named("other")));
        said.put("both ways", with(FieldMapping.from(NICK).to(TITLE).twoWay()));
        said.put("backwards", with(FieldMapping.from(NICK).to(TITLE).backwards()));
        said.put("strength", with(FieldMapping.from(NICK).to(TITLE).strength(Strength.ALWAYS)));
        said.put("create-only", with(FieldMapping.from(NICK).to(TITLE).createOnly()));
        said.put("conflict", with(FieldMapping.from(NICK).to(TITLE).onConflict(ConflictPolicy.TARGET_WINS)));
        said.put("first link", with(FieldMapping.from(NICK).to(TITLE).onFirstLink(ConflictPolicy.TARGET_WINS)));
        said.put("emptied", with(FieldMapping.from(NICK).to(TITLE).whenEmptied(EmptyPolicy.CLEAR)));
        said.put("converter", with(FieldMapping.from(NICK).to(TITLE).converted(converter("trim", 1))));
        said.put("converter's version", with(FieldMapping.from(NICK).to(TITLE).converted(converter("trim", 2))));
        said.put("linked by", with(FieldMapping.from(NICK).to(TITLE).linkedBy("others")));
        said.put(
                "optional",
                with(FieldMapping.from(NICK).to(TITLE).linkedBy("others").optional()));
        said.put("constant", with(FieldMapping.constant(Value.text("a")).to(TITLE)));
        said.put("another constant", with(FieldMapping.constant(Value.text("b")).to(TITLE)));
        said.put("rule", flow(f -> f.match(MatchRule.on(NAME, NAME))));
        said.put("rule's fields", flow(f -> f.match(MatchRule.on(NICK, NAME))));
        said.put("two rules", flow(f -> f.match(MatchRule.on(NAME, NAME), MatchRule.on(NICK, TITLE))));
        said.put("one of two fields", flow(f -> f.match(MatchRule.on(NAME, NAME).and(NICK, TITLE))));
        said.put("confirmed", flow(f -> f.match(MatchRule.on(NAME, NAME).confirmedBy(NICK, TITLE))));
        said.put("id field", flow(f -> f.idField(TITLE)));
        said.put("flag", flow(f -> f.onRequest(RequestFlag.yesNo(FLAG))));
        said.put("flag's values", flow(f -> f.onRequest(new RequestFlag(FLAG, Value.text("Go"), Value.text("No")))));
        said.put(
                "flag's status",
                flow(f -> f.onRequest(RequestFlag.yesNo(FLAG).showingFailuresIn(Field.text("flag_status")))));
        said.put("reads", flow(f -> f.reads(NICK)));
        Enrichment group = Enrichment.of("group", CONTACT, NICK);
        said.put("enrichment", flow(f -> f.enrich(group)));
        said.put("what it takes", flow(f -> f.enrich(group.taking(NAME))));
        said.put("by what", flow(f -> f.enrich(Enrichment.of("group", CONTACT, TITLE))));
        said.put("window", flow(f -> f.window(Window.of(Field.date("due"), Duration.ZERO, Duration.ofDays(1)))));
        said.put("eligibility", flow(f -> f.eligible(rule("named", 1))));
        said.put("eligibility's version", flow(f -> f.eligible(rule("named", 2))));
        said.put("parts", flow(f -> f.parts(parts(1, NAME))));
        said.put("parts' version", flow(f -> f.parts(parts(2, NAME))));
        said.put("parts' fields", flow(f -> f.parts(parts(1, NICK))));
        said.put("versions", flow(Flow.Builder::appendOnly));
        said.put("versions by a field", flow(f -> f.appendOnly(NICK)));
        said.put("ensured", flow(f -> f.ensured(MatchRule.on(NAME, NAME))));
        said.put("decided", flow(f -> f.decidedBy(decision(1))));
        said.put("decided anew", flow(f -> f.decidedBy(decision(2))));
        said.put("contested", flow(f -> f.onContestedKey(ContestedKey.DISPUTE)));
        said.put("both sides", flow(Flow.Builder::createsBothWays));
        said.put("nothing", flow(Flow.Builder::createsNothing));
        said.put("gone", flow(f -> f.whenSourceGone(GonePolicy.REMOVE)));
        said.put("merge", flow(f -> f.onMerge(MergePolicy.KEEP_SURVIVORS)));
        said.put("since", flow(Flow.Builder::sinceActivation));
        said.put(
                "id",
                Flow.toCrm("others", PATIENT, CONTACT)
                        .map(FieldMapping.from(NAME).to(NAME))
                        .build());
        said.put(
                "type",
                Flow.toCrm("people", CONTACT, CONTACT)
                        .map(FieldMapping.from(NAME).to(NAME))
                        .build());
        said.put(
                "direction",
                Flow.toBusiness("people", PATIENT, CONTACT)
                        .map(FieldMapping.from(NAME).to(NAME))
                        .build());

        Map<String, List<String>> sharing = said.entrySet().stream()
                .collect(Collectors.groupingBy(
                        e -> e.getValue().fingerprint(), Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        assertThat(sharing.values()).allSatisfy(names -> assertThat(names).hasSize(1));
    }

    @Test
    void whatThePlanNeedsInTheCrmChangesIt() {
        Plan.Builder plan = Plan.named("p").flow(flow(f -> f));
        String before = plan.build().fingerprint();
        plan.needs(Schema.Property.of(CONTACT, TITLE, "Title"));

        assertThat(plan.build().fingerprint()).isNotEqualTo(before);
    }

    /** Whoever lets flows or mappings say more decides here whether it counts, and teaches {@link Wording} if so. */
    @Test
    void nothingThatCanBeSaidIsForgotten() {
        assertThat(stateOf(Flow.class))
                .containsExactlyInAnyOrderElementsOf(both(
                        Set.of("limit", "schedule", "sweep", "brakes", "fingerprint", "sourceFields", "targetFields"),
                        Set.of(
                                "id",
                                "sourceParty",
                                "sourceType",
                                "targetType",
                                "mappings",
                                "matchRules",
                                "alsoRead",
                                "enrichments",
                                "window",
                                "idField",
                                "requestFlag",
                                "eligibility",
                                "parts",
                                "versions",
                                "ensured",
                                "decision",
                                "onContestedKey",
                                "createsInTarget",
                                "createsInSource",
                                "sinceActivation",
                                "whenSourceGone",
                                "onMerge")));
        assertThat(stateOf(PlainFieldMapping.class))
                .containsExactlyInAnyOrder(
                        "id",
                        "source",
                        "atSource", // the same
                        "constant",
                        "target",
                        "atTarget", // the same
                        "direction",
                        "converter",
                        "strength",
                        "createOnly",
                        "onConflict",
                        "onFirstLink",
                        "whenEmptied",
                        "mergesElements",
                        "linkedBy",
                        "optional",
                        "instead",
                        "condition",
                        "basis");
        assertThat(stateOf(Plan.class)).containsExactlyInAnyOrder("name", "revision", "flows", "crmSchema");
    }

    private static Set<String> stateOf(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .map(java.lang.reflect.Field::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> both(Set<String> operational, Set<String> said) {
        Set<String> all = new TreeSet<>(operational);
        all.addAll(said);
        return all;
    }

    private static Decision decision(int version) {
        return Decision.named("calls", version).by((call, found) -> Decided.as("NONE"));
    }

    private static Parts parts(int version, Field reads) {
        return Parts.of("parts", version, record -> List.of(), reads);
    }

    private static Flow with(FieldMapping.Builder mapping) {
        return flow(f -> f.map(mapping));
    }

    private static Flow flow(UnaryOperator<Flow.Builder> more) {
        return more.apply(Flow.toCrm("people", PATIENT, CONTACT)
                        .map(FieldMapping.from(NAME).to(NAME)))
                .build();
    }

    private static Converter converter(String name, int version) {
        return Converter.of(name, version, UnaryOperator.identity(), UnaryOperator.identity());
    }

    private static Eligibility rule(String name, int version) {
        return new Eligibility(name, version, record -> Eligibility.Ruling.eligible());
    }
}
