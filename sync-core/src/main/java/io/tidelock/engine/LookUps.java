package io.tidelock.engine;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.RecordLookup;
import io.tidelock.connector.RecordReader;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.Decision;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Found;
import io.tidelock.mapping.LookUp;
import io.tidelock.mapping.MatchRule;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.Claim;
import io.tidelock.store.ClaimKey;
import io.tidelock.store.StoreRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Looks up, in bulk, what the other system holds about source records, for a decision to look at. */
final class LookUps {

    private final FlowContext context;
    private final Flow flow;
    private final Parking parking;
    private final Keys keys;

    LookUps(FlowContext context, Parking parking, Keys keys) {
        this.context = context;
        this.flow = context.flow();
        this.parking = parking;
        this.keys = keys;
    }

    /** Returns what was found for each item; one for which the host's code fails is held back, and missing. */
    Map<Item, Found> of(Decision decision, List<Item> items) {
        Map<Item, Found> found = new LinkedHashMap<>();
        items.forEach(item -> found.put(item, Found.nothing()));
        for (LookUp lookUp : decision.lookUps()) {
            Map<Item, List<List<String>>> asked = new LinkedHashMap<>();
            found.forEach((item, soFar) -> keysOf(lookUp, item, soFar).ifPresent(key -> asked.put(item, key)));
            found.keySet().retainAll(asked.keySet());
            hits(lookUp, asked)
                    .forEach(
                            (item, hits) -> found.computeIfPresent(item, (i, soFar) -> soFar.and(lookUp.name(), hits)));
        }
        return found;
    }

    private Optional<List<List<String>>> keysOf(LookUp lookUp, Item item, Found soFar) {
        try {
            if (lookUp.rule().isPresent()) {
                return Optional.of(
                        lookUp.isSpared(soFar)
                                ? List.of()
                                : keys.lookup(lookUp.rule().get(), item).stream()
                                        .toList());
            }
            return Optional.of(lookUp.keysOf(item.seen(), soFar));
        } catch (RuntimeException broken) { // the host's code: one that fails for one record stops no other
            String reason = "The look-up \"" + lookUp.name() + "\" failed with "
                    + broken.getClass().getSimpleName();
            parking.quarantine(item, Kind.QUARANTINED, "RULE_FAILED", reason);
            return Optional.empty();
        }
    }

    private Map<Item, List<Record>> hits(LookUp lookUp, Map<Item, List<List<String>>> asked) {
        List<List<String>> distinct =
                asked.values().stream().flatMap(List::stream).distinct().toList();
        Map<List<String>, List<Record>> answers = new LinkedHashMap<>();
        if (!distinct.isEmpty()) {
            answers.putAll(lookUp.readsIds() ? read(lookUp, distinct) : found(lookUp, distinct));
        }
        Map<Item, List<Record>> hits = new LinkedHashMap<>();
        asked.forEach((item, keysOf) -> {
            Map<RecordRef, Record> each = new LinkedHashMap<>();
            keysOf.forEach(key -> answers.getOrDefault(key, List.of()).stream()
                    .filter(hit -> agrees(lookUp, item, hit))
                    .forEach(hit -> each.putIfAbsent(hit.ref(), hit)));
            hits.put(item, List.copyOf(each.values()));
        });
        lookUp.rule().ifPresent(rule -> addClaimed(lookUp, rule, asked, hits));
        return hits;
    }

    private Map<List<String>, List<Record>> found(LookUp lookUp, List<List<String>> keysOf) {
        List<List<Record>> found = lookup(lookUp).find(keysOf, lookUp.fields());
        Map<List<String>, List<Record>> answers = new LinkedHashMap<>();
        for (int i = 0; i < keysOf.size(); i++) {
            answers.put(keysOf.get(i), found.get(i));
        }
        return answers;
    }

    private Map<List<String>, List<Record>> read(LookUp lookUp, List<List<String>> ids) {
        RecordReader reader = access(lookUp)
                .reader()
                .orElseThrow(() -> new IllegalStateException("build() found a reader for " + lookUp.name()));
        Map<List<String>, List<Record>> answers = new LinkedHashMap<>();
        for (ReadOutcome outcome : reader.read(ids.stream().map(id -> id.get(0)).toList(), lookUp.fields())) {
            if (outcome instanceof ReadOutcome.Present present) {
                answers.put(List.of(outcome.id()), List.of(present.record()));
            } else if (outcome instanceof ReadOutcome.MergedInto merged) {
                answers.put(List.of(outcome.id()), List.of(merged.survivor()));
            }
        }
        return answers;
    }

    private boolean agrees(LookUp lookUp, Item item, Record hit) {
        return lookUp.rule()
                .map(rule -> keys.of(rule, item).equals(keys.of(rule, Side.TARGET, hit)))
                .orElse(true);
    }

    /** What was created for the same key a moment ago is there, whatever the index says. */
    private void addClaimed(
            LookUp lookUp, MatchRule rule, Map<Item, List<List<String>>> asked, Map<Item, List<Record>> hits) {
        Map<ClaimKey, List<Item>> asking = new LinkedHashMap<>();
        hits.forEach((item, found) -> {
            if (found.isEmpty() && !asked.getOrDefault(item, List.of()).isEmpty()) {
                claims(lookUp, rule, item)
                        .forEach(claim -> asking.computeIfAbsent(claim, c -> new ArrayList<>())
                                .add(item));
            }
        });
        created(lookUp, asking.keySet())
                .forEach((claim, record) -> asking.getOrDefault(claim, List.of()).stream()
                        .filter(item -> agrees(lookUp, item, record))
                        .forEach(item -> hits.put(item, List.of(record))));
    }

    private Map<ClaimKey, Record> created(LookUp lookUp, Collection<ClaimKey> asking) {
        Optional<RecordReader> reader = access(lookUp).reader();
        Map<ClaimKey, Record> created = new LinkedHashMap<>();
        if (reader.isEmpty() || asking.isEmpty()) {
            return created;
        }
        Map<String, ClaimKey> byId = new LinkedHashMap<>();
        for (Claim claim : context.store()
                .load(StoreRequest.claims(context.integration(), flow.id(), asking))
                .claims()
                .values()) {
            RecordRef record = claim.record();
            if (record != null) {
                byId.put(record.id(), claim.key());
            }
        }
        if (!byId.isEmpty()) {
            for (ReadOutcome outcome : reader.get().read(byId.keySet(), lookUp.fields())) {
                if (outcome instanceof ReadOutcome.Present present) {
                    created.put(Objects.requireNonNull(byId.get(outcome.id())), present.record());
                }
            }
        }
        return created;
    }

    /** Returns the claims on an item's key, one under every key of the host's. */
    private List<ClaimKey> claims(LookUp lookUp, MatchRule rule, Item item) {
        String kind = Claims.kind(flow.party(Side.TARGET), lookUp.type(), rule);
        return keys.of(rule, item)
                .map(key -> Claims.claims(kind, key, context.keys()))
                .orElse(List.of());
    }

    private RecordLookup lookup(LookUp lookUp) {
        return access(lookUp)
                .finder()
                .flatMap(finder -> finder.by(lookUp.key()))
                .orElseThrow(() -> new IllegalStateException("build() found the look-up " + lookUp.name()));
    }

    private RecordAccess access(LookUp lookUp) {
        return Objects.requireNonNull(context.connectors().get(flow.party(Side.TARGET)))
                .access(lookUp.type());
    }
}
