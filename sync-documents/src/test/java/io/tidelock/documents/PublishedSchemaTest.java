package io.tidelock.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.ContestedKey;
import io.tidelock.mapping.Direction;
import io.tidelock.mapping.EmptyPolicy;
import io.tidelock.mapping.GonePolicy;
import io.tidelock.mapping.MergePolicy;
import io.tidelock.mapping.Plan;
import io.tidelock.mapping.Strength;
import io.tidelock.record.FieldType;
import io.tidelock.record.Schema.Stage.Outcome;
import io.tidelock.record.Verb;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode SCHEMA = schema();

    private static JsonNode schema() {
        try {
            return JSON.readTree(PlanDocument.schema());
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("The schema is no JSON", broken);
        }
    }

    static List<Plan> plans() {
        return PlanDocumentTest.plans();
    }

    @ParameterizedTest
    @MethodSource("plans")
    void whatIsExportedIsValid(Plan plan) {
        PlanDocument document = PlanDocument.of(plan);

        assertThat(PublishedSchema.violationsOfJson(document.json(plan))).isEmpty();
        assertThat(PublishedSchema.violationsOfYaml(document.yaml(plan))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'plan': 'Members', 'revision': 3}",
                "{'format': 1, 'plan': 'Members', 'revision': 0}",
                "{'format': 1, 'plan': 'Members', 'revision': 3, 'flow': {}}",
                "{'format': 1, 'plan': 'Members', 'revision': 3, 'flows': {'members': {'shedule': {}}}}",
                "{'format': 1, 'plan': 'Members', 'revision': 3, 'flows': {'members': {'limit': {'name': 'a'}}}}",
                "{'format': 1, 'plan': 'Members', 'revision': 3, 'flows': {'members': {'schedule': {'nightly': '02:00'}}}}",
                "{'format': 1, 'plan': 'Members', 'revision': 3, 'flows': {'members': {'brakes': {'REMOVE': {'percent': 101}}}}}",
                "{'format': 1, 'plan': 'Members', 'revision': 3, 'flows': {'members': {'mappings': [{'source': 'name'}]}}}",
                "{'format': 1, 'plan': 'Members', 'revision': 3, 'flows': {'members': {'onMerge': 'MAYBE'}}}"
            })
    void whatTheSchemaRefusesIsNotLoadedEither(String quoted) {
        String text = quoted.replace('\'', '"');

        assertThat(PublishedSchema.violationsOfJson(text)).isNotEmpty();
        assertThatExceptionOfType(DocumentException.class)
                .isThrownBy(() -> PlanDocument.of(Samples.members()).load(text));
    }

    @Test
    void theSchemaNamesAllConstants() {
        assertNames("/$defs/fieldType/enum", FieldType.values());
        assertNames("/$defs/mapping/properties/direction/enum", Direction.values());
        assertNames("/$defs/mapping/properties/strength/enum", Strength.values());
        assertNames("/$defs/mapping/properties/onConflict/enum", ConflictPolicy.values());
        assertNames("/$defs/mapping/properties/onFirstLink/enum", ConflictPolicy.values());
        assertNames("/$defs/mapping/properties/whenEmptied/enum", EmptyPolicy.values());
        assertNames("/$defs/flow/properties/onContestedKey/enum", ContestedKey.values());
        assertNames("/$defs/flow/properties/whenSourceGone/enum", GonePolicy.values());
        assertNames("/$defs/flow/properties/onMerge/enum", MergePolicy.values());
        assertNames("/$defs/stage/properties/outcome/enum", Outcome.values());
        List<String> verbs = new ArrayList<>();
        SCHEMA.at("/$defs/flow/properties/brakes/properties").fieldNames().forEachRemaining(verbs::add);
        assertThat(verbs).containsExactlyElementsOf(names(Verb.values()));
    }

    private static void assertNames(String pointer, Enum<?>... constants) {
        List<String> listed = new ArrayList<>();
        SCHEMA.at(pointer).forEach(name -> listed.add(name.textValue()));
        assertThat(listed).as(pointer).containsExactlyInAnyOrderElementsOf(names(constants));
    }

    private static List<String> names(Enum<?>... constants) {
        return Arrays.stream(constants).map(Enum::name).toList();
    }
}
