package io.tidelock.engine;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.Party;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Side;
import io.tidelock.store.Claim;
import io.tidelock.store.ClaimKey;
import io.tidelock.store.StoreRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The right to create the record that holds a match key. Whoever won it before knows the record already, also while the
 * system's own index does not show it yet.
 */
final class Claims {

    private final FlowContext context;
    private final Flow flow;
    private final Ledger ledger;
    private final Keys keys;

    Claims(FlowContext context, Ledger ledger, Keys keys) {
        this.context = context;
        this.flow = context.flow();
        this.keys = keys;
        this.ledger = ledger;
    }

    /** Returns the claims that creating an item's counterpart takes: for each rule's key that nobody contests. */
    List<ClaimKey> of(Item item) {
        List<ClaimKey> claimed = new ArrayList<>();
        for (MatchRule rule : flow.matchRules()) {
            if (!item.isContested(rule)) {
                keys.of(rule, item).ifPresent(key -> {
                    claimed.addAll(claims(rule, item.side, key));
                    if (createsOnBothSides()) {
                        claimed.addAll(ofPair(rule, key));
                    }
                });
            }
        }
        return claimed;
    }

    private boolean createsOnBothSides() {
        return flow.createsIn(Side.TARGET)
                && (flow.createsIn(Side.SOURCE) || flow.requestFlag().isPresent());
    }

    /** Returns the claims that keep a new counterpart, seen before we know that it is one, from getting one of its own. */
    private List<ClaimKey> ofPair(MatchRule rule, List<String> key) {
        return claims("pair of " + flow.id() + "/" + rule.id(), key, context.keys());
    }

    /** Adds to the hits of a rule the records that earlier claims on its keys led to and that still hold them. */
    void addKnown(MatchRule rule, Side side, Map<Item, List<Record>> hits) {
        Map<ClaimKey, List<Item>> asking = new LinkedHashMap<>();
        hits.forEach((item, found) -> {
            if (found.isEmpty()) {
                keys.of(rule, item)
                        .ifPresent(key -> claims(rule, side, key)
                                .forEach(claim -> asking.computeIfAbsent(claim, c -> new ArrayList<>())
                                        .add(item)));
            }
        });
        Map<RecordRef, ClaimKey> known = recordsOf(asking.keySet());
        if (known.isEmpty()) {
            return;
        }
        Map<String, ClaimKey> byId = new LinkedHashMap<>();
        known.forEach((ref, key) -> byId.put(ref.id(), key));
        for (ReadOutcome outcome : context.reader(side.other()).read(byId.keySet(), flow.fields(side.other()))) {
            ClaimKey key = byId.get(outcome.id());
            if (key != null) {
                accept(rule, key, outcome, asking.getOrDefault(key, List.of()), hits);
            }
        }
    }

    private void accept(
            MatchRule rule, ClaimKey key, ReadOutcome outcome, List<Item> asking, Map<Item, List<Record>> hits) {
        boolean held = false;
        for (Item item : asking) {
            if (outcome instanceof ReadOutcome.Present present
                    && keys.of(rule, item.side.other(), present.record()).equals(keys.of(rule, item))) {
                hits.put(item, List.of(present.record()));
                held = true;
            }
        }
        if (!held) {
            ledger.open().release(key);
        }
    }

    private Map<RecordRef, ClaimKey> recordsOf(Collection<ClaimKey> asked) {
        Map<RecordRef, ClaimKey> known = new LinkedHashMap<>();
        if (!asked.isEmpty()) {
            for (Claim claim : context.store()
                    .load(StoreRequest.claims(context.integration(), flow.id(), asked))
                    .claims()
                    .values()) {
                RecordRef record = claim.record();
                if (record != null) {
                    known.put(record, claim.key());
                }
            }
        }
        return known;
    }

    /** A claim is one under every key: who won it before the key changed has won it. */
    private List<ClaimKey> claims(MatchRule rule, Side side, List<String> key) {
        Side created = side.other();
        return claims(kind(flow.party(created), flow.type(created), rule), key, context.keys());
    }

    /** Returns the claims on a key, one under every key of the host's; the same for every flow that means it by that kind. */
    static List<ClaimKey> claims(String kind, List<String> key, Keyring keys) {
        List<ClaimKey> claims = new ArrayList<>(1);
        for (Fingerprinter fingerprinter : keys.all()) {
            claims.add(new ClaimKey(kind, fingerprinter.key(kind, key)));
        }
        return claims;
    }

    /** Returns what claims on keys of such records by such a rule are called. */
    static String kind(Party party, RecordType type, MatchRule rule) {
        return party + "/" + type + "/" + rule.id();
    }
}
