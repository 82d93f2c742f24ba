package io.tidelock.engine;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.Claim;
import io.tidelock.store.ClaimKey;
import io.tidelock.store.StoreRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The right to create the record that holds a match key. Whoever won it before knows the record already, also while the
 * system's own index does not show it yet.
 */
final class Claims {

    private final FlowContext context;
    private final Flow flow;
    private final Ledger ledger;

    Claims(FlowContext context, Ledger ledger) {
        this.context = context;
        this.flow = context.flow();
        this.ledger = ledger;
    }

    /** Returns the claims that creating an item's counterpart takes: one for each rule's key that nobody contests. */
    List<ClaimKey> of(Item item) {
        List<ClaimKey> keys = new ArrayList<>();
        flow.matchRules().stream()
                .filter(rule -> !item.isContested(rule))
                .forEach(rule ->
                        rule.keyOf(item.side, item.seen()).ifPresent(key -> keys.add(claim(rule, item.side, key))));
        return keys;
    }

    /** Adds to the hits of a rule the records that earlier claims on its keys led to and that still hold them. */
    void addKnown(MatchRule rule, Side side, Map<Item, List<Record>> hits) {
        Map<ClaimKey, Item> asking = new LinkedHashMap<>();
        hits.forEach((item, found) -> {
            if (found.isEmpty()) {
                rule.keyOf(side, item.seen()).ifPresent(key -> asking.putIfAbsent(claim(rule, side, key), item));
            }
        });
        Map<RecordRef, ClaimKey> known = recordsOf(asking.keySet());
        if (known.isEmpty()) {
            return;
        }
        Map<String, ClaimKey> byId = new LinkedHashMap<>();
        known.forEach((ref, key) -> byId.put(ref.id(), key));
        for (ReadOutcome outcome : context.reader(side.other()).read(byId.keySet(), flow.fields(side.other()))) {
            Optional.ofNullable(byId.get(outcome.id()))
                    .ifPresent(key -> accept(rule, side, key, outcome, asking.get(key), hits));
        }
    }

    private void accept(
            MatchRule rule,
            Side side,
            ClaimKey key,
            ReadOutcome outcome,
            @org.jspecify.annotations.Nullable Item item,
            Map<Item, List<Record>> hits) {
        Optional<Record> holder = outcome instanceof ReadOutcome.Present present
                        && item != null
                        && rule.keyOf(side.other(), present.record()).equals(rule.keyOf(side, item.seen()))
                ? Optional.of(present.record())
                : Optional.empty();
        if (holder.isPresent() && item != null) {
            hits.put(item, List.of(holder.get()));
        } else {
            ledger.open().release(key);
        }
    }

    private Map<RecordRef, ClaimKey> recordsOf(Iterable<ClaimKey> keys) {
        List<ClaimKey> asked = new ArrayList<>();
        keys.forEach(asked::add);
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

    private ClaimKey claim(MatchRule rule, Side side, List<String> key) {
        Side created = side.other();
        String kind = flow.party(created) + "/" + flow.type(created) + "/" + rule.id();
        return new ClaimKey(kind, context.fingerprinter().key(kind, key));
    }
}
