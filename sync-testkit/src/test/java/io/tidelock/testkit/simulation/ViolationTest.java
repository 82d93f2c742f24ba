package io.tidelock.testkit.simulation;

import static io.tidelock.testkit.simulation.Guarantee.noDuplicate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.mapping.Plan;
import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ViolationTest {

    private final Plan plan = Plans.decided();

    private Simulation faulty() {
        return Plans.simulation(plan).through(PlantedFault.DECIDED_AGAIN.seams());
    }

    @Test
    void failingSeedIsShrunkToWhatItTakes() {
        Violation whole = faulty().seeds(500).first().orElseThrow();

        Violation least =
                faulty().from(whole.seed()).seeds(1).run().violations().get(0);

        assertThat(least.guarantee()).isEqualTo(whole.guarantee());
        assertThat(least.timeline()).hasSizeLessThan(whole.timeline().size() / 2);
    }

    @Test
    void shrunkStoryIsPlayedAgainFromItsScript() {
        Violation least = faulty().seeds(5).run().violations().get(0);

        Outcome again = faulty().replay(least.script()).run();

        assertThat(again.violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.timeline()).isEqualTo(least.timeline()));
        assertThat(Script.parse(least.script())).hasToString(least.script());
    }

    @Test
    void timelineAndATestToPasteArePrinted() {
        assertThatThrownBy(() -> faulty().seeds(5).check(noDuplicate()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("NO_DUPLICATE does not hold: decided again")
                .hasMessageContaining("pass at 2026-01-")
                .hasMessageContaining("Simulation.of(plan).refers(")
                .hasMessageContaining(".replay(\"1 ")
                .hasMessageContaining("check(Guarantee.NO_DUPLICATE)");
    }

    @ParameterizedTest
    @EnumSource(names = {"DECIDED_AGAIN", "BASE_DROPPED", "DELETION_TRUSTED"})
    void nothingMoreCanBeLeftOutOfAShrunkStory(PlantedFault fault) {
        Plan played = Plans.named(fault.plan());
        long seed = Plans.simulation(played)
                .through(fault.seams())
                .first()
                .orElseThrow()
                .seed();

        Violation least = Plans.simulation(played)
                .through(fault.seams())
                .from(seed)
                .seeds(1)
                .run()
                .violations()
                .get(0);

        Script script = Script.parse(least.script());
        assertThat(Script.all()
                        .map(part -> script.without(List.of(part)).toString())
                        .filter(less -> !less.equals(least.script()) && less.contains(" ")))
                .isNotEmpty()
                .allSatisfy(less -> assertThat(Plans.simulation(played)
                                .through(fault.seams())
                                .replay(less)
                                .run(least.guarantee())
                                .violations())
                        .as(less)
                        .isEmpty());
    }

    @Test
    void testToPasteCompilesAndSaysWhatTheSimulationWasTold(@TempDir Path directory) throws IOException {
        Violation violation = faulty().values(Plans.TOWN, "a \"town\"")
                .seeds(5)
                .run()
                .violations()
                .get(0);
        String imports = Stream.of(
                        Plan.class, Field.class, RecordType.class, Test.class, Simulation.class, Guarantee.class)
                .map(type -> "import " + type.getName() + ";\n")
                .collect(Collectors.joining());
        Path source = directory.resolve("PastedTest.java");

        Files.writeString(source, imports + "class PastedTest {\nPlan plan;\n" + violation.test() + "\n}");

        assertThat(violation.test())
                .contains(
                        ".values(Field.text(\"town\"), \"a \\\"town\\\"\")",
                        ".refers(Field.text(\"person_id\"), RecordType.of(\"person\"))");
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-cp",
                                System.getProperty("java.class.path"),
                                source.toString()))
                .isZero();
    }

    @Test
    void whatIsNotCheckedIsNotTold() {
        assertThat(faulty().seeds(20).run(Guarantee.brakeHolds()).violations()).isEmpty();
    }
}
