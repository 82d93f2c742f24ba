package io.tidelock.engine;

import static io.tidelock.engine.SetMerge.Fate.ADD_TO_SOURCE;
import static io.tidelock.engine.SetMerge.Fate.ADD_TO_TARGET;
import static io.tidelock.engine.SetMerge.Fate.DROP_AT_SOURCE;
import static io.tidelock.engine.SetMerge.Fate.DROP_AT_TARGET;
import static io.tidelock.engine.SetMerge.Fate.LEFT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.engine.SetMerge.Fate;
import io.tidelock.engine.SetMerge.Merged;
import io.tidelock.engine.SetMerge.Rules;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetMergeTest {

    private static final int CASES = 100_000;

    private static final Rules ONE_WAY = new Rules(true, true, false, false, false);
    private static final Rules BACKWARDS = new Rules(false, false, true, true, false);
    private static final Rules TWO_WAY = new Rules(true, true, true, true, false);
    private static final Rules NOTHING = new Rules(false, false, false, false, false);

    /** The rows of the class's table, with what each direction makes of them: to target, to source, both, none. */
    @ParameterizedTest
    @CsvSource({
        "true,  true,  true,  KEPT,           KEPT,           KEPT,           KEPT",
        "true,  true,  false, LEFT,           DROP_AT_SOURCE, DROP_AT_SOURCE, LEFT",
        "true,  false, true,  DROP_AT_TARGET, LEFT,           DROP_AT_TARGET, LEFT",
        "true,  false, false, GONE,           GONE,           GONE,           GONE",
        "false, true,  true,  KEPT,           KEPT,           KEPT,           KEPT",
        "false, true,  false, ADD_TO_TARGET,  FOREIGN,        ADD_TO_TARGET,  FOREIGN",
        "false, false, true,  FOREIGN,        ADD_TO_SOURCE,  ADD_TO_SOURCE,  FOREIGN",
        "false, false, false, GONE,           GONE,           GONE,           GONE",
    })
    void truthTable(
            boolean common, boolean atSource, boolean atTarget, Fate oneWay, Fate backwards, Fate both, Fate none) {
        assertThat(SetMerge.decide(common, atSource, atTarget, ONE_WAY)).isEqualTo(oneWay);
        assertThat(SetMerge.decide(common, atSource, atTarget, BACKWARDS)).isEqualTo(backwards);
        assertThat(SetMerge.decide(common, atSource, atTarget, TWO_WAY)).isEqualTo(both);
        assertThat(SetMerge.decide(common, atSource, atTarget, NOTHING)).isEqualTo(none);
    }

    @Test
    void mappingThatAlwaysHoldsPutsBackWhatTheTargetDropped() {
        Rules always = new Rules(true, true, false, false, true);

        assertThat(SetMerge.decide(true, true, false, always)).isEqualTo(ADD_TO_TARGET);
        assertThat(SetMerge.decide(true, true, false, ONE_WAY)).isEqualTo(LEFT);
    }

    @Test
    void bothSidesEndEqualWhereBothCount() {
        eachCase((source, target, common, rules) -> {
            Merged<Integer> merged = SetMerge.merge(source, target, common::contains, TWO_WAY);

            assertThat(merged.source()).isEqualTo(merged.target()).isEqualTo(merged.common());
            assertThat(merged.source()).isEqualTo(expectedBothWays(source, target, common));
        });
    }

    @Test
    void withoutABaseTwoWaySetsAreUnited() {
        eachCase((source, target, common, rules) -> {
            Set<Integer> union = new TreeSet<>(source);
            union.addAll(target);

            assertThat(SetMerge.merge(source, target, e -> false, TWO_WAY).target())
                    .isEqualTo(union);
        });
    }

    @Test
    void oneWayTheSourceIsLeftAndWhatWasNeverOursStays() {
        eachCase((source, target, common, rules) -> {
            Merged<Integer> merged = SetMerge.merge(source, target, common::contains, ONE_WAY);
            Set<Integer> foreign = new TreeSet<>(target);
            foreign.removeAll(source);
            foreign.removeAll(common);

            assertThat(merged.source()).isEqualTo(source);
            assertThat(merged.target()).containsAll(foreign);
            assertThat(merged.common()).doesNotContainAnyElementsOf(foreign.isEmpty() ? Set.of(-1) : foreign);
        });
    }

    @Test
    void secondMergeOfWhatTheFirstLeftWritesNothing() {
        eachCase((source, target, common, rules) -> {
            Merged<Integer> once = SetMerge.merge(source, target, common::contains, rules);
            Merged<Integer> twice = SetMerge.merge(once.source(), once.target(), once.common()::contains, rules);

            assertThat(twice).isEqualTo(once);
        });
    }

    @Test
    void deathBetweenTheTwoWritesEndsTheSame() {
        eachCase((source, target, common, rules) -> {
            Merged<Integer> whole = SetMerge.merge(source, target, common::contains, TWO_WAY);
            Merged<Integer> afterSource = SetMerge.merge(whole.source(), target, common::contains, TWO_WAY);
            Merged<Integer> afterTarget = SetMerge.merge(source, whole.target(), common::contains, TWO_WAY);

            assertThat(afterSource).isEqualTo(whole);
            assertThat(afterTarget).isEqualTo(whole);
        });
    }

    @Test
    void nothingIsInventedAndNothingIsLostThatWasNotCommon() {
        eachCase((source, target, common, rules) -> {
            Merged<Integer> merged = SetMerge.merge(source, target, common::contains, rules);
            Set<Integer> all = new TreeSet<>(source);
            all.addAll(target);

            assertThat(all).containsAll(merged.source()).containsAll(merged.target());
            for (Integer element : all) {
                boolean lost =
                        !merged.source().contains(element) && !merged.target().contains(element);
                assertThat(lost && !common.contains(element)).isFalse();
            }
        });
    }

    @Test
    void mirrorDecidesTheMirror() {
        eachCase((source, target, common, rules) -> {
            Rules mirrored =
                    new Rules(rules.targetAdds(), rules.targetDrops(), rules.sourceAdds(), rules.sourceDrops(), false);
            Merged<Integer> merged = SetMerge.merge(
                    source,
                    target,
                    common::contains,
                    new Rules(rules.sourceAdds(), rules.sourceDrops(), rules.targetAdds(), rules.targetDrops(), false));
            Merged<Integer> mirror = SetMerge.merge(target, source, common::contains, mirrored);

            assertThat(mirror.target()).isEqualTo(merged.source());
            assertThat(mirror.source()).isEqualTo(merged.target());
        });
    }

    @Test
    void whatDoesNotCountIsNotWritten() {
        eachCase((source, target, common, rules) -> {
            for (int element = 0; element < 6; element++) {
                Fate fate = SetMerge.decide(
                        common.contains(element), source.contains(element), target.contains(element), rules);
                assertThat(fate == ADD_TO_SOURCE && !rules.targetAdds()).isFalse();
                assertThat(fate == DROP_AT_SOURCE && !rules.targetDrops()).isFalse();
                assertThat(fate == DROP_AT_TARGET && !rules.sourceDrops()).isFalse();
                assertThat(fate == ADD_TO_TARGET && !rules.sourceAdds() && !rules.restores())
                        .isFalse();
            }
        });
    }

    private static Set<Integer> expectedBothWays(Set<Integer> source, Set<Integer> target, Set<Integer> common) {
        Set<Integer> expected = new TreeSet<>();
        for (int element = 0; element < 6; element++) {
            boolean here = source.contains(element);
            boolean there = target.contains(element);
            if (common.contains(element) ? here && there : here || there) {
                expected.add(element);
            }
        }
        return expected;
    }

    private interface Case {
        void check(Set<Integer> source, Set<Integer> target, Set<Integer> common, Rules rules);
    }

    private static void eachCase(Case check) {
        Random random = new Random(3);
        for (int i = 0; i < CASES; i++) {
            Rules rules = new Rules(
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextBoolean());
            check.check(some(random), some(random), some(random), rules);
        }
    }

    private static Set<Integer> some(Random random) {
        Set<Integer> some = new TreeSet<>();
        int bits = random.nextInt(64);
        for (int element = 0; element < 6; element++) {
            if ((bits & 1 << element) != 0) {
                some.add(element);
            }
        }
        return some;
    }
}
