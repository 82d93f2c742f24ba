package io.tidelock.jdbc;

import io.tidelock.record.RecordRef;
import io.tidelock.store.Claim;
import io.tidelock.store.ClaimKey;
import io.tidelock.store.Fingerprint;
import io.tidelock.store.Intent;
import io.tidelock.store.StoreCommit;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The announced writes of an integration, and the claims that they were won with. */
final class IntentTable {

    private static final String OPEN = "SELECT id, value FROM tidelock_intent WHERE integration = ? AND flow = ?";
    private static final String IDS = "SELECT id FROM tidelock_intent WHERE integration = ? AND id IN (?)";
    private static final String ANNOUNCE =
            "INSERT INTO tidelock_intent (integration, id, flow, value) VALUES (?, ?, ?, ?)";
    private static final String BY_ID = "integration = ? AND id = ?";

    private static final String BY_HASH = "SELECT kind, high, low, intent, ref_id, ref_type, ref_part, at"
            + " FROM tidelock_claim WHERE integration = ? AND kind = ? AND high IN (?)";
    private static final String KEY = "integration = ? AND kind = ? AND high = ? AND low = ?";
    private static final String WIN =
            "INSERT INTO tidelock_claim (integration, kind, high, low, intent, at) VALUES (?, ?, ?, ?, ?, ?)";
    private static final String BIND_TO =
            "UPDATE tidelock_claim SET ref_id = ?, ref_type = ?, ref_part = ? WHERE " + KEY;
    private static final String UNBOUND = KEY + " AND intent = ? AND ref_id IS NULL";
    private static final String EXPIRED = " WHERE integration = ? AND at < ? AND ref_id IS NOT NULL";

    private final Scope scope;
    private final Session session;
    private final Packing packing;

    IntentTable(Scope scope) {
        this.scope = scope;
        this.session = scope.session();
        this.packing = new Packing(scope);
    }

    List<Intent> open(String flow) throws SQLException {
        int number = scope.names().find(flow);
        return session
                .query(
                        OPEN,
                        bind -> bind.number(scope.integration()).number(number),
                        row -> packing.intent(row.text(), flow, row.bytes()))
                .stream()
                .sorted(Comparator.comparing(Intent::at).thenComparing(Intent::id))
                .toList();
    }

    Map<ClaimKey, Claim> claims(Collection<ClaimKey> keys) throws SQLException {
        Map<String, List<Long>> hashes = new LinkedHashMap<>();
        keys.forEach(key -> hashes.computeIfAbsent(key.kind(), kind -> new ArrayList<>())
                .add(key.hash().high()));
        Set<ClaimKey> asked = Set.copyOf(keys);
        Map<ClaimKey, Claim> found = new LinkedHashMap<>();
        for (Map.Entry<String, List<Long>> kind : hashes.entrySet()) {
            int number = scope.names().find(kind.getKey());
            session
                    .queryIn(
                            BY_HASH,
                            kind.getValue(),
                            bind -> bind.number(scope.integration()).number(number),
                            Bind::numbers,
                            this::claim)
                    .stream()
                    .filter(claim -> asked.contains(claim.key()))
                    .forEach(claim -> found.put(claim.key(), claim));
        }
        return found;
    }

    private Claim claim(Row row) throws SQLException {
        ClaimKey key = new ClaimKey(scope.names().name(row.integer()), new Fingerprint(row.number(), row.number()));
        String intent = row.text();
        RecordRef record = scope.refOrNull(row.refOrNull());
        return new Claim(key, intent, record, row.moment());
    }

    /** Binds claims, closes intents and gives up claims, in this order. */
    void settle(StoreCommit commit) throws SQLException {
        session.each(BIND_TO, commit.boundClaims().entrySet(), (bind, bound) -> {
            bind.ref(scope.stored(bound.getValue()));
            key(bind, bound.getKey());
        });
        close(commit);
        session.delete("tidelock_claim", KEY, commit.releasedClaims(), this::key);
        Instant before = commit.expireBefore();
        if (before != null) {
            String claims = session.table("tidelock_claim", "tidelock_claim_at");
            session.change(
                    "DELETE FROM " + claims + EXPIRED,
                    bind -> bind.number(scope.integration()).moment(before));
        }
    }

    private void close(StoreCommit commit) throws SQLException {
        List<Won> unbound = commit.closedIntents().entrySet().stream()
                .flatMap(closed -> closed.getValue().stream().map(claim -> new Won(claim, closed.getKey())))
                .filter(won -> !commit.boundClaims().containsKey(won.claim()))
                .toList();
        session.delete("tidelock_claim", UNBOUND, unbound, (bind, won) -> {
            key(bind, won.claim());
            bind.text(won.intent());
        });
        session.delete(
                "tidelock_intent",
                BY_ID,
                commit.closedIntents().keySet(),
                (bind, id) -> bind.number(scope.integration()).text(id));
    }

    /** A claim and the intent that it was won with. */
    private record Won(ClaimKey claim, String intent) {}

    /**
     * Announces intents; returns those that are refused.
     *
     * @throws Collision if it was hopeful, and an intent is open or claims something that was won before
     */
    Set<String> announce(List<Intent> announced, Manner manner) throws SQLException {
        Map<ClaimKey, Intent> claimed = new LinkedHashMap<>();
        announced.forEach(intent -> intent.claims().forEach(claim -> claimed.put(claim, intent)));
        if (manner == Manner.HOPEFUL && areApart(announced)) {
            session.hopefully(() -> store(announced, claimed));
            return Set.of();
        }
        return announceWithCare(announced, claimed.keySet());
    }

    /** Tells whether each has an id of its own, and none claims what another one does. */
    private static boolean areApart(List<Intent> announced) {
        Set<String> ids = new HashSet<>();
        Set<ClaimKey> claims = new HashSet<>();
        return announced.stream()
                .allMatch(intent -> ids.add(intent.id())
                        && intent.claims().stream().distinct().allMatch(claims::add));
    }

    private Set<String> announceWithCare(List<Intent> announced, Set<ClaimKey> claimed) throws SQLException {
        Set<String> open =
                new HashSet<>(byId(IDS, announced.stream().map(Intent::id).toList(), Row::text));
        Map<ClaimKey, String> held = new HashMap<>();
        claims(claimed).forEach((key, claim) -> held.put(key, claim.intent()));
        Set<String> refused = new LinkedHashSet<>();
        List<Intent> accepted = new ArrayList<>();
        Map<ClaimKey, Intent> won = new LinkedHashMap<>();
        for (Intent intent : announced) {
            boolean free = intent.claims().stream()
                    .allMatch(claim -> held.getOrDefault(claim, intent.id()).equals(intent.id()));
            if (!free || !open.add(intent.id())) {
                refused.add(intent.id());
                continue;
            }
            accepted.add(intent);
            intent.claims().stream()
                    .filter(claim -> held.put(claim, intent.id()) == null)
                    .forEach(claim -> won.put(claim, intent));
        }
        store(accepted, won);
        return refused;
    }

    /** Stores what nothing is in the way of. */
    private void store(List<Intent> accepted, Map<ClaimKey, Intent> won) throws SQLException {
        session.insert(
                ANNOUNCE,
                accepted,
                (bind, intent) -> bind.number(scope.integration())
                        .text(intent.id())
                        .number(scope.names().number(intent.origin().flow()))
                        .bytes(packing.pack(intent)));
        session.insert(WIN, won.entrySet(), (bind, claim) -> {
            key(bind, claim.getKey());
            bind.text(claim.getValue().id()).moment(claim.getValue().at());
        });
    }

    private <T> List<T> byId(String sql, Collection<String> ids, Row.Reader<T> reader) throws SQLException {
        return session.queryIn(sql, ids, bind -> bind.number(scope.integration()), Bind::texts, reader);
    }

    private void key(Bind bind, ClaimKey key) throws SQLException {
        bind.number(scope.integration())
                .number(scope.names().number(key.kind()))
                .fingerprint(key.hash());
    }
}
