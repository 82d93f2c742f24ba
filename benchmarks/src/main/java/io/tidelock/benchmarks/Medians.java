package io.tidelock.benchmarks;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Makes one set of figures out of several rounds. */
final class Medians {

    private Medians() {}

    static Map<PeerKind, Figures> of(Map<PeerKind, List<Figures>> rounds) {
        Map<PeerKind, Figures> medians = new EnumMap<>(PeerKind.class);
        rounds.forEach((kind, all) -> medians.put(kind, of(all)));
        return medians;
    }

    /** Returns the lower median of each figure. */
    private static Figures of(List<Figures> rounds) {
        Figures medians = new Figures();
        for (String name : rounds.get(0).names()) {
            double[] values = rounds.stream()
                    .mapToDouble(round -> round.value(name))
                    .sorted()
                    .toArray();
            medians.put(name, values[(values.length - 1) / 2]);
        }
        return medians;
    }
}
