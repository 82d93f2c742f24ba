package io.tidelock.engine;

import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.ContestedKey;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.record.Record;
import io.tidelock.record.Side;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sees to records whose match key is held by a record that is somebody else's: families that share an e-mail address. */
final class Contest {

    /** The code of records that go without a key, because somebody else holds it. */
    static final String CODE = "KEY_CONTESTED";

    private final Flow flow;
    private final Parking parking;
    private final Keys keys;
    private final Candidates candidates;

    Contest(Flow flow, Parking parking, Keys keys, Candidates candidates) {
        this.flow = flow;
        this.parking = parking;
        this.keys = keys;
        this.candidates = candidates;
    }

    /** Two unmatched records with one key in one batch are two records: the first keeps the key. */
    void amongTwins(List<Item> unmatched) {
        for (MatchRule rule : flow.matchRules()) {
            Map<List<String>, Item> first = new LinkedHashMap<>();
            for (Item item : unmatched) {
                Optional<List<String>> key = keys.of(rule, item);
                if (key.isPresent() && !item.isContested(rule)) {
                    Item twin = first.putIfAbsent(key.get(), item);
                    if (twin != null) {
                        item.contest(rule, twin.ref());
                    }
                }
            }
        }
    }

    /**
     * Finds out which of the linked items would write a key that somebody else holds: some were kept apart before.
     */
    void amongLinked(Side side, List<Item> items) {
        for (MatchRule rule : flow.matchRules()) {
            List<Item> differing = items.stream()
                    .filter(item -> keys.of(rule, item).isPresent() && !agrees(rule, item))
                    .toList();
            if (!differing.isEmpty() && candidates.isUnique(rule, side.other())) {
                candidates
                        .byRule(rule, side, differing)
                        .forEach((item, hits) -> hits.stream()
                                .filter(hit -> !item.record(side.other())
                                        .map(Record::ref)
                                        .equals(Optional.of(hit.ref())))
                                .forEach(hit -> item.contest(rule, hit.ref())));
            }
        }
        items.forEach(item -> isForUs(item));
    }

    private boolean agrees(MatchRule rule, Item item) {
        return item.record(item.side.other())
                .map(record -> keys.of(rule, item.side.other(), record))
                .equals(Optional.of(keys.of(rule, item)));
    }

    /** Takes an item on without the values that a record of the written side holds and that must be unique there. */
    void goWithout(Item item, Side written, Record holder) {
        flow.matchRules().stream()
                .filter(rule -> holds(item, written, holder, rule))
                .forEach(rule -> item.contest(rule, holder.ref()));
        if (!item.isContested()) {
            flow.matchRules().stream().findFirst().ifPresent(rule -> item.contest(rule, holder.ref()));
        }
    }

    private boolean holds(Item item, Side written, Record holder, MatchRule rule) {
        Optional<List<String>> mine =
                item.record(written.other()).flatMap(record -> keys.lookup(rule, written.other(), record));
        return mine.isPresent() && mine.equals(keys.lookup(rule, written, holder));
    }

    /** Tells whether we go on with an item: uncontested, or kept apart without the fields that must be unique. */
    boolean isForUs(Item item) {
        return isForUs(item, item.side.other());
    }

    boolean isForUs(Item item, Side written) {
        if (!item.isContested()) {
            return true;
        } else if (flow.onContestedKey() == ContestedKey.DISPUTE && !item.isLinked() && !item.staysApart()) {
            String holder = item.holder().map(Object::toString).orElse("another record");
            parking.quarantine(
                    item, Kind.DISPUTED, "KEY_CONTESTED", "It matches " + holder + "; choose one, or make them differ");
            return false;
        }
        withholdUniqueFields(item, written);
        return true;
    }

    private void withholdUniqueFields(Item item, Side written) {
        flow.matchRules().stream()
                .filter(item::isContested)
                .filter(rule -> candidates.isUnique(rule, written))
                .forEach(rule -> rule.asked(written).forEach(field -> item.withhold(written, field)));
        if (!item.withheld().isEmpty() && !item.isLinked()) {
            item.became(Kind.KEPT_APART);
        }
    }
}
