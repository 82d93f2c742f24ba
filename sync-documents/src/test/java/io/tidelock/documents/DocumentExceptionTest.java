package io.tidelock.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.tidelock.documents.DocumentException.Problem;
import io.tidelock.mapping.Party;
import io.tidelock.record.Field;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentExceptionTest {

    private static final String HEAD = "format: 1\nplan: Members\nrevision: 3\n";

    private static List<Problem> problems(String text) {
        DocumentException refused = catchThrowableOfType(
                DocumentException.class,
                () -> PlanDocument.of(Samples.members()).load(text));
        assertThat(refused).isNotNull();
        return refused.problems();
    }

    @Test
    void everythingIsToldAtOnceWithItsPlace() {
        List<Problem> problems = problems(HEAD + """
                  flows:
                    members:
                      shedule: {every: PT1H}
                      limit: {name: people, records: 0}
                      mappings:
                        - source: emial
                          target: lastname
                          targetType: TXT
                          dirction: BOTH
                    membres: {}
                  """);

        assertThat(problems)
                .extracting(Problem::line, Problem::column, Problem::path)
                .containsExactly(
                        tuple(6, 5, "flows.members.shedule"),
                        tuple(7, 36, "flows.members.limit.records"),
                        tuple(9, 17, "flows.members.mappings[0].source"),
                        tuple(11, 21, "flows.members.mappings[0].targetType"),
                        tuple(12, 9, "flows.members.mappings[0].dirction"),
                        tuple(13, 3, "flows.membres"));
        assertThat(problems)
                .extracting(Problem::toDo)
                .containsExactly(
                        "Did you mean \"schedule\"",
                        "Write a whole number from 1 on",
                        "Did you mean \"email\"; of another field say the sourceType",
                        "Did you mean \"TEXT\"",
                        "Did you mean \"direction\"",
                        "Did you mean \"members\"");
    }

    @Test
    void blankIdIsAnError() {
        List<Problem> problems = problems(HEAD + """
                  flows:
                    members:
                      mappings:
                        - {id: " ", source: email, target: email}
                  """);

        assertThat(problems)
                .extracting(Problem::path, Problem::toDo)
                .containsExactly(tuple("flows.members.mappings[0].id", "Fill it in"));
    }

    @Test
    void fieldThatTheSystemLacksIsAnErrorWhereItsSchemaIsKnown() {
        PlanDocument document = PlanDocument.of(Samples.members())
                .knowing(Party.BUSINESS, Samples.MEMBER, Samples.NAME, Samples.EMAIL, Field.text("nickname"));
        String text = HEAD + """
                  flows:
                    members:
                      mappings:
                        - {source: nickname, target: last_name}
                        - {source: nicknam, sourceType: TEXT, target: city}
                  """;

        DocumentException refused = catchThrowableOfType(DocumentException.class, () -> document.load(text));

        assertThat(refused.problems())
                .extracting(Problem::path, Problem::toDo)
                .containsExactly(tuple("flows.members.mappings[1].source", "Did you mean \"nickname\""));
    }

    @Test
    void jsonHasPlacesToo() {
        List<Problem> problems = problems("""
                {
                  "format": 1, "plan": "Members",
                  "revision": "three"
                }
                """);

        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .isEqualTo(
                                "line 3, column 15 (revision): This cannot be read. Write a whole number from 1 on."));
    }

    @Test
    void malformedTextIsOneProblem() {
        assertThat(problems("format: 1\nplan: [\n")).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isGreaterThan(1);
            assertThat(problem.what()).isEqualTo("This is not YAML");
        });
        assertThat(problems("{\"format\": 1,,}")).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(1);
            assertThat(problem.what()).isEqualTo("This is not JSON");
        });
        assertThat(problems(""))
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).isEqualTo("The document is empty"));
        assertThat(problems("[1]")).extracting(Problem::what).containsExactly("Names with values are expected here");
    }

    @Test
    void whatYamlWouldTakeSilentlyIsRefused() {
        assertThat(problems(HEAD + "revision: 4\n"))
                .extracting(Problem::line, Problem::what)
                .containsExactly(tuple(4, "\"revision\" stands here twice"));
        assertThat(problems(HEAD + "---\nformat: 1\n"))
                .extracting(Problem::what)
                .containsExactly("A second document begins here");
        assertThat(problems(HEAD + "$schema: &a b\nflows: *a\n"))
                .extracting(Problem::what)
                .contains("Aliases are not read");
    }

    @Test
    void anotherPlansDocumentAndMissingHeadsAreRefused() {
        assertThat(problems("plan: Guests\nrevision: 0\n"))
                .extracting(Problem::what)
                .containsExactlyInAnyOrder(
                        "\"format\" is missing", "This is a document of plan \"Guests\"", "The number is out of range");
    }

    @Test
    void namesThatNothingStandsBehindAreRefused() {
        List<Problem> problems = problems(HEAD + """
                  flows:
                    members:
                      mappings:
                        - {source: email, target: email, converter: upper, onlyWhen: old, linkedBy: memberz}
                        - {source: name, target: email, targetType: TEXT, table: {name: t, entries: {}}}
                        - {id: c, constant: 1, source: name, target: email}
                      window: {past: P1D}
                  """);

        assertThat(problems)
                .extracting(Problem::what)
                .containsExactly(
                        "Nothing is registered under \"upper\"",
                        "Nothing is registered under \"old\"",
                        "The plan has no flow \"memberz\"",
                        "Another mapping has this id",
                        "The table is empty",
                        "A constant has no source and no default",
                        "The flow has no window");
    }

    @Test
    void valuesAreNotRepeated() {
        List<Problem> problems = problems(HEAD + """
                  flows:
                    members:
                      mappings:
                        - {constant: {date: secret}, target: email}
                  """);

        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).doesNotContain("secret"));
    }
}
