package io.tidelock.hubspot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Remembers for an hour what the portal says it has of a kind, by name; a name that seems not to exist is asked for again
 * after a minute, because a person may just have made it. Thread-safe.
 *
 * @param <K> what the portal is asked about
 * @param <V> what it has
 */
final class Remembered<K, V> {

    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration DOUBTED = Duration.ofMinutes(1);

    private final Function<K, Map<String, V>> question;
    private final Cache<K, Map<String, V>> kept;
    private final Cache<K, Boolean> fresh;

    Remembered(Clock clock, Function<K, Map<String, V>> question) {
        this.question = question;
        this.kept = expiring(clock, KEPT);
        this.fresh = expiring(clock, DOUBTED);
    }

    private static <K, V> Cache<K, V> expiring(Clock clock, Duration after) {
        return Caffeine.newBuilder()
                .expireAfterWrite(after)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
    }

    /** Returns what there is, with the names if they exist; asks the portal only when nothing recent is known. */
    Map<String, V> with(K about, Iterable<String> names) {
        Map<String, V> known = kept.getIfPresent(about);
        if (known == null) {
            return ask(about);
        }
        for (String name : names) {
            if (!known.containsKey(name) && fresh.getIfPresent(about) == null) {
                return ask(about);
            }
        }
        return known;
    }

    /** Returns what there is, asked for not longer than an hour ago. */
    Map<String, V> known(K about) {
        return with(about, List.of());
    }

    /** Returns what is known without asking. */
    Map<String, V> unasked(K about) {
        Map<String, V> known = kept.getIfPresent(about);
        return known == null ? Map.of() : known;
    }

    /** Returns what there is, asked for not longer than a minute ago: something seems to be missing. */
    Map<String, V> doubted(K about) {
        Map<String, V> known = kept.getIfPresent(about);
        return known == null || fresh.getIfPresent(about) == null ? ask(about) : known;
    }

    /** Asks the portal. */
    Map<String, V> ask(K about) {
        Map<String, V> all = Collections.unmodifiableMap(new LinkedHashMap<>(question.apply(about)));
        kept.put(about, all);
        fresh.put(about, true);
        return all;
    }
}
