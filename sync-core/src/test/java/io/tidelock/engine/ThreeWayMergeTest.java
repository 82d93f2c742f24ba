package io.tidelock.engine;

import static io.tidelock.engine.FieldDecision.HOLD;
import static io.tidelock.engine.FieldDecision.SETTLE;
import static io.tidelock.engine.FieldDecision.UNCHANGED;
import static io.tidelock.engine.FieldDecision.WRITE_SOURCE;
import static io.tidelock.engine.FieldDecision.WRITE_TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.engine.ThreeWayMerge.Rules;
import io.tidelock.engine.ThreeWayMerge.Showing;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.EmptyPolicy;
import io.tidelock.mapping.Strength;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreeWayMergeTest {

    private static final int CASES = 100_000;

    private static final Showing NOTHING = Showing.NOTHING;
    private static final Showing EMPTY = new Showing(true, false, true);
    private static final Showing EMPTIED = new Showing(true, true, true);
    private static final Showing SAME = new Showing(true, false, false);
    private static final Showing VALUE = new Showing(true, true, false);

    /** The rows of the class's table, with what each direction makes of them: to target, to source, both. */
    @ParameterizedTest
    @CsvSource({
        "false, NOTHING, NOTHING, false, UNCHANGED,    UNCHANGED,    UNCHANGED",
        "true,  NOTHING, NOTHING, false, UNCHANGED,    UNCHANGED,    UNCHANGED",
        "false, VALUE,   VALUE,   true,  SETTLE,       SETTLE,       SETTLE",
        "false, EMPTY,   EMPTY,   true,  SETTLE,       SETTLE,       SETTLE",
        "false, VALUE,   EMPTY,   false, WRITE_TARGET, SETTLE,       WRITE_TARGET",
        "false, VALUE,   NOTHING, false, WRITE_TARGET, SETTLE,       WRITE_TARGET",
        "false, EMPTY,   VALUE,   false, SETTLE,       WRITE_SOURCE, WRITE_SOURCE",
        "false, NOTHING, VALUE,   false, SETTLE,       WRITE_SOURCE, WRITE_SOURCE",
        "false, NOTHING, EMPTY,   false, SETTLE,       SETTLE,       SETTLE",
        "false, VALUE,   VALUE,   false, WRITE_TARGET, WRITE_SOURCE, HOLD",
        "true,  SAME,    SAME,    false, UNCHANGED,    UNCHANGED,    UNCHANGED",
        "true,  SAME,    NOTHING, false, UNCHANGED,    UNCHANGED,    UNCHANGED",
        "true,  VALUE,   SAME,    false, WRITE_TARGET, SETTLE,       WRITE_TARGET",
        "true,  VALUE,   NOTHING, false, WRITE_TARGET, SETTLE,       WRITE_TARGET",
        "true,  SAME,    VALUE,   false, SETTLE,       WRITE_SOURCE, WRITE_SOURCE",
        "true,  NOTHING, VALUE,   false, SETTLE,       WRITE_SOURCE, WRITE_SOURCE",
        "true,  VALUE,   VALUE,   true,  SETTLE,       SETTLE,       SETTLE",
        "true,  VALUE,   VALUE,   false, WRITE_TARGET, WRITE_SOURCE, HOLD",
        "true,  EMPTIED, SAME,    false, SETTLE,       SETTLE,       SETTLE",
        "true,  SAME,    EMPTIED, false, SETTLE,       SETTLE,       SETTLE",
        "true,  EMPTIED, VALUE,   false, SETTLE,       WRITE_SOURCE, HOLD",
    })
    void truthTable(
            boolean base,
            String source,
            String target,
            boolean agree,
            FieldDecision toTarget,
            FieldDecision toSource,
            FieldDecision both) {
        Showing here = showing(source);
        Showing there = showing(target);

        assertThat(ThreeWayMerge.decide(base, here, there, agree, rules(true, false)))
                .isEqualTo(toTarget);
        assertThat(ThreeWayMerge.decide(base, here, there, agree, rules(false, true)))
                .isEqualTo(toSource);
        assertThat(ThreeWayMerge.decide(base, here, there, agree, rules(true, true)))
                .isEqualTo(both);
    }

    @Test
    void emptyingTravelsWhereItIsOptedInto() {
        Rules clearing =
                new Rules(true, true, Strength.ON_CHANGE, ConflictPolicy.HOLD, ConflictPolicy.HOLD, EmptyPolicy.CLEAR);

        assertThat(ThreeWayMerge.decide(true, EMPTIED, SAME, false, clearing)).isEqualTo(WRITE_TARGET);
        assertThat(ThreeWayMerge.decide(true, SAME, EMPTIED, false, clearing)).isEqualTo(WRITE_SOURCE);
    }

    @Test
    void mappingThatAlwaysHoldsUndoesEditsAtTheTarget() {
        Rules always =
                new Rules(true, false, Strength.ALWAYS, ConflictPolicy.HOLD, ConflictPolicy.HOLD, EmptyPolicy.LEAVE);

        assertThat(ThreeWayMerge.decide(true, SAME, VALUE, false, always)).isEqualTo(WRITE_TARGET);
        assertThat(ThreeWayMerge.decide(true, NOTHING, VALUE, false, always)).isEqualTo(SETTLE);
    }

    @Test
    void mappingThatFillsWritesOnlyWhatIsKnownToBeEmpty() {
        Rules filling = new Rules(
                true, false, Strength.ONLY_IF_EMPTY, ConflictPolicy.HOLD, ConflictPolicy.HOLD, EmptyPolicy.LEAVE);

        assertThat(ThreeWayMerge.decide(true, VALUE, EMPTY, false, filling)).isEqualTo(WRITE_TARGET);
        assertThat(ThreeWayMerge.decide(true, VALUE, SAME, false, filling)).isEqualTo(SETTLE);
        assertThat(ThreeWayMerge.decide(true, VALUE, NOTHING, false, filling)).isEqualTo(SETTLE);
    }

    @Test
    void whatNeitherSideChangedIsLeftAlone() {
        eachCase((base, source, target, agree, rules, decision) -> {
            if (base && !source.moved() && !target.moved()) {
                assertThat(decision).isEqualTo(UNCHANGED);
            }
        });
    }

    @Test
    void sideThatMayNotBeWrittenNeverIs() {
        eachCase((base, source, target, agree, rules, decision) -> {
            assertThat(decision == WRITE_TARGET && !rules.writesTarget()).isFalse();
            assertThat(decision == WRITE_SOURCE && !rules.writesSource()).isFalse();
        });
    }

    @Test
    void absentNeverOverwrites() {
        eachCase((base, source, target, agree, rules, decision) -> {
            assertThat(decision == WRITE_TARGET && !source.shown()).isFalse();
            assertThat(decision == WRITE_SOURCE && !target.shown()).isFalse();
        });
    }

    @Test
    void emptyOverwritesOnlyWhereItIsOptedInto() {
        eachCase((base, source, target, agree, rules, decision) -> {
            if (rules.whenEmptied() == EmptyPolicy.LEAVE) {
                assertThat(decision == WRITE_TARGET && source.empty()).isFalse();
                assertThat(decision == WRITE_SOURCE && target.empty()).isFalse();
            }
        });
    }

    @Test
    void whatAgreesAfterAChangeIsNeverWritten() {
        eachCase((base, source, target, agree, rules, decision) -> {
            if (agree && source.moved() && target.moved()) {
                assertThat(decision).isEqualTo(SETTLE);
            }
        });
    }

    @Test
    void onlyARealConflictOfATwoWayFieldIsHeld() {
        eachCase((base, source, target, agree, rules, decision) -> {
            if (decision == HOLD) {
                assertThat(rules.writesSource() && rules.writesTarget()).isTrue();
                assertThat(source.shown() && target.shown() && !agree).isTrue();
                assertThat(base ? rules.onConflict() : rules.onFirstLink()).isEqualTo(ConflictPolicy.HOLD);
            }
        });
    }

    @Test
    void changeOfOneSideNeverTravelsToItself() {
        eachCase((base, source, target, agree, rules, decision) -> {
            if (base && source.moved() && !target.moved()) {
                assertThat(decision).isIn(WRITE_TARGET, SETTLE);
            } else if (base && target.moved() && !source.moved() && rules.strength() != Strength.ALWAYS) {
                assertThat(decision).isIn(WRITE_SOURCE, SETTLE);
            }
        });
    }

    @Test
    void twoWayFieldLooksTheSameFromBothEnds() {
        eachCase((base, source, target, agree, rules, decision) -> {
            if (rules.writesSource() && rules.writesTarget() && rules.strength() == Strength.ON_CHANGE) {
                Rules turned = new Rules(
                        true,
                        true,
                        rules.strength(),
                        turned(rules.onConflict()),
                        turned(rules.onFirstLink()),
                        rules.whenEmptied());
                Showing newSource = target;
                Showing newTarget = source;
                assertThat(ThreeWayMerge.decide(base, newSource, newTarget, agree, turned))
                        .isEqualTo(turned(decision));
            }
        });
    }

    private interface Property {
        void check(boolean base, Showing source, Showing target, boolean agree, Rules rules, FieldDecision decision);
    }

    private static void eachCase(Property property) {
        Random random = new Random(20260105);
        for (int i = 0; i < CASES; i++) {
            boolean base = random.nextBoolean();
            Showing source = showing(random, base);
            Showing target = showing(random, base);
            boolean agree = source.shown()
                    && target.shown()
                    && source.empty() == target.empty()
                    && (source.empty() || random.nextBoolean());
            Rules rules = new Rules(
                    random.nextBoolean(),
                    random.nextBoolean(),
                    pick(random, Strength.ON_CHANGE, Strength.ALWAYS, Strength.ONLY_IF_EMPTY),
                    pick(random, ConflictPolicy.SOURCE_WINS, ConflictPolicy.TARGET_WINS, ConflictPolicy.HOLD),
                    pick(random, ConflictPolicy.SOURCE_WINS, ConflictPolicy.TARGET_WINS, ConflictPolicy.HOLD),
                    pick(random, EmptyPolicy.LEAVE, EmptyPolicy.CLEAR));
            property.check(
                    base, source, target, agree, rules, ThreeWayMerge.decide(base, source, target, agree, rules));
        }
    }

    /** Without a base, a side counts as changed if it shows a value. */
    private static Showing showing(Random random, boolean base) {
        if (random.nextInt(5) == 0) {
            return NOTHING;
        }
        boolean empty = random.nextBoolean();
        return new Showing(true, base ? random.nextBoolean() : !empty, empty);
    }

    private static Showing showing(String name) {
        return switch (name) {
            case "NOTHING" -> NOTHING;
            case "EMPTY" -> EMPTY;
            case "EMPTIED" -> EMPTIED;
            case "SAME" -> SAME;
            default -> VALUE;
        };
    }

    private static Rules rules(boolean writesTarget, boolean writesSource) {
        return new Rules(
                writesTarget,
                writesSource,
                Strength.ON_CHANGE,
                ConflictPolicy.HOLD,
                ConflictPolicy.HOLD,
                EmptyPolicy.LEAVE);
    }

    @SafeVarargs
    private static <T> T pick(Random random, T... all) {
        return all[random.nextInt(all.length)];
    }

    private static ConflictPolicy turned(ConflictPolicy policy) {
        return switch (policy) {
            case SOURCE_WINS -> ConflictPolicy.TARGET_WINS;
            case TARGET_WINS -> ConflictPolicy.SOURCE_WINS;
            case HOLD -> ConflictPolicy.HOLD;
        };
    }

    private static FieldDecision turned(FieldDecision decision) {
        return switch (decision) {
            case WRITE_SOURCE -> WRITE_TARGET;
            case WRITE_TARGET -> WRITE_SOURCE;
            default -> decision;
        };
    }
}
