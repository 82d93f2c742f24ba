package io.tidelock.testkit.simulation;

import io.tidelock.connector.WriteOutcome;
import io.tidelock.record.Change;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Hears what feeds show and what is written. */
interface Listening {
    List<Change> heard(List<Change> changes, Set<String> fields);

    default void written(WriteOutcome.Written written) {}

    private static List<Change> only(List<Change> changes, Predicate<Record> which) {
        return changes.stream()
                .filter(change -> !(change instanceof Change.Upsert upsert) || which.test(upsert.record()))
                .toList();
    }

    static final class LaterStampsOnly implements Listening {
        private Instant last = Instant.MIN;

        @Override
        public List<Change> heard(List<Change> changes, Set<String> fields) {
            return only(
                    changes, record -> record.changedAt().orElse(Instant.MAX).isAfter(last));
        }

        @Override
        public void written(WriteOutcome.Written written) {
            written.receipt().flatMap(Record::changedAt).filter(last::isBefore).ifPresent(at -> last = at);
        }
    }

    static final class SilenceAfterWrites implements Listening {
        private final Map<RecordRef, Instant> writes = new HashMap<>();

        @Override
        public List<Change> heard(List<Change> changes, Set<String> fields) {
            return only(changes, record -> {
                Instant written = writes.getOrDefault(record.ref(), Instant.EPOCH);
                return record.changedAt().orElse(Instant.MAX).isAfter(written.plus(Duration.ofMinutes(5)));
            });
        }

        @Override
        public void written(WriteOutcome.Written written) {
            written.receipt().flatMap(Record::changedAt).ifPresent(at -> writes.put(written.ref(), at));
        }
    }

    static final class AfterTheLastInstant implements Listening {
        private final Map<RecordType, Instant> seen = new HashMap<>();

        @Override
        public List<Change> heard(List<Change> changes, Set<String> fields) {
            if (changes.isEmpty()) {
                return changes;
            }
            RecordType type = changes.get(0).ref().type();
            Instant last = seen.getOrDefault(type, Instant.MIN);
            changes.forEach(change -> {
                if (change instanceof Change.Upsert upsert) {
                    seen.merge(type, upsert.record().changedAt().orElse(Instant.MIN), (a, b) -> a.isAfter(b) ? a : b);
                }
            });
            return only(
                    changes, record -> record.changedAt().orElse(Instant.MAX).isAfter(last));
        }
    }

    static final class NullForMissing implements Listening {
        @Override
        public List<Change> heard(List<Change> changes, Set<String> fields) {
            return changes.stream().map(change -> filled(change, fields)).toList();
        }

        private static Change filled(Change change, Set<String> fields) {
            if (!(change instanceof Change.Upsert upsert)) {
                return change;
            }
            Record shown = upsert.record();
            Record.Builder filled = Record.of(shown.ref())
                    .changedAt(shown.changedAt().orElse(null))
                    .createdAt(shown.createdAt().orElse(null));
            shown.fields().forEach(field -> filled.set(field, shown.value(field)));
            fields.stream()
                    .filter(field -> !shown.fields().contains(field))
                    .forEach(field -> filled.set(field, Value.empty()));
            return Change.upsert(filled.build());
        }
    }
}
