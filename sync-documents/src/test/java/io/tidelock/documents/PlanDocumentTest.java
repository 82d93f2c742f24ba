package io.tidelock.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidelock.cliniko.ClinikoPlan;
import io.tidelock.cliniko.ClinikoSettings;
import io.tidelock.mapping.Converter;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Plan;
import io.tidelock.mapping.Schedule;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.record.Verb;
import io.tidelock.ringostat.RingostatPlan;
import io.tidelock.ringostat.RingostatSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlanDocumentTest {

    static List<Plan> plans() {
        return List.of(
                Samples.members(),
                Samples.everything(),
                ClinikoPlan.of(ClinikoSettings.defaults()),
                RingostatPlan.of(RingostatSettings.topManager("top@example.com").build()));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void roundTripChangesNothing(Plan plan) {
        PlanDocument document = PlanDocument.of(plan);

        for (String text : List.of(document.yaml(plan), document.json(plan))) {
            Plan loaded = document.load(text);

            assertThat(loaded.fingerprint()).isEqualTo(plan.fingerprint());
            assertThat(loaded.revision()).isEqualTo(plan.revision());
            assertThat(document.yaml(loaded)).isEqualTo(document.yaml(plan));
            for (int i = 0; i < plan.flows().size(); i++) {
                assertSameSettings(loaded.flows().get(i), plan.flows().get(i));
            }
        }
    }

    private static void assertSameSettings(Flow loaded, Flow flow) {
        assertThat(loaded.schedule()).isEqualTo(flow.schedule());
        assertThat(loaded.sweep()).isEqualTo(flow.sweep());
        assertThat(loaded.limit()).isEqualTo(flow.limit());
        assertThat(loaded.window()).isEqualTo(flow.window());
        for (Verb verb : Verb.values()) {
            assertThat(loaded.brake(verb)).isEqualTo(flow.brake(verb));
        }
        assertThat(loaded.mappings())
                .extracting(FieldMapping::basis)
                .isEqualTo(flow.mappings().stream().map(FieldMapping::basis).toList());
    }

    @Test
    void whatIsLeftOutIsAsInTheCode() {
        Plan plan = Samples.everything();

        Plan loaded =
                PlanDocument.of(plan).load("{\"format\": 1, \"plan\": \"Everything: all of it\", \"revision\": 13}");

        assertThat(loaded.fingerprint()).isEqualTo(plan.fingerprint());
        assertThat(loaded.revision()).isEqualTo(13);
    }

    @Test
    @Tag("QB-10")
    void aUsersOwnFieldIsMappedWithoutNewCode() {
        Plan plan = Samples.members();
        PlanDocument document = PlanDocument.of(plan);

        Plan loaded = document.load(
                document.yaml(plan).replace("revision: 3", "revision: 4").replace("    mappings:\n", """
                            mappings:
                              - source: address_street
                                sourceType: TEXT
                                target: street
                                targetType: TEXT
                        """));

        FieldMapping own = loaded.flows().get(0).mappings().get(0);
        assertThat(own.field(Side.SOURCE)).contains(Field.text("address_street"));
        assertThat(loaded.flows().get(0).mappings()).hasSize(3);
        assertThat(loaded.fingerprint()).isNotEqualTo(plan.fingerprint());
        assertThat(loaded.revision()).isEqualTo(4);
        assertThat(document.load(document.json(loaded)).fingerprint()).isEqualTo(loaded.fingerprint());
    }

    @Test
    void settingsAreChangedAndTakenBack() {
        Plan plan = Samples.members();

        Flow loaded = PlanDocument.of(plan).load("""
                        format: 1
                        plan: Members
                        revision: 3
                        flows:
                          members:
                            schedule: {nightly: "02:30", zone: Europe/Berlin}
                            limit: null
                            sweep: {every: P1D}
                            brakes: {REMOVE: null, UPDATE: {absolute: 5}}
                        """).flows().get(0);

        assertThat(loaded.schedule()).isInstanceOf(Schedule.Nightly.class);
        assertThat(loaded.limit()).isEmpty();
        assertThat(loaded.sweep())
                .hasValueSatisfying(
                        sweep -> assertThat(sweep.schedule()).isEqualTo(Schedule.every(Duration.ofDays(1))));
        assertThat(loaded.brake(Verb.REMOVE)).isEmpty();
        assertThat(loaded.brake(Verb.UPDATE))
                .hasValueSatisfying(brake -> assertThat(brake.absolute()).isEqualTo(5));
        assertThat(loaded.brake(Verb.CLEAR)).isPresent();
        assertThat(loaded.fingerprint()).isEqualTo(plan.flows().get(0).fingerprint());
    }

    @Test
    void aChangedTableIsAChangeOfThePlan() {
        Plan plan = Samples.everything();
        PlanDocument document = PlanDocument.of(plan);

        Plan loaded = document.load(
                document.yaml(plan).replace("on: high", "on: yes").replace("\"on\": high", "\"on\": yes"));

        FieldMapping tier = loaded.flows().get(0).mappings().stream()
                .filter(mapping -> mapping.id().equals("the tier"))
                .findFirst()
                .orElseThrow();
        assertThat(tier.converter().toTarget(Value.text("on"))).isEqualTo(Value.text("yes"));
        assertThat(loaded.fingerprint()).isNotEqualTo(plan.fingerprint());
        assertThat(document.load(document.yaml(loaded)).fingerprint()).isEqualTo(loaded.fingerprint());
    }

    @Test
    void aRegisteredConverterIsNamed() {
        Plan plan = Samples.members();
        Converter shout = Converter.of("shout", 1, value -> Value.text(value.plain() + "!"), value -> value);
        PlanDocument document = PlanDocument.of(plan).knowing(shout);

        Plan loaded = document.load(
                """
                format: 1
                plan: Members
                revision: 4
                flows:
                  members:
                    mappings:
                      - {source: name, target: lastname, converter: shout}
                """.replace("lastname", plan.flows().get(0).mappings().get(0).id()));

        FieldMapping name = loaded.flows().get(0).mappings().get(0);
        assertThat(name.converter()).isSameAs(shout);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlanDocument.of(plan).yaml(loaded))
                .withMessageContaining("converter shout");
    }

    @Test
    void aPlanOfOtherCodeIsNotExported() {
        Plan plan = Samples.members();
        Plan other = Plan.named("Members")
                .flow(plan.flows().get(0).toBuilder()
                        .idField(Field.text("member_id"))
                        .build())
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlanDocument.of(plan).yaml(other))
                .withMessageContaining("in flows members");
    }

    @Test
    void aConstantKeepsItsKind() {
        Plan plan = Samples.everything();
        PlanDocument document = PlanDocument.of(plan);

        Flow loaded = document.load(document.yaml(plan)).flows().get(0);

        Record nothing = Record.of(RecordRef.of(Samples.MEMBER, "1")).build();
        for (FieldMapping mapping : plan.flows().get(0).mappings()) {
            if (mapping.field(Side.SOURCE).isEmpty()) {
                assertThat(loaded.mappings())
                        .filteredOn(same -> same.id().equals(mapping.id()))
                        .singleElement()
                        .satisfies(same -> assertThat(same.shown(Side.SOURCE, nothing))
                                .isEqualTo(mapping.shown(Side.SOURCE, nothing)));
            }
        }
    }
}
