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
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ThreeWayMergeTest {

    private static final Showing SAME = new Showing(true, false, false);
    private static final Showing VALUE = new Showing(true, true, false);
    private static final Showing EMPTIED = new Showing(true, true, true);
    private static final Showing EMPTY = new Showing(true, false, true);

    private static final Rules ONE_WAY = rules(true, false, Strength.ON_CHANGE, ConflictPolicy.HOLD, EmptyPolicy.LEAVE);
    private static final Rules BACK = rules(false, true, Strength.ON_CHANGE, ConflictPolicy.HOLD, EmptyPolicy.LEAVE);
    private static final Rules BOTH = rules(true, true, Strength.ON_CHANGE, ConflictPolicy.HOLD, EmptyPolicy.LEAVE);

    private static Rules rules(
            boolean target, boolean source, Strength strength, ConflictPolicy policy, EmptyPolicy emptied) {
        return new Rules(target, source, strength, policy, policy, emptied);
    }

    private static FieldDecision first(Showing source, Showing target, Rules rules) {
        return ThreeWayMerge.decide(false, source, target, false, rules);
    }

    private static FieldDecision later(Showing source, Showing target, Rules rules) {
        return ThreeWayMerge.decide(true, source, target, false, rules);
    }

    @Test
    void withoutABaseWhatIsEqualIsSettledAndWhatIsMissingIsFilled() {
        assertThat(ThreeWayMerge.decide(false, VALUE, VALUE, true, BOTH)).isEqualTo(SETTLE);
        assertThat(first(VALUE, EMPTY, BOTH)).isEqualTo(WRITE_TARGET);
        assertThat(first(VALUE, Showing.NOTHING, ONE_WAY)).isEqualTo(WRITE_TARGET);
        assertThat(first(VALUE, EMPTY, BACK)).isEqualTo(SETTLE);
        assertThat(first(EMPTY, VALUE, BOTH)).isEqualTo(WRITE_SOURCE);
        assertThat(first(EMPTY, VALUE, ONE_WAY)).isEqualTo(SETTLE);
        assertThat(first(EMPTY, EMPTY, BOTH)).isEqualTo(SETTLE);
    }

    @Test
    void withoutABaseTwoValuesAreDecidedByTheOriginOrByThePolicy() {
        assertThat(first(VALUE, VALUE, ONE_WAY)).isEqualTo(WRITE_TARGET);
        assertThat(first(VALUE, VALUE, BACK)).isEqualTo(WRITE_SOURCE);
        assertThat(first(VALUE, VALUE, BOTH)).isEqualTo(HOLD);
        assertThat(first(
                        VALUE,
                        VALUE,
                        rules(true, true, Strength.ON_CHANGE, ConflictPolicy.SOURCE_WINS, EmptyPolicy.LEAVE)))
                .isEqualTo(WRITE_TARGET);
        assertThat(first(
                        VALUE,
                        VALUE,
                        rules(true, true, Strength.ON_CHANGE, ConflictPolicy.TARGET_WINS, EmptyPolicy.LEAVE)))
                .isEqualTo(WRITE_SOURCE);
    }

    @Test
    void withABaseOnlyWhatChangedTravels() {
        assertThat(later(SAME, SAME, BOTH)).isEqualTo(UNCHANGED);
        assertThat(later(VALUE, SAME, BOTH)).isEqualTo(WRITE_TARGET);
        assertThat(later(VALUE, Showing.NOTHING, ONE_WAY)).isEqualTo(WRITE_TARGET);
        assertThat(later(VALUE, SAME, BACK)).isEqualTo(SETTLE);
        assertThat(later(SAME, VALUE, BOTH)).isEqualTo(WRITE_SOURCE);
        assertThat(later(SAME, VALUE, ONE_WAY)).isEqualTo(SETTLE);
        assertThat(later(VALUE, VALUE, BOTH)).isEqualTo(HOLD);
        assertThat(later(VALUE, VALUE, ONE_WAY)).isEqualTo(WRITE_TARGET);
        assertThat(ThreeWayMerge.decide(true, VALUE, VALUE, true, BOTH)).isEqualTo(SETTLE);
    }

    @Test
    void emptyingTravelsOnlyWhereItIsOptedInto() {
        Rules clears = rules(true, true, Strength.ON_CHANGE, ConflictPolicy.HOLD, EmptyPolicy.CLEAR);

        assertThat(later(EMPTIED, SAME, BOTH)).isEqualTo(SETTLE);
        assertThat(later(EMPTIED, SAME, clears)).isEqualTo(WRITE_TARGET);
        assertThat(later(SAME, EMPTIED, BOTH)).isEqualTo(SETTLE);
        assertThat(later(SAME, EMPTIED, clears)).isEqualTo(WRITE_SOURCE);
    }

    @Test
    void strengthSaysWhetherAnEditOnTheOtherSideStands() {
        Rules always = rules(true, false, Strength.ALWAYS, ConflictPolicy.HOLD, EmptyPolicy.LEAVE);
        Rules onlyIfEmpty = rules(true, false, Strength.ONLY_IF_EMPTY, ConflictPolicy.HOLD, EmptyPolicy.LEAVE);

        assertThat(later(SAME, VALUE, ONE_WAY)).isEqualTo(SETTLE);
        assertThat(later(SAME, VALUE, always)).isEqualTo(WRITE_TARGET);
        assertThat(later(VALUE, SAME, onlyIfEmpty)).isEqualTo(SETTLE);
        assertThat(later(VALUE, EMPTY, onlyIfEmpty)).isEqualTo(WRITE_TARGET);
        assertThat(later(VALUE, Showing.NOTHING, onlyIfEmpty)).isEqualTo(SETTLE);
    }

    @Test
    void hundredThousandGeneratedCasesBreakNoLaw() {
        Random random = new Random(20260105);
        for (int i = 0; i < 100_000; i++) {
            boolean hasBase = random.nextBoolean();
            Showing source = showing(random, hasBase);
            Showing target = showing(random, hasBase);
            boolean agree = source.shown() && target.shown() && random.nextInt(4) == 0;
            Rules rules = rules(random);

            FieldDecision decision = ThreeWayMerge.decide(hasBase, source, target, agree, rules);

            String seen = "case " + i + ": base " + hasBase + ", " + source + ", " + target + ", agree " + agree + ", "
                    + rules;
            if (decision == WRITE_TARGET) {
                assertThat(rules.writesTarget()).as(seen).isTrue();
                assertThat(source.shown())
                        .as("absent overwrites nothing; " + seen)
                        .isTrue();
                assertThat(source.empty() && rules.whenEmptied() == EmptyPolicy.LEAVE)
                        .as(seen)
                        .isFalse();
            }
            if (decision == WRITE_SOURCE) {
                assertThat(rules.writesSource()).as(seen).isTrue();
                assertThat(target.shown())
                        .as("absent overwrites nothing; " + seen)
                        .isTrue();
                assertThat(target.empty() && rules.whenEmptied() == EmptyPolicy.LEAVE)
                        .as(seen)
                        .isFalse();
            }
            if (decision == HOLD) {
                assertThat(rules.writesSource() && rules.writesTarget())
                        .as(seen)
                        .isTrue();
                assertThat(agree).as(seen).isFalse();
            }
            if (hasBase && !source.moved() && !target.moved()) {
                assertThat(decision).as(seen).isEqualTo(UNCHANGED);
            }
            if (agree && (!hasBase || (source.moved() && target.moved()))) {
                assertThat(decision).as(seen).isEqualTo(SETTLE);
            }
            if (rules.strength() == Strength.ON_CHANGE) {
                FieldDecision exchanged = ThreeWayMerge.decide(hasBase, target, source, agree, exchanged(rules));
                assertThat(exchanged).as("sides exchanged; " + seen).isEqualTo(exchanged(decision));
            }
        }
    }

    private static FieldDecision exchanged(FieldDecision decision) {
        return switch (decision) {
            case WRITE_TARGET -> WRITE_SOURCE;
            case WRITE_SOURCE -> WRITE_TARGET;
            default -> decision;
        };
    }

    private static Rules exchanged(Rules rules) {
        return new Rules(
                /* writesTarget= */ rules.writesSource(),
                /* writesSource= */ rules.writesTarget(),
                rules.strength(),
                exchanged(rules.onConflict()),
                exchanged(rules.onFirstLink()),
                rules.whenEmptied());
    }

    private static ConflictPolicy exchanged(ConflictPolicy policy) {
        return switch (policy) {
            case SOURCE_WINS -> ConflictPolicy.TARGET_WINS;
            case TARGET_WINS -> ConflictPolicy.SOURCE_WINS;
            case HOLD -> policy;
        };
    }

    private static Showing showing(Random random, boolean hasBase) {
        if (random.nextInt(5) == 0) {
            return Showing.NOTHING;
        }
        boolean empty = random.nextInt(3) == 0;
        return new Showing(true, hasBase ? random.nextBoolean() : !empty, empty);
    }

    private static Rules rules(Random random) {
        List<ConflictPolicy> policies = List.of(ConflictPolicy.values());
        List<Strength> strengths = List.of(Strength.values());
        int direction = random.nextInt(3);
        return new Rules(
                direction != 1,
                direction != 0,
                strengths.get(random.nextInt(strengths.size())),
                policies.get(random.nextInt(policies.size())),
                policies.get(random.nextInt(policies.size())),
                random.nextBoolean() ? EmptyPolicy.LEAVE : EmptyPolicy.CLEAR);
    }
}
