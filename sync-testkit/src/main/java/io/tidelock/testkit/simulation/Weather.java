package io.tidelock.testkit.simulation;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Which mishaps can happen now. Each draws from a source of its own, so that leaving one out changes no other. */
final class Weather {

    private static final int DEATH_WITHIN = 60;

    private final Script script;
    private final Set<Mishap> allowed;
    private final Map<Mishap, Random> draws = new EnumMap<>(Mishap.class);
    private final Set<Mishap> happening = EnumSet.noneOf(Mishap.class);
    private int dieIn;

    Weather(Script script, Set<Mishap> allowed) {
        this.script = script;
        this.allowed = allowed;
    }

    /** Starts a round, in which about two thirds of what can go wrong does. */
    void begin(int round) {
        happening.clear();
        draws.clear();
        boolean stormy = Draws.of(script.seed(), round, -2).nextInt(3) > 0;
        int number = 0;
        for (Mishap mishap : Mishap.values()) {
            Random random = Draws.of(script.seed(), round, -3, number++);
            boolean drawn = random.nextInt(3) > 0 && (stormy || mishap == Mishap.CRASH);
            if (drawn && allowed.contains(mishap) && script.plays(round, mishap)) {
                happening.add(mishap);
                draws.put(mishap, random);
            }
        }
        dieIn = happens(Mishap.CRASH, 2) ? 1 + draw(Mishap.CRASH, DEATH_WITHIN) : 0;
    }

    /** Lets nothing happen any more. */
    void end() {
        happening.clear();
        dieIn = 0;
    }

    /** Tells whether something happens now, once in so many times. */
    boolean happens(Mishap mishap, int once) {
        return happening.contains(mishap) && draw(mishap, once) == 0;
    }

    int draw(Mishap mishap, int bound) {
        Random random = draws.get(mishap);
        return random == null ? 0 : random.nextInt(bound);
    }

    Random random(Mishap mishap) {
        return draws.computeIfAbsent(mishap, none -> new Random(0));
    }

    /** Lets another moment go by, at which the process may die. */
    void step() {
        if (dieIn > 0 && --dieIn == 0) {
            throw new Crash();
        }
    }
}
