package io.tidelock.testkit.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A seed, and what is left out of its story. {@code "17 -BUSY -r3 -r2a1"} is seed 17 without anybody being busy, without the
 * fourth round and without the second deed of the third.
 *
 * @param seed what everything is drawn from
 * @param left what is left out
 */
record Script(long seed, Set<String> left) {

    Script {
        left = new TreeSet<>(left);
    }

    static Script of(long seed) {
        return new Script(seed, Set.of());
    }

    static Script parse(String text) {
        List<String> words = Arrays.asList(text.strip().split("\\s+"));
        Set<String> left = words.stream()
                .skip(1)
                .map(word -> word.replaceFirst("^-", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        return new Script(Long.parseLong(words.get(0)), left);
    }

    Script without(Collection<String> more) {
        Set<String> all = new TreeSet<>(left);
        all.addAll(more);
        return new Script(seed, all);
    }

    boolean plays(Mishap mishap) {
        return !left.contains(mishap.name());
    }

    boolean plays(int round) {
        return !left.contains("r" + round);
    }

    boolean plays(int round, Mishap mishap) {
        return plays(mishap) && !left.contains("r" + round + mishap);
    }

    boolean plays(int round, int deed) {
        return !left.contains("r" + round + "a" + deed);
    }

    @Override
    public String toString() {
        List<String> words = new ArrayList<>(List.of(Long.toString(seed)));
        left.stream().filter(this::isNeeded).forEach(what -> words.add("-" + what));
        return String.join(" ", words);
    }

    /** What happens in a round that is left out need not be left out. */
    private boolean isNeeded(String what) {
        return !what.matches("r\\d+[A-Za-z].*") || !left.contains(what.replaceFirst("(r\\d+).*", "$1"));
    }
}
