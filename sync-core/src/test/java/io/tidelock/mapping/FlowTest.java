package io.tidelock.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import io.tidelock.record.Value;
import io.tidelock.record.Verb;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlowTest {

    private static final Field NAME = Field.text("name");
    private static final Field AT = Field.instant("at");

    private static Flow everything() {
        return Flow.toBusiness("people", RecordType.of("contact"), RecordType.of("patient"))
                .map(FieldMapping.from(NAME).to(NAME).defaultsTo(Value.text("-")))
                .ensured(MatchRule.on(NAME, NAME))
                .reads(AT)
                .idField(Field.text("id"))
                .onRequest(RequestFlag.yesNo(Field.choice("flag")))
                .eligible(new Eligibility("some", 1, record -> Eligibility.Ruling.eligible()))
                .parts(Parts.of("parts", 1, record -> List.of(), NAME))
                .appendOnly()
                .decidedBy(Decision.named("calls", 1).by((call, found) -> Decided.as("NONE")))
                .onContestedKey(ContestedKey.DISPUTE)
                .createsNothing()
                .createsBothWays()
                .sinceActivation()
                .every(Duration.ofHours(1))
                .enrich(Enrichment.of("other", RecordType.of("other"), NAME))
                .window(Window.of(AT, Duration.ofDays(1), Duration.ofDays(2)))
                .sweep(Sweep.on(Schedule.every(Duration.ofDays(1))))
                .limit(new PassLimit("people", 10))
                .whenSourceGone(GonePolicy.REMOVE)
                .onMerge(MergePolicy.KEEP_SURVIVORS)
                .unbraked(Verb.CLEAR)
                .build();
    }

    @Test
    void aFlowBuiltOnAnotherSaysTheSame() {
        Flow flow = everything();

        Flow same = flow.toBuilder().build();

        assertThat(same.fingerprint()).isEqualTo(flow.fingerprint());
        assertThat(same).usingRecursiveComparison().isEqualTo(flow);
        assertThat(Arrays.stream(Flow.class.getDeclaredFields())
                        .filter(field -> !Modifier.isStatic(field.getModifiers())))
                .as("everything() sets each of them")
                .hasSize(29);
    }

    @Test
    void partsOfAFlowAreSaidOtherwise() {
        Flow other = everything().toBuilder()
                .mapOnly(List.of(FieldMapping.from(AT).to(AT)))
                .unlimited()
                .unswept()
                .build();

        assertThat(other.mappings()).extracting(FieldMapping::id).containsExactly("at");
        assertThat(other.limit()).isEmpty();
        assertThat(other.sweep()).isEmpty();
    }

    @Test
    void whatStandsInIsShownAsThePlanSaysIt() {
        assertThat(FieldMapping.constant(Value.text("x")).to(NAME).build().standIn())
                .isEqualTo(Value.text("x"));
        assertThat(everything().mappings().get(0).standIn()).isEqualTo(Value.text("-"));
        assertThat(FieldMapping.from(NAME).to(NAME).build().standIn().isAbsent())
                .isTrue();
        assertThat(Converter.enumMap("t", 1, Map.of("a", "c", "b", "c"), Map.of("c", "a"))
                        .back())
                .containsExactly(Map.entry("c", "a"));
    }
}
