package io.tidelock.store;

import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Everything of one integration. */
final class Shelf {
    final LinkShelf links = new LinkShelf();
    final Map<Parked.Key, Parked> parked = new LinkedHashMap<>();
    final Map<Parked.Key, StoredVerdict> verdicts = new HashMap<>();
    final Map<ClaimKey, Claim> claims = new HashMap<>();
    final Map<String, Intent> intents = new LinkedHashMap<>();
    final Map<String, FeedPosition> positions = new HashMap<>();
    final Map<String, Instant> activations = new HashMap<>();
    final Map<Parked.Key, RecordRef> aliases = new HashMap<>();
    final Map<List<Object>, StoredDecision> decisions = new HashMap<>();
    final Map<List<Object>, Approval> approvals = new HashMap<>();
    final List<VerbCount> counts = new ArrayList<>();
    final Map<StoreCommit.HintKey, StoredHint> hints = new HashMap<>();
    final JournalShelf journal = new JournalShelf();

    @Nullable
    StoredPlan plan;

    void hint(StoreCommit.HintKey key, Instant at) {
        hints.merge(
                key,
                new StoredHint(key.feed(), key.ref(), 1, at),
                (before, again) -> new StoredHint(key.feed(), key.ref(), before.number() + 1, at));
    }

    void take(StoredHint hint) {
        hints.computeIfPresent(
                new StoreCommit.HintKey(hint.feed(), hint.ref()),
                (key, present) -> present.equals(hint) ? null : present);
    }

    boolean isDue(Parked parked, Instant now) {
        if (parked.state() != Parked.State.WAITING) {
            return !parked.dueAt().isAfter(now);
        }
        Parked.Parent parent = parked.waitsFor();
        return parent != null && isLinked(parent.flow(), parent.source());
    }

    private boolean isLinked(String flow, RecordRef source) {
        RecordRef survivor = aliases.get(new Parked.Key(flow, Side.SOURCE, source));
        return links.find(flow, Side.SOURCE, source) != null
                || (survivor != null && links.find(flow, Side.SOURCE, survivor) != null);
    }

    /** Whatever was merged into the absorbed record before is the survivor now. */
    void alias(Parked.Key absorbed, RecordRef survivor) {
        aliases.replaceAll((from, to) ->
                from.flow().equals(absorbed.flow()) && from.side() == absorbed.side() && to.equals(absorbed.ref())
                        ? survivor
                        : to);
        aliases.put(absorbed, survivor);
        aliases.remove(new Parked.Key(absorbed.flow(), absorbed.side(), survivor));
    }

    void wake(StoreCommit.Wake which, Instant at) {
        makeDue(p -> p.key().flow().equals(which.flow()) && p.code().equals(which.code()), at);
    }

    void release(String flow, Instant at) {
        makeDue(p -> p.key().flow().equals(flow) && p.state() == Parked.State.QUARANTINED, at);
    }

    private void makeDue(Predicate<Parked> which, Instant at) {
        parked.replaceAll((key, p) -> which.test(p) && p.dueAt().isAfter(at) ? p.dueAt(at) : p);
    }

    void expire(@Nullable Instant before) {
        if (before != null) {
            counts.removeIf(count -> count.at().isBefore(before));
            claims.values()
                    .removeIf(claim -> claim.record() != null && claim.at().isBefore(before));
        }
    }

    void bind(ClaimKey key, RecordRef record) {
        claims.computeIfPresent(key, (k, claim) -> new Claim(k, claim.intent(), record, claim.at()));
    }

    void close(String intent, List<ClaimKey> claimed) {
        intents.remove(intent);
        claimed.forEach(key -> claims.computeIfPresent(
                key, (k, claim) -> claim.intent().equals(intent) && claim.record() == null ? null : claim));
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
}
