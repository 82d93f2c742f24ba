package io.tidelock.store;

import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps everything in memory: for tests and first steps. What it holds is gone with the process. Thread-safe. */
public final class InMemoryStore implements SyncStore {

    private static final Comparator<Parked> OLDEST_FIRST = Comparator.comparing(Parked::since)
            .thenComparing(parked -> parked.key().side())
            .thenComparing(parked -> parked.key().ref().id());

    private final Map<IntegrationId, Shelf> shelves = new HashMap<>();

    @Override
    public synchronized StoreSnapshot load(StoreRequest request) {
        Shelf shelf = shelf(request.integration());
        Function<RecordRef, Parked.Key> key = ref -> new Parked.Key(request.flow(), request.side(), ref);
        Map<ClaimKey, Claim> claims = pick(request.claims(), shelf.claims::get);
        return new StoreSnapshot(
                pick(request.refs(), ref -> shelf.links.get(key.apply(ref))),
                pick(request.refs(), ref -> shelf.parked.get(key.apply(ref))),
                pick(request.refs(), ref -> shelf.verdicts.get(key.apply(ref))),
                claims);
    }

    @Override
    public synchronized List<Parked> due(IntegrationId integration, String flow, Instant now, int max) {
        Shelf shelf = shelf(integration);
        return shelf.parked.values().stream()
                .filter(p -> p.key().flow().equals(flow) && shelf.isDue(p, now))
                .sorted(OLDEST_FIRST)
                .limit(max)
                .toList();
    }

    @Override
    public synchronized List<Parked> parked(IntegrationId integration, String flow, int max) {
        return shelf(integration).parked.values().stream()
                .filter(p -> p.key().flow().equals(flow))
                .sorted(OLDEST_FIRST)
                .limit(max)
                .toList();
    }

    @Override
    public synchronized List<Intent> openIntents(IntegrationId integration, String flow) {
        return shelf(integration).intents.values().stream()
                .filter(intent -> intent.origin().flow().equals(flow))
                .sorted(Comparator.comparing(Intent::at).thenComparing(Intent::id))
                .toList();
    }

    @Override
    public synchronized Optional<FeedPosition> position(IntegrationId integration, String feed) {
        return Optional.ofNullable(shelf(integration).positions.get(feed));
    }

    @Override
    public synchronized Optional<Instant> activatedAt(IntegrationId integration, String flow) {
        return Optional.ofNullable(shelf(integration).activations.get(flow));
    }

    @Override
    public synchronized Set<String> commit(StoreCommit commit) {
        Shelf shelf = shelf(commit.integration());
        shelf.check(commit);
        commit.boundClaims().forEach(shelf::bind);
        commit.closedIntents().forEach(shelf::close);
        commit.releasedClaims().forEach(shelf.claims::remove);
        shelf.expireClaims(commit.claimsExpireBefore());
        commit.removedLinks().forEach(shelf::remove);
        commit.links().forEach(shelf::put);
        commit.unparked().forEach(shelf.parked::remove);
        commit.parked().forEach(p -> shelf.parked.put(p.key(), p));
        commit.forgotten().forEach(shelf.verdicts::remove);
        commit.verdicts().forEach(v -> shelf.verdicts.put(v.key(), v));
        shelf.positions.putAll(commit.positions());
        commit.activations().forEach(shelf.activations::putIfAbsent);
        Set<String> refused = new LinkedHashSet<>();
        commit.announced().stream()
                .filter(intent -> !shelf.announce(intent))
                .forEach(intent -> refused.add(intent.id()));
        return refused;
    }

    private Shelf shelf(IntegrationId integration) {
        return shelves.computeIfAbsent(integration, id -> new Shelf());
    }

    private static <K, V> Map<K, V> pick(Iterable<K> keys, Function<K, @Nullable V> find) {
        Map<K, V> found = new LinkedHashMap<>();
        for (K key : keys) {
            V value = find.apply(key);
            if (value != null) {
                found.put(key, value);
            }
        }
        return found;
    }

    /** Everything of one integration; links stand under both of their ends. */
    private static final class Shelf {
        private final Map<Parked.Key, StoredLink> links = new HashMap<>();
        private final Map<Parked.Key, Parked> parked = new LinkedHashMap<>();
        private final Map<Parked.Key, StoredVerdict> verdicts = new HashMap<>();
        private final Map<ClaimKey, Claim> claims = new HashMap<>();
        private final Map<String, Intent> intents = new LinkedHashMap<>();
        private final Map<String, FeedPosition> positions = new HashMap<>();
        private final Map<String, Instant> activations = new HashMap<>();

        boolean isDue(Parked parked, Instant now) {
            if (parked.state() != Parked.State.WAITING) {
                return !parked.dueAt().isAfter(now);
            }
            Parked.Parent parent = parked.waitsFor();
            return parent != null && links.containsKey(new Parked.Key(parent.flow(), Side.SOURCE, parent.source()));
        }

        void check(StoreCommit commit) {
            Set<Parked.Key> freed = new HashSet<>();
            commit.removedLinks().stream().filter(this::isPresent).forEach(link -> freed.add(end(link, Side.TARGET)));
            commit.links().stream()
                    .map(link -> links.get(end(link, Side.SOURCE)))
                    .filter(Objects::nonNull)
                    .forEach(replaced -> freed.add(end(replaced, Side.TARGET)));
            Set<Parked.Key> taken = new HashSet<>();
            for (StoredLink link : commit.links()) {
                StoredLink present = links.get(end(link, Side.TARGET));
                boolean foreign = present != null
                        && !present.source().equals(link.source())
                        && !freed.contains(end(link, Side.TARGET));
                if (foreign || !taken.add(end(link, Side.TARGET))) {
                    throw new IllegalStateException(link.target() + " is already linked in flow " + link.flow());
                }
            }
        }

        void put(StoredLink link) {
            StoredLink before = links.get(end(link, Side.SOURCE));
            if (before != null) {
                links.computeIfPresent(
                        end(before, Side.TARGET), (key, at) -> at.source().equals(before.source()) ? null : at);
            }
            links.put(end(link, Side.SOURCE), link);
            links.put(end(link, Side.TARGET), link);
        }

        void remove(StoredLink link) {
            if (isPresent(link)) {
                links.remove(end(link, Side.SOURCE));
                links.remove(end(link, Side.TARGET));
            }
        }

        private boolean isPresent(StoredLink link) {
            StoredLink present = links.get(end(link, Side.SOURCE));
            return present != null && present.target().equals(link.target());
        }

        void expireClaims(@Nullable Instant before) {
            if (before != null) {
                claims.values()
                        .removeIf(claim -> claim.record() != null && claim.at().isBefore(before));
            }
        }

        void bind(ClaimKey key, RecordRef record) {
            claims.computeIfPresent(key, (k, claim) -> new Claim(k, claim.intent(), record, claim.at()));
        }

        void close(String intent) {
            Intent closed = intents.remove(intent);
            if (closed != null) {
                closed.claims()
                        .forEach(key -> claims.computeIfPresent(
                                key,
                                (k, claim) -> claim.intent().equals(intent) && claim.record() == null ? null : claim));
            }
        }

        boolean announce(Intent intent) {
            boolean free = !intents.containsKey(intent.id())
                    && intent.claims().stream()
                            .map(claims::get)
                            .allMatch(claim -> claim == null || claim.intent().equals(intent.id()));
            if (free) {
                intents.put(intent.id(), intent);
                intent.claims().forEach(key -> claims.putIfAbsent(key, new Claim(key, intent.id(), null, intent.at())));
            }
            return free;
        }

        private static Parked.Key end(StoredLink link, Side side) {
            return new Parked.Key(link.flow(), side, link.ref(side));
        }
    }
}
