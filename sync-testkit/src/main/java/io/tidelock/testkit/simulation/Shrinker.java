package io.tidelock.testkit.simulation;

import java.util.List;
import java.util.Optional;

/** Leaves out of a failing story whatever it fails without: mishaps, rounds, deeds, mishaps of single rounds. */
final class Shrinker {

    private static final int MOST_PLAYS = 1_000;

    private final Settings settings;
    private final Layout layout;
    private int plays;

    Shrinker(Settings settings, Layout layout) {
        this.settings = settings;
        this.layout = layout;
    }

    Violation shrink(Script script, Broken shown) {
        Script least = script;
        Script before;
        do { // what could not be left out may be superfluous once something else is
            before = least;
            for (List<String> candidates :
                    List.of(Script.mishaps(), Script.rounds(), Script.deeds(), Script.mishapsOfRounds())) {
                least = without(least, candidates, shown.guarantee());
            }
        } while (!least.equals(before));
        Play play = new Play(least, settings, layout);
        Optional<Broken> broken = play.play();
        return new Violation(
                script.seed(),
                shown.guarantee(),
                String.valueOf(broken.orElse(shown).getMessage()),
                least.toString(),
                settings.code(),
                play.timeline());
    }

    /** Tries to leave out halves, then quarters, and so on. */
    private Script without(Script script, List<String> candidates, Guarantee guarantee) {
        Script least = script;
        for (int size = candidates.size(); size >= 1; size /= 2) {
            for (int from = 0; from < candidates.size() && plays < MOST_PLAYS; from += size) {
                List<String> some = candidates.subList(from, Math.min(candidates.size(), from + size));
                Script less = least.without(some);
                if (!less.equals(least) && fails(less, guarantee)) {
                    least = less;
                }
            }
        }
        return least;
    }

    private boolean fails(Script script, Guarantee guarantee) {
        plays++;
        return new Play(script, settings, layout)
                .play()
                .filter(broken -> broken.guarantee() == guarantee)
                .isPresent();
    }
}
