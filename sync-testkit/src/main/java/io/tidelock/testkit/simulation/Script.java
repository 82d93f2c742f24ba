package io.tidelock.testkit.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A seed, and what is left out of its story. As text {@code "17"} is the whole story, and {@code "17 LAG r1:0,3 r2:1:CRASH"}
 * what is left of it: an index that lags, the first and the fourth deed of round 1, the second of round 2, and the death of the
 * process in that round.
 *
 * @param seed what everything is drawn from
 * @param left what is left out
 */
record Script(long seed, Set<String> left) {

    /** No story has more rounds. */
    static final int ROUNDS = 9;

    /** No round has more deeds before its pass. */
    static final int DEEDS = 6;

    /** Deeds from this number on are done at the very moment at which a pass ended. */
    static final int AFTERTHOUGHTS = 50;

    Script {
        left = new TreeSet<>(left);
    }

    static Script of(long seed) {
        return new Script(seed, Set.of());
    }

    static Script parse(String text) {
        List<String> words = Arrays.asList(text.strip().split("\\s+"));
        Script whole = of(Long.parseLong(words.get(0)));
        return words.size() == 1 ? whole : whole.without(leftBy(words.subList(1, words.size())));
    }

    private static Set<String> leftBy(List<String> words) {
        Set<String> left = new TreeSet<>(all().toList());
        for (String word : words) {
            String[] parts = word.split(":", -1);
            left.remove(parts[0]);
            for (int part = 1; part < parts.length; part++) {
                String mark = part == 1 ? "a" : "";
                for (String one : parts[part].split(",", -1)) {
                    left.remove(parts[0] + mark + one);
                    left.remove(one); // a mishap of a round
                }
            }
        }
        return left;
    }

    /** Returns everything that can be left out. */
    static Stream<String> all() {
        return Stream.of(mishaps(), rounds(), deeds(), mishapsOfRounds()).flatMap(List::stream);
    }

    static List<String> mishaps() {
        return Arrays.stream(Mishap.values()).map(Mishap::name).toList();
    }

    static List<String> rounds() {
        return IntStream.range(0, ROUNDS).mapToObj(round -> "r" + round).toList();
    }

    static List<String> deeds() {
        return rounds().stream()
                .flatMap(round -> deedsOfARound().mapToObj(deed -> round + "a" + deed))
                .toList();
    }

    private static IntStream deedsOfARound() {
        return IntStream.concat(IntStream.range(0, DEEDS), IntStream.of(AFTERTHOUGHTS, AFTERTHOUGHTS + 1));
    }

    static List<String> mishapsOfRounds() {
        return rounds().stream()
                .flatMap(round -> Arrays.stream(Mishap.values())
                        .filter(mishap -> !mishap.isLasting())
                        .map(mishap -> round + mishap))
                .toList();
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
        if (!left.isEmpty()) {
            Arrays.stream(Mishap.values())
                    .filter(mishap -> mishap.isLasting() && plays(mishap))
                    .forEach(mishap -> words.add(mishap.name()));
            IntStream.range(0, ROUNDS).filter(this::plays).forEach(round -> words.add(round(round)));
        }
        return String.join(" ", words);
    }

    private String round(int round) {
        List<String> deeds = deedsOfARound()
                .filter(deed -> plays(round, deed))
                .mapToObj(Integer::toString)
                .toList();
        List<String> mishaps = Arrays.stream(Mishap.values())
                .filter(mishap -> !mishap.isLasting() && plays(round, mishap))
                .map(Mishap::name)
                .toList();
        String text = "r" + round + ":" + String.join(",", deeds);
        return mishaps.isEmpty() ? text : text + ":" + String.join(",", mishaps);
    }
}
