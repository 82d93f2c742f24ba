package io.tidelock.testkit.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Plays many seeds, and shrinks what the first that fail show. */
final class Series {

    private final Settings settings;
    private final Layout layout;

    Series(Settings settings, Layout layout) {
        this.settings = settings;
        this.layout = layout;
    }

    Outcome play(long first, int seeds, Executor executor, int workers) {
        long began = System.nanoTime();
        AtomicLong next = new AtomicLong(first);
        Map<Long, Broken> broken = new TreeMap<>();
        List<CompletableFuture<Void>> running = Stream.generate(
                        () -> CompletableFuture.runAsync(() -> work(next, first + seeds, broken), executor))
                .limit(Math.max(1, workers))
                .toList();
        running.forEach(CompletableFuture::join);
        List<Violation> violations = new ArrayList<>();
        broken.entrySet().stream()
                .limit(Outcome.MOST_VIOLATIONS)
                .forEach(one ->
                        violations.add(new Shrinker(settings, layout).shrink(Script.of(one.getKey()), one.getValue())));
        return new Outcome(seeds, violations, broken.size(), Duration.ofNanos(System.nanoTime() - began));
    }

    private void work(AtomicLong next, long end, Map<Long, Broken> broken) {
        for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
            Optional<Broken> found = played(Script.of(seed));
            if (found.isPresent()) {
                synchronized (broken) {
                    broken.put(seed, found.get());
                }
            }
        }
    }

    private Optional<Broken> played(Script script) {
        try {
            return new Play(script, settings, layout).play();
        } catch (RuntimeException failed) {
            throw new IllegalStateException("Seed " + script + " could not be played: " + failed, failed);
        }
    }

    /** Plays until something does not hold. */
    Optional<Violation> first(long first, int seeds) {
        for (long seed = first; seed < first + seeds; seed++) {
            Outcome outcome = play(Script.of(seed));
            if (outcome.violated() > 0) {
                return Optional.of(outcome.violations().get(0));
            }
        }
        return Optional.empty();
    }

    Outcome play(Script script) {
        long began = System.nanoTime();
        Play play = new Play(script, settings, layout);
        List<Violation> violations = play.play().stream()
                .map(broken -> new Violation(
                        script.seed(),
                        broken.guarantee(),
                        String.valueOf(broken.getMessage()),
                        script.toString(),
                        settings.code(),
                        play.timeline()))
                .toList();
        return new Outcome(1, violations, violations.size(), Duration.ofNanos(System.nanoTime() - began));
    }
}
