package io.tidelock.testkit.simulation;

import io.tidelock.mapping.Party;
import io.tidelock.record.Field;
import io.tidelock.record.FieldType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the two systems of a story are.
 *
 * @param lag how far searches are behind
 * @param pageSize of feeds
 * @param receipts whether the CRM says what it stored
 * @param rewritten the CRM's field that is stored in capitals; null for none
 * @param skew how far the business system's clock is ahead of the engine's
 * @param subjects how many people, companies or things records are about
 * @param twins whether people make several records of one of them
 * @param crowds whether records come and go in crowds
 */
record World(
        Duration lag,
        int pageSize,
        boolean receipts,
        @Nullable Rewritten rewritten,
        Duration skew,
        int subjects,
        boolean twins,
        boolean crowds) {

    /** A field that its system stores in capitals. */
    record Rewritten(Kind kind, Field field) {}

    static World of(Layout layout, Set<Mishap> mishaps, Script script) {
        Random random = Draws.of(script.seed(), -1);
        Duration lag = Duration.ofSeconds(random.nextInt(4) * 50L);
        int pageSize = random.nextInt(4) == 0 ? 3 : 100;
        boolean receipts = random.nextInt(4) > 0;
        Rewritten rewritten = rewritten(layout, random);
        Duration skew = Duration.ofMinutes(random.nextInt(21) - 10);
        return new World(
                plays(Mishap.LAG, mishaps, script) ? lag : Duration.ZERO,
                plays(Mishap.SMALL_PAGES, mishaps, script) ? pageSize : 100,
                receipts || !plays(Mishap.NO_RECEIPTS, mishaps, script),
                plays(Mishap.REWRITES, mishaps, script) ? rewritten : null,
                plays(Mishap.SKEW, mishaps, script) ? skew : Duration.ZERO,
                3 + random.nextInt(5),
                random.nextInt(4) == 0,
                random.nextInt(16) == 0);
    }

    private static boolean plays(Mishap mishap, Set<Mishap> mishaps, Script script) {
        return mishaps.contains(mishap) && script.plays(mishap);
    }

    private static @Nullable Rewritten rewritten(Layout layout, Random random) {
        List<Rewritten> all = new ArrayList<>();
        for (Kind kind : layout.kinds()) {
            layout.ofPeople(kind).stream()
                    .filter(field -> kind.party() == Party.CRM && field.type() == FieldType.TEXT)
                    .filter(field -> !layout.isKey(kind, field) && layout.referred(field) == null)
                    .forEach(field -> all.add(new Rewritten(kind, field)));
        }
        boolean rewrites = random.nextInt(4) == 0;
        int which = random.nextInt(Math.max(1, all.size()));
        return rewrites && !all.isEmpty() ? all.get(which) : null;
    }
}
