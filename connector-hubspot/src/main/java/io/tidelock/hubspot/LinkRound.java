package io.tidelock.hubspot;

import io.tidelock.connector.ConnectorException;
import io.tidelock.connector.UnknownOutcomeException;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.record.Value;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Gives the records of a batch their associations once they are written. Doing so again changes nothing, so a line whose
 * associations were not written is one to send again.
 */
final class LinkRound {

    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final Records records;
    private final Outcomes outcomes;
    private final Map<String, WriteLine> lines = new LinkedHashMap<>();
    private final Map<WriteLine, Wire.Stored> stored;
    private final Map<WriteLine, WriteOutcome> settled = new LinkedHashMap<>();
    private final Map<WriteLine, Map<String, Value>> shown = new LinkedHashMap<>();

    /**
     * Starts with what was written.
     *
     * @param stored as HubSpot shows it
     */
    LinkRound(Records records, Outcomes outcomes, Map<WriteLine, Wire.Stored> stored) {
        this.records = records;
        this.outcomes = outcomes;
        this.stored = stored;
        stored.forEach((line, object) -> {
            if (lines.putIfAbsent(object.requireId(), line) != null) {
                settled.put(line, new WriteOutcome.Retryable(AT_ONCE)); // two lines turned out to be one record
            }
        });
    }

    /**
     * Returns what became of each line.
     *
     * @param wait how long to wait after a call that was not applied
     */
    Map<WriteLine, WriteOutcome> run(Function<ConnectorException, Duration> wait) {
        Set<ObjectKind> ends = new LinkedHashSet<>();
        lines.values().forEach(line -> line.links().forEach(field -> ends.add(field.to())));
        for (ObjectKind to : ends) {
            Map<String, WriteLine> some = leadingTo(to);
            try {
                write(some, to);
            } catch (UnknownOutcomeException lost) {
                some.values().forEach(line -> settled.put(line, new WriteOutcome.Unknown()));
            } catch (ConnectorException notApplied) {
                Duration after = wait.apply(notApplied);
                some.values().forEach(line -> settled.put(line, new WriteOutcome.Retryable(after)));
            }
        }
        stored.forEach((line, object) -> settled.computeIfAbsent(
                line, done -> outcomes.written(line, object, shown.getOrDefault(line, Map.of()))));
        return settled;
    }

    private void write(Map<String, WriteLine> some, ObjectKind to) {
        if (some.isEmpty()) {
            return;
        }
        Set<String> created = new HashSet<>();
        some.forEach((id, line) -> {
            Wire.Stored object = stored.get(line);
            if (line.creates() && object != null && Boolean.TRUE.equals(object.created())) {
                created.add(id);
            }
        });
        LinkRun run = new LinkRun(records.links(), to).write(some, created);
        some.forEach((id, line) -> {
            Map<String, Value> values = shown.computeIfAbsent(line, first -> new LinkedHashMap<>());
            line.links().stream()
                    .filter(field -> field.to().equals(to))
                    .forEach(field -> values.put(field.name(), run.shown(id, field)));
        });
        run.failed().forEach((id, outcome) -> settled.put(lines.get(id), outcome));
    }

    private Map<String, WriteLine> leadingTo(ObjectKind to) {
        Map<String, WriteLine> some = new LinkedHashMap<>();
        lines.forEach((id, line) -> {
            boolean leads = line.links().stream().anyMatch(field -> field.to().equals(to));
            if (leads && !settled.containsKey(line)) {
                some.put(id, line);
            }
        });
        return some;
    }
}
