package io.tidelock.hubspot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Remembers for an hour which addresses contacts have besides their main one, as look-ups by address show them. Writing one of
 * them as the main one would exchange the two (G9), so it is left out. Thread-safe.
 */
final class OtherAddresses {

    static final String PROPERTY = "hs_additional_emails";

    private static final String EMAIL = "email";
    private static final Duration KEPT = Duration.ofHours(1);
    private static final int MOST = 10_000;

    private final Cache<String, Set<String>> known;

    OtherAddresses(Clock clock) {
        this.known = Caffeine.newBuilder()
                .expireAfterWrite(KEPT)
                .maximumSize(MOST)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
    }

    /** Learns what a contact shows. */
    void learn(Wire.Stored contact) {
        Set<String> others = new LinkedHashSet<>();
        for (String other : Texts.parts(contact.property(PROPERTY))) {
            others.add(form(other));
        }
        if (!others.isEmpty()) {
            known.put(contact.requireId(), others);
        }
    }

    /** Returns the lines, without addresses that their contacts have besides. */
    List<WriteLine> spared(List<WriteLine> lines) {
        return lines.stream()
                .map(line -> has(line) ? line.without(EMAIL) : line)
                .toList();
    }

    private boolean has(WriteLine line) {
        String id = line.key();
        Set<String> others = line.creates() || id == null ? null : known.getIfPresent(id);
        return others != null && others.contains(form(line.properties().getOrDefault(EMAIL, "")));
    }

    private static String form(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }
}
