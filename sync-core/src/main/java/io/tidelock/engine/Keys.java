package io.tidelock.engine;

import io.tidelock.mapping.MatchRule;
import io.tidelock.record.Record;
import io.tidelock.record.Side;
import java.util.List;
import java.util.Optional;

/**
 * Takes the match keys of records. A record whose fields cannot be read as the rule demands, or for which the host's
 * normaliser fails, has no key: it matches nothing, and stops nobody.
 */
final class Keys {

    /** Returns the key of all the rule's fields. */
    Optional<List<String>> of(MatchRule rule, Item item) {
        return item.key(rule, this);
    }

    /** Returns the key of all the rule's fields. */
    Optional<List<String>> of(MatchRule rule, Side side, Record record) {
        try {
            return rule.keyOf(side, record);
        } catch (RuntimeException unusable) { // unreadable, or the host's code failed
            return Optional.empty();
        }
    }

    /** Returns what the other side is to be looked up by. */
    Optional<List<String>> lookup(MatchRule rule, Item item) {
        Optional<List<String>> key = of(rule, item);
        return key.isEmpty() ? key : Optional.of(rule.lookup(key.get()));
    }

    /** Returns what the other side is to be looked up by. */
    Optional<List<String>> lookup(MatchRule rule, Side side, Record record) {
        return of(rule, side, record).map(rule::lookup);
    }
}
