package io.tidelock.store;

import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One integration's part of an overlay: a shelf, onto which rows of the store beneath are pulled before anybody looks at
 * them or changes them. What was pulled once is the shelf's own from then on.
 */
final class OverlayLayer {

    private static final int ALL = Integer.MAX_VALUE;

    private final IntegrationId integration;
    private final SyncStore beneath;
    private final Shelf shelf;
    private final Set<Parked.Key> known = new HashSet<>();
    private final Map<Parked.Key, StoredLink> originals = new HashMap<>();
    private final Set<Parked.Key> knownSources = new HashSet<>();
    private final Set<ClaimKey> knownClaims = new HashSet<>();
    private final Set<List<Object>> knownDecisions = new HashSet<>();
    private final Set<String> parked = new HashSet<>();
    private final Set<String> intents = new HashSet<>();
    private final Set<String> verdicts = new HashSet<>();
    private final Set<String> closed = new HashSet<>();
    private Instant expiredBefore = Instant.MIN;
    private boolean hints;
    private boolean journal;

    OverlayLayer(IntegrationId integration, SyncStore beneath, Shelf shelf) {
        this.integration = integration;
        this.beneath = beneath;
        this.shelf = shelf;
    }

    /** Pulls what is known about records: links, verdicts, aliases. */
    void pull(String flow, Side side, Collection<RecordRef> refs) {
        Set<RecordRef> news = new LinkedHashSet<>(refs);
        news.removeIf(ref -> !known.add(new Parked.Key(flow, side, ref)));
        if (news.isEmpty()) {
            return;
        }
        StoreSnapshot there = beneath.load(StoreRequest.about(integration, flow, side, news));
        there.links().values().forEach(this::pulled);
        if (side == Side.SOURCE) {
            news.forEach(ref -> knownSources.add(new Parked.Key(flow, side, ref)));
        }
        there.verdicts().values().forEach(verdict -> shelf.verdicts.put(verdict.key(), verdict));
        there.aliases().forEach((ref, survivor) -> {
            RecordRef last = shelf.aliases.getOrDefault(new Parked.Key(flow, side, survivor), survivor);
            shelf.aliases.put(new Parked.Key(flow, side, ref), last);
        });
    }

    /** Takes a link that the store beneath shows; what became of it here since counts more. */
    void pulled(StoredLink link) {
        Parked.Key source = source(link);
        if (knownSources.add(source)) {
            originals.put(source, link);
            shelf.links.put(link);
        }
    }

    void pullParked(String flow) {
        if (parked.add(flow)) {
            List<Parked> all = beneath.parked(integration, flow, ALL);
            all.forEach(row -> shelf.parked.put(row.key(), row));
            pullParents(all);
        }
    }

    /** Whether a record is woken hangs on the links of its parent, and of what that was merged into. */
    private void pullParents(Collection<Parked> rows) {
        Map<String, Set<RecordRef>> parents = new LinkedHashMap<>();
        rows.stream()
                .flatMap(row -> Stream.ofNullable(row.waitsFor()))
                .forEach(parent -> parents.computeIfAbsent(parent.flow(), flow -> new LinkedHashSet<>())
                        .add(parent.source()));
        parents.forEach((flow, refs) -> {
            pull(flow, Side.SOURCE, refs);
            List<RecordRef> survivors = new ArrayList<>();
            refs.forEach(ref -> survivors.add(shelf.aliases.getOrDefault(new Parked.Key(flow, Side.SOURCE, ref), ref)));
            pull(flow, Side.SOURCE, survivors);
        });
    }

    void pullVerdicts(String flow) {
        if (!verdicts.add(flow)) {
            return;
        }
        Set<String> codes = new LinkedHashSet<>();
        for (Side side : Side.values()) {
            codes.addAll(beneath.countVerdicts(integration, flow, side).keySet());
        }
        for (String code : codes) {
            List<StoredVerdict> told = beneath.verdicts(integration, flow, code, ALL);
            for (Side side : Side.values()) {
                pull(
                        flow,
                        side,
                        told.stream()
                                .map(StoredVerdict::key)
                                .filter(key -> key.side() == side)
                                .map(Parked.Key::ref)
                                .toList());
            }
        }
    }

    /** Pulls open intents, and the claims that they hold. */
    void pullIntents(String flow) {
        if (intents.add(flow)) {
            for (Intent intent : beneath.openIntents(integration, flow)) {
                if (!closed.contains(intent.id())) {
                    shelf.intents.put(intent.id(), intent);
                    pullClaims(flow, intent.claims());
                }
            }
        }
    }

    void pullClaims(String flow, Collection<ClaimKey> keys) {
        List<ClaimKey> news = keys.stream().filter(knownClaims::add).toList();
        if (!news.isEmpty()) {
            beneath.load(StoreRequest.claims(integration, flow, news)).claims().forEach((key, claim) -> {
                if (claim.record() != null || !closed.contains(claim.intent())) {
                    shelf.claims.put(key, claim);
                }
            });
        }
    }

    void pullDecisions(String decision, Collection<RecordRef> sources) {
        List<RecordRef> news = sources.stream()
                .filter(source -> knownDecisions.add(List.of(decision, source)))
                .toList();
        if (!news.isEmpty()) {
            beneath.decisions(integration, decision, news)
                    .forEach((source, made) -> shelf.decisions.put(List.of(decision, source), made));
        }
    }

    void pullHints() {
        if (!hints) {
            hints = true;
            beneath.hints(integration, ALL)
                    .forEach(hint -> shelf.hints.put(new StoreCommit.HintKey(hint.feed(), hint.ref()), hint));
        }
    }

    /** Looks at one hint only: before all are pulled, none was put or taken here. */
    Optional<StoredHint> hint(String feed, RecordRef ref) {
        return hints
                ? Optional.ofNullable(shelf.hints.get(new StoreCommit.HintKey(feed, ref)))
                : beneath.hint(integration, feed, ref);
    }

    /** Pulls the whole journal; what was put in here since counts more. */
    void pullJournal() {
        if (!journal) {
            journal = true;
            List<StoredWrite> own =
                    shelf.journal.find(JournalRequest.between(integration, Instant.MIN, Instant.MAX, ALL));
            beneath.journal(JournalRequest.between(integration, Instant.MIN, Instant.MAX, ALL))
                    .forEach(shelf.journal::put);
            own.forEach(shelf.journal::put);
        }
    }

    /** Pulls every row that a commit is about to change, so that nothing of it is taken for unknown afterwards. */
    void pullWhatItTouches(StoreCommit commit) {
        if (!commit.settled().isEmpty()
                || !commit.discarded().isEmpty()
                || commit.journalExpiry().isPresent()) {
            pullJournal();
        }
        List<StoredLink> links = new ArrayList<>(commit.links());
        links.addAll(commit.removedLinks());
        links.forEach(link -> {
            pull(link.flow(), Side.SOURCE, List.of(link.source()));
            pull(link.flow(), Side.TARGET, List.of(link.target()));
        });
        commit.verdicts().forEach(verdict -> pull(verdict.key()));
        commit.forgotten().forEach(this::pull);
        commit.aliases().forEach((absorbed, survivor) -> {
            pull(absorbed);
            pull(absorbed.flow(), absorbed.side(), List.of(survivor));
        });
        commit.parked().forEach(row -> pullParked(row.key().flow()));
        pullParents(commit.parked());
        commit.unparked().forEach(key -> pullParked(key.flow()));
        commit.woken().keySet().forEach(wake -> pullParked(wake.flow()));
        commit.released().keySet().forEach(this::pullParked);
        commit.announced().forEach(intent -> {
            pullIntents(intent.origin().flow());
            pullClaims(intent.origin().flow(), intent.claims());
        });
        pullClaims("", commit.boundClaims().keySet());
        pullClaims("", commit.releasedClaims());
        closed.addAll(commit.closedIntents().keySet());
        Instant before = commit.expireBefore();
        if (before != null && before.isAfter(expiredBefore)) {
            expiredBefore = before;
        }
        commit.decisions().forEach(made -> pullDecisions(made.decision(), List.of(made.source())));
        if (!commit.hints().isEmpty() || !commit.takenHints().isEmpty()) {
            pullHints();
        }
    }

    private void pull(Parked.Key key) {
        pull(key.flow(), key.side(), List.of(key.ref()));
    }

    /**
     * Goes on beneath until the page is full, so that a page with links that are gone here does not pass for the last; those
     * that only stand here come after all others.
     */
    List<StoredLink> links(String flow, @Nullable RecordRef after, int max) {
        List<StoredLink> slice = new ArrayList<>();
        RecordRef last = after;
        boolean more = after == null || originals.containsKey(new Parked.Key(flow, Side.SOURCE, after));
        RecordRef lastHere = more ? null : after;
        while (more && slice.size() < max) {
            List<StoredLink> there = beneath.links(integration, flow, last, max - slice.size());
            more = there.size() == max - slice.size();
            for (StoredLink link : there) {
                pulled(link);
                last = link.source();
                StoredLink now = shelf.links.find(flow, Side.SOURCE, link.source());
                if (now != null) {
                    slice.add(now);
                }
            }
        }
        shelf.links.after(flow, lastHere).stream()
                .filter(link -> !originals.containsKey(source(link)))
                .limit(Math.max(0, max - slice.size()))
                .forEach(slice::add);
        return List.copyOf(slice);
    }

    /** Returns what was counted at or after a moment beneath, unless that expired here. */
    Map<Verb, Integer> countedBeneath(String flow, Instant since) {
        return beneath.counted(integration, flow, since.isAfter(expiredBefore) ? since : expiredBefore);
    }

    /** Counts what is beneath, less what was live there and plus what is live here of all that was looked at. */
    Map<Integer, Long> countLinks(String flow) {
        Map<Integer, Long> counted = new TreeMap<>(beneath.countLinks(integration, flow));
        originals.values().stream()
                .filter(link -> link.flow().equals(flow) && link.state() == LinkState.LIVE)
                .forEach(link -> counted.merge(link.keyId(), -1L, Long::sum));
        shelf.links.after(flow, null).stream()
                .filter(link -> link.state() == LinkState.LIVE)
                .forEach(link -> counted.merge(link.keyId(), 1L, Long::sum));
        counted.values().removeIf(count -> Objects.equals(count, 0L));
        return counted;
    }

    /** Counts in the same way. */
    Map<RecordRef, Integer> countSharing(String flow, Collection<RecordRef> targets) {
        Map<RecordRef, Integer> counted = new LinkedHashMap<>(beneath.countSharing(integration, flow, targets));
        originals.values().stream()
                .filter(link -> link.flow().equals(flow) && targets.contains(link.target()))
                .filter(LinkShelf::isSharing)
                .forEach(link -> counted.merge(link.target(), -1, Integer::sum));
        targets.forEach(target -> counted.merge(target, shelf.links.sharing(flow, target), Integer::sum));
        counted.values().removeIf(count -> count == 0);
        return counted;
    }

    private static Parked.Key source(StoredLink link) {
        return new Parked.Key(link.flow(), Side.SOURCE, link.source());
    }
}
