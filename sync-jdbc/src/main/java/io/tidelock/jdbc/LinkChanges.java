package io.tidelock.jdbc;

import io.tidelock.record.RecordRef;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoredLink;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Removes and puts the links of a commit, so that no target is linked twice unless all links to it share it. */
final class LinkChanges {

    private static final String KEY =
            "integration = ? AND flow = ? AND source_id = ? AND source_type = ? AND source_part = ?";
    private static final String BOTH = KEY + " AND target_id = ? AND target_type = ? AND target_part = ?";
    private static final String PUT =
            "INSERT INTO tidelock_link (integration, flow, source_id, source_type, source_part, target_id,"
                    + " target_type, target_part, state, shared, key_id, value) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                    + " ?) ON CONFLICT (integration, flow, source_id, source_type, source_part) DO UPDATE SET target_id ="
                    + " excluded.target_id, target_type = excluded.target_type, target_part = excluded.target_part, state"
                    + " = excluded.state, shared = excluded.shared, key_id = excluded.key_id, value = excluded.value";
    private static final String SAME_TARGET = " WHERE tidelock_link.target_id = excluded.target_id AND"
            + " tidelock_link.target_type = excluded.target_type AND tidelock_link.target_part = excluded.target_part";
    private static final String ENDS =
            "SELECT source_id, source_type, source_part, target_id, target_type, target_part," + " shared FROM ";
    private static final String OF_FLOW = " WHERE integration = ? AND flow = ? ";

    private final Scope scope;
    private final Session session;
    private final Packing packing;
    private final String atSource;
    private final String atTarget;
    private final String sharingTarget;
    private final String anyShared;

    LinkChanges(Scope scope) {
        this.scope = scope;
        this.session = scope.session();
        this.packing = new Packing(scope);
        this.atSource =
                ENDS + session.table("tidelock_link", "tidelock_link_source") + OF_FLOW + "AND source_id IN (?)";
        this.atTarget = ENDS + session.table("tidelock_link", "tidelock_link_target") + OF_FLOW
                + "AND shared = 0 AND target_id IN (?)";
        this.sharingTarget = ENDS + session.table("tidelock_link", "tidelock_link_shared") + OF_FLOW
                + "AND shared = 1 AND target_id IN (?)";
        this.anyShared = "SELECT shared FROM " + session.table("tidelock_link", "tidelock_link_shared") + OF_FLOW
                + "AND shared = 1 LIMIT 1";
    }

    /** Both ends of a link that is there. */
    private record Ends(StoredRef source, StoredRef target, boolean shared) {}

    /**
     * Applies what a commit says of links.
     *
     * @throws Collision if it was hopeful, and a link goes to another target than before, or its target is linked
     * @throws IllegalStateException if a target would be linked twice and not all links to it share it
     */
    void apply(StoreCommit commit, Manner manner) throws SQLException {
        session.delete("tidelock_link", BOTH, commit.removedLinks(), (bind, link) -> {
            key(bind, link);
            bind.ref(scope.stored(link.target()));
        });
        Map<String, List<StoredLink>> byFlow = new LinkedHashMap<>();
        commit.links()
                .forEach(link -> byFlow.computeIfAbsent(link.flow(), flow -> new ArrayList<>())
                        .add(link));
        for (Map.Entry<String, List<StoredLink>> flow : byFlow.entrySet()) {
            boolean shared = flow.getValue().stream().anyMatch(StoredLink::shared) || hasShared(flow.getKey());
            if (manner == Manner.HOPEFUL && !shared) {
                putInHope(flow.getValue());
            } else {
                put(flow.getKey(), flow.getValue(), shared);
            }
        }
    }

    /** Where none shares its target, the tables' own keys see to it that none is linked twice. */
    private void putInHope(List<StoredLink> links) throws SQLException {
        session.hopefully(() -> {
            if (session.insert(PUT + SAME_TARGET, links, this::row) < links.size()) {
                throw new Collision();
            }
        });
    }

    /** A link that goes to another target leaves its own first: two links may swap theirs. */
    private void put(String flow, List<StoredLink> links, boolean shared) throws SQLException {
        Map<StoredRef, StoredLink> bySource = new LinkedHashMap<>();
        for (StoredLink link : links) {
            bySource.put(scope.stored(link.source()), link);
        }
        List<StoredLink> moved = new ArrayList<>();
        for (Ends before : ends(atSource, flow, ids(links, true))) {
            StoredLink link = bySource.get(before.source());
            if (link != null && !before.target().equals(scope.stored(link.target()))) {
                moved.add(link);
            }
        }
        session.delete("tidelock_link", KEY, moved, this::key);
        requireFree(flow, links, bySource, shared);
        session.insert(PUT, links, this::row);
    }

    private void requireFree(String flow, List<StoredLink> links, Map<StoredRef, StoredLink> bySource, boolean shared)
            throws SQLException {
        Map<StoredRef, List<Boolean>> byTarget = new LinkedHashMap<>();
        List<Ends> there = new ArrayList<>(ends(atTarget, flow, ids(links, false)));
        if (shared) {
            there.addAll(ends(sharingTarget, flow, ids(links, false)));
        }
        for (Ends other : there) {
            if (!bySource.containsKey(other.source())) {
                byTarget.computeIfAbsent(other.target(), target -> new ArrayList<>())
                        .add(other.shared());
            }
        }
        for (StoredLink link : links) {
            List<Boolean> all = byTarget.computeIfAbsent(scope.stored(link.target()), target -> new ArrayList<>());
            all.add(link.shared());
            if (all.size() > 1 && all.contains(false)) {
                throw new IllegalStateException(link.target() + " is already linked in flow " + flow);
            }
        }
    }

    /** Most flows share no target, and need not be asked for a page of them. */
    private boolean hasShared(String flow) throws SQLException {
        int number = scope.names().number(flow);
        return session.first(anyShared, bind -> bind.number(scope.integration()).number(number), Row::flag)
                .isPresent();
    }

    private List<Ends> ends(String sql, String flow, Collection<String> ids) throws SQLException {
        int number = scope.names().number(flow);
        return session.queryIn(
                sql,
                ids,
                bind -> bind.number(scope.integration()).number(number),
                Bind::texts,
                row -> new Ends(row.ref(), row.ref(), row.flag()));
    }

    private static List<String> ids(List<StoredLink> links, boolean source) {
        return links.stream()
                .map(link -> source ? link.source() : link.target())
                .map(RecordRef::id)
                .distinct()
                .toList();
    }

    private void key(Bind bind, StoredLink link) throws SQLException {
        bind.number(scope.integration())
                .number(scope.names().number(link.flow()))
                .ref(scope.stored(link.source()));
    }

    private void row(Bind bind, StoredLink link) throws SQLException {
        key(bind, link);
        bind.ref(scope.stored(link.target()))
                .number(Numbers.of(link.state()))
                .flag(link.shared())
                .number(link.keyId())
                .bytes(packing.pack(link));
    }
}
