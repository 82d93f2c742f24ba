package io.tidelock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.engine.SetMerge.Merged;
import io.tidelock.engine.SetMerge.Rules;
import io.tidelock.mapping.Converter;
import io.tidelock.record.Value;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UndoneElementsTest {

    private static final Rules TWO_WAY = new Rules(true, true, true, true, true);

    private static Elements elements(Set<String> source, Set<String> target) {
        return new Elements(Words.of(Converter.identity()), Value.items(source), Value.items(target));
    }

    private static Merged<String> merged(Set<String> source, Set<String> target, Set<String> undone) {
        Elements elements = elements(source, target);
        return UndoneElements.of(elements, undone::contains, false, false).merge(elements, element -> false, TWO_WAY);
    }

    @Test
    void whatWasUndoneStaysWhereItStandsAndTheRestIsMerged() {
        Merged<String> merged = merged(Set.of("a", "b", "c"), Set.of("c", "d", "e"), Set.of("a", "d"));

        assertThat(merged.source()).containsExactlyInAnyOrder("a", "b", "c", "e");
        assertThat(merged.target()).containsExactlyInAnyOrder("b", "c", "d", "e");
        assertThat(merged.common()).containsExactlyInAnyOrder("b", "c", "e");
    }

    @Test
    void whatBothShowOrNeitherIsForgotten() {
        Elements elements = elements(Set.of("a"), Set.of("a"));

        assertThat(UndoneElements.of(elements, Set.of("a", "b")::contains, false, false)
                        .resting())
                .isEmpty();
        assertThat(merged(Set.of("a"), Set.of("a"), Set.of("a")).common()).containsExactly("a");
    }

    @Test
    void oneThatTheSourceReplacedGoesFromTheTarget() {
        Elements elements = elements(Set.of("new"), Set.of("old"));

        Merged<String> merged = UndoneElements.of(elements, Set.of("old")::contains, true, false)
                .merge(elements, element -> false, TWO_WAY);

        assertThat(merged.source()).containsExactly("new");
        assertThat(merged.target()).containsExactly("new");
    }

    @Test
    void oneThatTheTargetAddsReplacesTheSources() {
        Elements elements = elements(Set.of("old"), Set.of("new"));

        Merged<String> merged = UndoneElements.of(elements, Set.of("old")::contains, false, true)
                .merge(elements, element -> false, TWO_WAY);

        assertThat(merged.source()).containsExactly("new");
        assertThat(merged.target()).containsExactly("new");
    }

    @Test
    void targetThatAddsNothingReplacesNothing() {
        Elements elements = elements(Set.of("here"), Set.of("there"));

        assertThat(UndoneElements.of(elements, element -> true, false, true).resting())
                .containsExactly("here", "there");
    }
}
