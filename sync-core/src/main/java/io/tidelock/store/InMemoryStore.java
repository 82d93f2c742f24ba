package io.tidelock.store;

import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps everything in memory: for tests and first steps. What it holds is gone with the process. Thread-safe. */
public final class InMemoryStore implements SyncStore {

    private static final Comparator<Parked> OLDEST_FIRST = Comparator.comparing(Parked::since)
            .thenComparing(parked -> parked.key().side())
            .thenComparing(parked -> parked.key().ref().id());

    private static final Comparator<StoredVerdict> FIRST_TOLD = Comparator.comparing(StoredVerdict::at)
            .thenComparing(verdict -> verdict.key().side())
            .thenComparing(verdict -> verdict.key().ref().id());

    private final Map<IntegrationId, Shelf> shelves = new HashMap<>();

    @Override
    public synchronized StoreSnapshot load(StoreRequest request) {
        Shelf shelf = shelf(request.integration());
        Function<RecordRef, Parked.Key> key = ref -> new Parked.Key(request.flow(), request.side(), ref);
        return new StoreSnapshot(
                pick(request.refs(), ref -> shelf.links.find(request.flow(), request.side(), ref)),
                pick(request.refs(), ref -> shelf.parked.get(key.apply(ref))),
                pick(request.refs(), ref -> shelf.verdicts.get(key.apply(ref))),
                pick(request.claims(), shelf.claims::get),
                pick(request.refs(), ref -> shelf.aliases.get(key.apply(ref))));
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
    public synchronized Optional<Instant> nextDue(IntegrationId integration, String flow) {
        return shelf(integration).parked.values().stream()
                .filter(p -> p.key().flow().equals(flow) && p.state() != Parked.State.WAITING)
                .map(Parked::dueAt)
                .min(Comparator.naturalOrder());
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
    public synchronized List<Parked> parked(IntegrationId integration, String flow, String code, int max) {
        return parked(integration, flow, Integer.MAX_VALUE).stream()
                .filter(p -> p.code().equals(code))
                .limit(max)
                .toList();
    }

    @Override
    public synchronized Map<String, Integer> countParked(IntegrationId integration, String flow) {
        Map<String, Integer> counted = new TreeMap<>();
        parked(integration, flow, Integer.MAX_VALUE).forEach(p -> counted.merge(p.code(), 1, Integer::sum));
        return counted;
    }

    @Override
    public synchronized Map<String, Integer> countVerdicts(IntegrationId integration, String flow, Side side) {
        Map<String, Integer> counted = new TreeMap<>();
        shelf(integration).verdicts.values().stream()
                .filter(v -> v.key().flow().equals(flow) && v.key().side() == side)
                .forEach(v -> counted.merge(v.code(), 1, Integer::sum));
        return counted;
    }

    @Override
    public synchronized List<StoredVerdict> verdicts(IntegrationId integration, String flow, String code, int max) {
        return shelf(integration).verdicts.values().stream()
                .filter(v -> v.key().flow().equals(flow) && v.code().equals(code))
                .sorted(FIRST_TOLD)
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
    public synchronized List<StoredLink> links(
            IntegrationId integration, String flow, @Nullable RecordRef after, int max) {
        List<StoredLink> slice = new ArrayList<>();
        Iterator<StoredLink> links = shelf(integration).links.after(flow, after).iterator();
        while (slice.size() < max && links.hasNext()) { // a stream would ask how many there are, and that counts them
            slice.add(links.next());
        }
        return List.copyOf(slice);
    }

    @Override
    public synchronized Map<RecordRef, List<StoredLink>> parts(
            IntegrationId integration, String flow, Collection<RecordRef> wholes) {
        LinkShelf links = shelf(integration).links;
        return pick(wholes, whole -> {
            List<StoredLink> parts = links.parts(flow, whole);
            return parts.isEmpty() ? null : parts;
        });
    }

    @Override
    public synchronized Map<Integer, Long> countLinks(IntegrationId integration, String flow) {
        return shelf(integration).links.after(flow, null).stream()
                .filter(link -> link.state() == LinkState.LIVE)
                .collect(Collectors.groupingBy(StoredLink::keyId, TreeMap::new, Collectors.counting()));
    }

    @Override
    public synchronized Map<RecordRef, Integer> countSharing(
            IntegrationId integration, String flow, Collection<RecordRef> targets) {
        LinkShelf links = shelf(integration).links;
        return pick(targets, target -> {
            int live = links.sharing(flow, target);
            return live == 0 ? null : live;
        });
    }

    @Override
    public synchronized Map<Verb, Integer> counted(IntegrationId integration, String flow, Instant since) {
        Map<Verb, Integer> counted = new EnumMap<>(Verb.class);
        shelf(integration).counts.stream()
                .filter(count -> count.flow().equals(flow) && !count.at().isBefore(since))
                .forEach(count -> counted.merge(count.verb(), count.times(), Integer::sum));
        return counted;
    }

    @Override
    public synchronized List<Approval> approvals(IntegrationId integration, String flow) {
        return shelf(integration).approvals.values().stream()
                .filter(approval -> approval.flow().equals(flow))
                .sorted(Comparator.comparing(Approval::verb))
                .toList();
    }

    @Override
    public synchronized Map<RecordRef, StoredDecision> decisions(
            IntegrationId integration, String decision, Collection<RecordRef> sources) {
        Shelf shelf = shelf(integration);
        return pick(sources, source -> shelf.decisions.get(List.of(decision, source)));
    }

    @Override
    public synchronized Optional<StoredPlan> plan(IntegrationId integration) {
        return Optional.ofNullable(shelf(integration).plan);
    }

    @Override
    public synchronized List<StoredHint> hints(IntegrationId integration, int max) {
        return shelf(integration).hints.values().stream()
                .sorted(Comparator.comparing(StoredHint::at)
                        .thenComparing(StoredHint::feed)
                        .thenComparing(StoredHint::ref, LinkShelf.BY_REF))
                .limit(max)
                .toList();
    }

    @Override
    public synchronized Optional<StoredHint> hint(IntegrationId integration, String feed, RecordRef ref) {
        return Optional.ofNullable(shelf(integration).hints.get(new StoreCommit.HintKey(feed, ref)));
    }

    @Override
    public synchronized int countHints(IntegrationId integration) {
        return shelf(integration).hints.size();
    }

    @Override
    public synchronized Optional<Instant> activatedAt(IntegrationId integration, String flow) {
        return Optional.ofNullable(shelf(integration).activations.get(flow));
    }

    @Override
    public synchronized List<StoredWrite> journal(JournalRequest request) {
        return shelf(request.integration()).journal.find(request);
    }

    @Override
    public synchronized Set<String> commit(StoreCommit commit) {
        Shelf shelf = shelf(commit.integration());
        shelf.links.check(commit);
        commit.boundClaims().forEach(shelf::bind);
        commit.closedIntents().forEach(shelf::close);
        commit.releasedClaims().forEach(shelf.claims::remove);
        shelf.expire(commit.expireBefore());
        commit.removedLinks().forEach(shelf.links::remove);
        commit.links().forEach(shelf.links::put);
        commit.aliases().forEach(shelf::alias);
        commit.woken().forEach(shelf::wake);
        commit.released().forEach(shelf::release);
        commit.unparked().forEach(shelf.parked::remove);
        commit.parked().forEach(p -> shelf.parked.put(p.key(), p));
        commit.forgotten().forEach(shelf.verdicts::remove);
        commit.verdicts().forEach(v -> shelf.verdicts.put(v.key(), v));
        commit.decisions().forEach(d -> shelf.decisions.putIfAbsent(List.of(d.decision(), d.source()), d));
        shelf.counts.addAll(commit.counts());
        commit.approvals().forEach(a -> shelf.approvals.put(List.of(a.flow(), a.verb()), a));
        commit.plan().ifPresent(plan -> shelf.plan = plan);
        commit.takenHints().forEach(shelf::take);
        commit.hints().forEach(shelf::hint);
        shelf.positions.putAll(commit.positions());
        commit.activations().forEach(shelf.activations::putIfAbsent);
        shelf.journal.apply(commit);
        Set<String> refused = new LinkedHashSet<>();
        commit.announced().stream()
                .filter(intent -> !shelf.announce(intent))
                .forEach(intent -> refused.add(intent.id()));
        return refused;
    }

    Shelf shelf(IntegrationId integration) {
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
}
