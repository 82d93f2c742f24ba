package io.tidelock.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.record.Association;
import io.tidelock.record.Field;
import io.tidelock.record.Footprint;
import io.tidelock.record.Footprint.Use;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FootprintsTest {

    private static final RecordType PATIENT = RecordType.of("patient");
    private static final RecordType CASE = RecordType.of("case");
    private static final RecordType CONTACT = RecordType.of("contact");
    private static final RecordType COMPANY = RecordType.of("company");
    private static final RecordType OWNER = RecordType.of("owner");
    private static final Field NAME = Field.text("name");
    private static final Field NICK = Field.text("nick");
    private static final Field TITLE = Field.text("title");
    private static final Field KEY = Field.text("key");
    private static final Field FLAG = Field.choice("flag");
    private static final Field CASE_ID = Field.text("case_id");
    private static final Field COMPANIES = Association.to(COMPANY).field();

    @Test
    void oneWayTargetIsReadAndWrittenAndNotWatched() {
        Flow flow = flow("a")
                .map(FieldMapping.from(NICK).to(TITLE))
                .match(MatchRule.on(NAME, NAME))
                .idField(KEY)
                .build();

        assertThat(crm(flow)).singleElement().satisfies(use -> {
            assertThat(use.type()).isEqualTo(CONTACT);
            assertThat(use.linked()).isTrue();
            assertThat(use.watched()).isEmpty();
            assertThat(use.read()).containsExactlyInAnyOrder("title", "name", "key");
            assertThat(use.written()).containsExactly("title", "key");
            assertThat(use.changed()).isTrue();
        });
        assertThat(of(Party.BUSINESS, flow))
                .containsExactly(
                        new Use(PATIENT, true, Set.of("nick", "name"), Set.of("nick", "name"), Set.of(), false));
    }

    @Test
    void onRequestOnlyTheFlagIsWatched() {
        Flow flow = flow("a")
                .map(FieldMapping.from(NICK).to(TITLE).twoWay())
                .onRequest(RequestFlag.yesNo(FLAG).showingFailuresIn(Field.text("flag_status")))
                .build();

        assertThat(crm(flow).get(0).watched()).containsExactly("flag");
        assertThat(crm(flow).get(0).written()).contains("flag", "flag_status");
        assertThat(of(Party.BUSINESS, flow).get(0).changed()).isTrue();
    }

    @Test
    void twoWayFieldIsWatchedOnBothSides() {
        Flow flow = flow("a").map(FieldMapping.from(NICK).to(TITLE).twoWay()).build();

        assertThat(crm(flow).get(0).watched()).containsExactly("title");
        assertThat(of(Party.BUSINESS, flow).get(0).written()).containsExactly("nick");
    }

    @Test
    void whatIsLookedUpIsReadOnly() {
        Decision decision = Decision.named("d", 1)
                .lookUp(LookUp.by("owner", OWNER, NAME, (source, found) -> List.of())
                        .showing(TITLE))
                .by((source, found) -> Decided.as("none"));
        Flow flow = flow("a")
                .map(FieldMapping.from(NICK).to(TITLE))
                .decidedBy(decision)
                .enrich(Enrichment.of("case", CASE, CASE_ID).taking(NAME))
                .build();

        Use owner = crm(flow).get(1);
        assertThat(owner.type()).isEqualTo(OWNER);
        assertThat(owner.linked() || owner.changed()).isFalse();
        assertThat(owner.read()).containsExactlyInAnyOrder("name", "title");
        assertThat(owner.watched()).isEmpty();
        Use lent = of(Party.BUSINESS, flow).get(1);
        assertThat(lent.type()).isEqualTo(CASE);
        assertThat(lent.watched()).as("its change reaches who borrows").containsExactly("name");
    }

    @Test
    void flowsOfATypeAddUp() {
        Flow linking = flow("a")
                .map(FieldMapping.from(NICK).to(TITLE).backwards())
                .createsNothing()
                .build();
        Flow associating = flow("b")
                .map(FieldMapping.from(NICK).to(COMPANIES))
                .createsNothing()
                .build();

        assertThat(crm(linking).get(0).changed()).isFalse();
        Use both = crm(linking, associating).get(0);
        assertThat(both.watched()).containsExactly("title");
        assertThat(both.read()).containsExactly("title", COMPANIES.name());
        assertThat(both.changed()).isTrue();
        assertThat(both.associations()).containsExactly(Association.to(COMPANY));
    }

    @Test
    void removalIsAChange() {
        Flow flow = flow("a")
                .map(FieldMapping.from(NICK).to(TITLE).backwards())
                .createsNothing()
                .whenSourceGone(GonePolicy.REMOVE)
                .build();

        assertThat(crm(flow).get(0).changed()).isTrue();
    }

    @Test
    void schemaIsTheCrms() {
        Schema.Property property = Schema.Property.of(CONTACT, KEY, "Key");
        Plan plan = Plan.named("p").needs(property).build();

        assertThat(plan.footprint(Party.CRM)).isEqualTo(new Footprint(List.of(), Schema.of(property)));
        assertThat(plan.footprint(Party.BUSINESS).schema().isEmpty()).isTrue();
    }

    private static Flow.Builder flow(String id) {
        return Flow.toCrm(id, PATIENT, CONTACT);
    }

    private static List<Use> crm(Flow... flows) {
        return of(Party.CRM, flows);
    }

    private static List<Use> of(Party party, Flow... flows) {
        Plan.Builder plan = Plan.named("p");
        List.of(flows).forEach(plan::flow);
        return plan.build().footprint(party).uses();
    }
}
