package io.tidelock.http;

import io.tidelock.connector.ConnectorException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks a vendor about many things one by one, where there is no way to ask in bulk. A round that fails, mostly because the
 * budget is used up, is not lost: when the same is asked again within a few minutes, the round goes on where it stopped. So
 * it comes to its end however small the budget is. Answers are kept in memory only, and only until they were returned.
 * Thread-safe.
 *
 * @param <K> what is asked about
 * @param <V> the answer
 */
public final class Unfinished<K, V> {

    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final int MOST = 10_000;

    private final Clock clock;
    private final Map<K, Kept<V>> kept = new LinkedHashMap<>();

    /** Starts with nothing kept; the clock tells what is too old to go on from. */
    public Unfinished(Clock clock) {
        this.clock = clock;
    }

    /**
     * Asks about each key that no unfinished round has asked about.
     *
     * @param ask makes the call
     * @return the answers in the order of the keys
     * @throws ConnectorException as {@code ask} throws it
     */
    public Map<K, V> each(Collection<K> keys, Function<K, V> ask) {
        Map<K, V> answers = new LinkedHashMap<>();
        try {
            for (K key : keys) {
                V earlier = earlier(key);
                answers.put(key, earlier == null ? ask.apply(key) : earlier);
            }
        } catch (ConnectorException stopped) {
            keep(answers);
            throw stopped;
        }
        forget(answers.keySet());
        return answers;
    }

    private synchronized @Nullable V earlier(K key) {
        Kept<V> answer = kept.get(key);
        return answer == null || clock.instant().isAfter(answer.until) ? null : answer.value;
    }

    private synchronized void keep(Map<K, V> answers) {
        Instant until = clock.instant().plus(KEPT);
        forget(answers.keySet());
        answers.forEach((key, answer) -> kept.put(key, new Kept<>(answer, until)));
        kept.keySet()
                .removeAll(kept.keySet().stream()
                        .limit(Math.max(0, kept.size() - MOST))
                        .toList());
    }

    private synchronized void forget(Collection<K> keys) {
        Instant now = clock.instant();
        keys.forEach(kept::remove);
        kept.values().removeIf(old -> now.isAfter(old.until));
    }

    private record Kept<V>(V value, Instant until) {}
}
