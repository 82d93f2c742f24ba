package io.tidelock.store;

import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The links of one integration: by flow in the order of their sources, and who is linked with each target. */
final class LinkShelf {

    /** By type, id and part. */
    static final Comparator<RecordRef> BY_REF = (one, other) -> {
        int byType = one.type().name().compareTo(other.type().name());
        int byId = byType == 0 ? one.id().compareTo(other.id()) : byType;
        return byId == 0 ? one.part().compareTo(other.part()) : byId;
    };

    private final Map<String, NavigableMap<RecordRef, StoredLink>> bySource = new HashMap<>();
    private final Map<Target, Map<RecordRef, StoredLink>> byTarget = new HashMap<>();

    /** Returns the link under an end; one that shares its target stands under its source only. */
    @Nullable
    StoredLink find(String flow, Side side, RecordRef ref) {
        if (side == Side.SOURCE) {
            return of(flow).get(ref);
        }
        return byTarget.getOrDefault(new Target(flow, ref), Map.of()).values().stream()
                .filter(link -> !link.shared())
                .findFirst()
                .orElse(null);
    }

    /** Counts the live links that share a target. */
    int sharing(String flow, RecordRef target) {
        return (int) byTarget.getOrDefault(new Target(flow, target), Map.of()).values().stream()
                .filter(LinkShelf::isSharing)
                .count();
    }

    static boolean isSharing(StoredLink link) {
        return link.shared() && link.state() == LinkState.LIVE;
    }

    Collection<StoredLink> after(String flow, @Nullable RecordRef ref) {
        return ref == null ? of(flow).values() : of(flow).tailMap(ref, false).values();
    }

    List<StoredLink> parts(String flow, RecordRef whole) {
        return of(flow).tailMap(whole, true).values().stream()
                .takeWhile(link -> link.source().whole().equals(whole))
                .toList();
    }

    /**
     * Looks at who would be linked with each target, before anything is stored.
     *
     * @throws IllegalStateException if a target would be linked twice and not both links share it
     */
    void check(StoreCommit commit) {
        if (commit.links().isEmpty()) {
            return;
        }
        Map<Target, Map<RecordRef, StoredLink>> after = new HashMap<>();
        commit.links().forEach(link -> after.put(target(link), at(target(link))));
        commit.removedLinks().stream().filter(this::isPresent).forEach(link -> leave(after, link));
        commit.links().stream()
                .map(link -> find(link.flow(), Side.SOURCE, link.source()))
                .forEach(replaced -> leave(after, replaced));
        for (StoredLink link : commit.links()) {
            Map<RecordRef, StoredLink> there = after.merge(target(link), only(link), LinkShelf::joined);
            if (there.size() > 1 && !there.values().stream().allMatch(StoredLink::shared)) {
                throw new IllegalStateException(link.target() + " is already linked in flow " + link.flow());
            }
        }
    }

    void put(StoredLink link) {
        leave(byTarget, find(link.flow(), Side.SOURCE, link.source()));
        of(link.flow()).put(link.source(), link);
        byTarget.merge(target(link), only(link), LinkShelf::joined);
    }

    void remove(StoredLink link) {
        if (isPresent(link)) {
            of(link.flow()).remove(link.source());
            leave(byTarget, link);
        }
    }

    private boolean isPresent(StoredLink link) {
        StoredLink present = find(link.flow(), Side.SOURCE, link.source());
        return present != null && present.target().equals(link.target());
    }

    private NavigableMap<RecordRef, StoredLink> of(String flow) {
        return bySource.computeIfAbsent(flow, f -> new TreeMap<>(BY_REF));
    }

    private Map<RecordRef, StoredLink> at(Target target) {
        return byTarget.getOrDefault(target, Map.of());
    }

    private static void leave(Map<Target, Map<RecordRef, StoredLink>> targets, @Nullable StoredLink link) {
        if (link != null) {
            targets.computeIfPresent(target(link), (target, there) -> {
                Map<RecordRef, StoredLink> left = new HashMap<>(there);
                left.remove(link.source());
                return left.isEmpty() ? null : Map.copyOf(left);
            });
        }
    }

    private static Map<RecordRef, StoredLink> only(StoredLink link) {
        return Map.of(link.source(), link);
    }

    private static Map<RecordRef, StoredLink> joined(
            Map<RecordRef, StoredLink> some, Map<RecordRef, StoredLink> others) {
        if (some.isEmpty()) {
            return others;
        }
        Map<RecordRef, StoredLink> all = new HashMap<>(some);
        all.putAll(others);
        return Map.copyOf(all);
    }

    private static Target target(StoredLink link) {
        return new Target(link.flow(), link.target());
    }

    private record Target(String flow, RecordRef ref) {}
}
