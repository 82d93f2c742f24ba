package io.tidelock.testkit;

import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.record.RecordRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The operations that a test wants refused, until it says otherwise. Thread-safe. */
final class Refusals {

    private final List<Rule> rules = new ArrayList<>();
    private final Set<RecordRef> locked = new HashSet<>();

    synchronized void add(Predicate<WriteOperation> which, String code) {
        rules.add(new Rule(which, code));
    }

    synchronized void lock(RecordRef ref) {
        locked.add(ref);
    }

    synchronized void clear() {
        rules.clear();
        locked.clear();
    }

    synchronized Optional<WriteOutcome> ofRemoval(RecordRef ref) {
        return locked.contains(ref) ? Optional.of(new WriteOutcome.Rejected("LOCKED", Map.of())) : Optional.empty();
    }

    synchronized Optional<WriteOutcome> of(WriteOperation operation) {
        return rules.stream()
                .filter(rule -> rule.which.test(operation))
                .findFirst()
                .map(rule -> new WriteOutcome.Rejected(rule.code, Map.of()));
    }

    private record Rule(Predicate<WriteOperation> which, String code) {}
}
