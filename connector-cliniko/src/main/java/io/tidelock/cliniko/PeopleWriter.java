package io.tidelock.cliniko;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tidelock.connector.AccessDeniedException;
import io.tidelock.connector.ConnectorException;
import io.tidelock.connector.CreateIdentity;
import io.tidelock.connector.QuotaExhaustedException;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.connector.UnknownOutcomeException;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.http.Reply;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes one record with a request; Cliniko has no batches. Phones are replaced as a whole there, so a record whose phones
 * are to change is read immediately before, and numbers that are not ours are sent back as they were.
 */
final class PeopleWriter implements RecordWriter {

    private static final int BATCH = 10;
    private static final Duration VISIBLE_AFTER = Duration.ofSeconds(5);
    /** A server that lost two answers is not trusted with the rest of the batch; each may take a call's whole time. */
    private static final int MOST_UNKNOWN = 2;

    private static final Duration A_WHILE = Duration.ofMinutes(1);

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final Resource resource;
    private final PeopleReader reader;
    private final Clock clock;

    PeopleWriter(Resource resource, PeopleReader reader, Clock clock) {
        this.resource = resource;
        this.reader = reader;
        this.clock = clock;
    }

    @Override
    public int batchLimit() {
        return BATCH;
    }

    /** Nothing is unique in Cliniko and there is no idempotency key: a lost creation is looked for by the name. */
    @Override
    public CreateIdentity createIdentity(@Nullable Field idField) {
        return new CreateIdentity.Probe(List.of(Patient.LAST_NAME, Patient.FIRST_NAME), VISIBLE_AFTER);
    }

    @Override
    public List<WriteOutcome> write(List<WriteOperation> batch) {
        if (batch.isEmpty() || batch.size() > BATCH) {
            throw new IllegalArgumentException("A batch has 1 to " + BATCH + " operations, this one " + batch.size());
        }
        List<WriteOutcome> outcomes = new ArrayList<>();
        int unknown = 0;
        for (WriteOperation operation : batch) {
            try {
                outcomes.add(write(operation));
            } catch (RetryLaterException | QuotaExhaustedException | AccessDeniedException stop) {
                if (outcomes.isEmpty()) {
                    throw stop;
                }
                return postponed(outcomes, batch.size(), after(stop));
            }
            unknown += outcomes.get(outcomes.size() - 1) instanceof WriteOutcome.Unknown ? 1 : 0;
            if (unknown == MOST_UNKNOWN) {
                return postponed(outcomes, batch.size(), A_WHILE);
            }
        }
        return outcomes;
    }

    private static List<WriteOutcome> postponed(List<WriteOutcome> outcomes, int size, Duration after) {
        while (outcomes.size() < size) {
            outcomes.add(new WriteOutcome.Retryable(after));
        }
        return outcomes;
    }

    private WriteOutcome write(WriteOperation operation) {
        Map<String, Value> values = operation instanceof WriteOperation.Create create
                ? create.values()
                : ((WriteOperation.Update) operation).values();
        WriteBody body = WriteBody.of(resource, values);
        if (!body.faults().isEmpty()) {
            return new WriteOutcome.Rejected("UNWRITABLE_FIELD", body.faults());
        }
        try {
            return operation instanceof WriteOperation.Update update ? update(update.ref(), body) : create(body);
        } catch (UnknownOutcomeException unknown) {
            return new WriteOutcome.Unknown();
        } catch (RequestRejectedException refused) {
            return new WriteOutcome.Rejected(refused.code(), reasons(refused, body, values));
        }
    }

    private WriteOutcome create(WriteBody body) {
        Map<String, @Nullable Object> sent = new LinkedHashMap<>(body.fields());
        if (!body.phones().isEmpty()) {
            sent.put(resource.phones(), PhoneKind.merged(MissingNode.getInstance(), body.phones()));
        }
        JsonNode stored = resource.calls().create().call(sent).write().body();
        return Row.of(resource, stored)
                .<WriteOutcome>map(row -> new WriteOutcome.Written(row.ref(), true, Optional.of(row.record())))
                .orElseGet(WriteOutcome.Unknown::new);
    }

    private WriteOutcome update(RecordRef ref, WriteBody body) {
        Map<String, @Nullable Object> sent = new LinkedHashMap<>(body.fields());
        if (!body.phones().isEmpty()) {
            Optional<Row> current = reader.row(ref.id());
            if (current.isEmpty() || current.get().isRemoved()) {
                return whereabouts(ref);
            }
            if (current.get().phones().isMissingNode()) {
                return new WriteOutcome.Rejected("PHONES_NOT_SHOWN", unshown(body));
            }
            sent.put(resource.phones(), PhoneKind.merged(current.get().phones(), body.phones()));
        }
        Reply<JsonNode> reply =
                resource.calls().update().call(ref.id(), sent).accepting(404).write();
        if (reply.refusal().isPresent()) {
            return whereabouts(ref);
        }
        Optional<Row> stored =
                Row.of(resource, reply.body()).filter(row -> row.ref().equals(ref));
        return stored.filter(Row::isRemoved).isPresent()
                ? whereabouts(ref)
                : new WriteOutcome.Written(ref, false, stored.map(Row::record));
    }

    /** Phones are replaced as a whole: without seeing those that are there, ours would wipe them out. */
    private static Map<String, String> unshown(WriteBody body) {
        Map<String, String> reasons = new LinkedHashMap<>();
        body.phones()
                .keySet()
                .forEach(kind -> reasons.put(
                        kind.field(), "cannot be written: Cliniko does not show the API key's user the phone numbers"));
        return reasons;
    }

    /** Says what became of a record that cannot be changed any more. */
    private WriteOutcome whereabouts(RecordRef ref) {
        ReadOutcome found = reader.read(List.of(ref.id()), Set.of()).get(0);
        if (found instanceof ReadOutcome.MergedInto merged) {
            return new WriteOutcome.MergedInto(merged.survivor().ref());
        }
        return found instanceof ReadOutcome.Present ? new WriteOutcome.Stale() : new WriteOutcome.Gone(ref);
    }

    private Duration after(ConnectorException stop) {
        if (stop instanceof RetryLaterException retry) {
            return retry.after();
        }
        if (stop instanceof QuotaExhaustedException quota) {
            Duration left = Duration.between(clock.instant(), quota.until());
            return left.isNegative() ? Duration.ZERO : left;
        }
        return A_WHILE;
    }

    /** Names our fields, and keeps a reason only when it quotes nothing of what was sent. */
    private Map<String, String> reasons(RequestRejectedException refused, WriteBody body, Map<String, Value> values) {
        Map<String, String> reasons = new LinkedHashMap<>();
        refused.fields().forEach((name, reason) -> {
            String said = quotes(reason, values) ? "is not accepted" : reason;
            if (name.startsWith(resource.phones()) && !body.phones().isEmpty()) {
                body.phones().keySet().forEach(kind -> reasons.put(kind.field(), said));
            } else {
                reasons.put(name, said);
            }
        });
        return reasons;
    }

    /** Tells whether a reason holds a value that was sent, or a word of one, in whatever case. */
    private static boolean quotes(String reason, Map<String, Value> values) {
        String said = reason.toLowerCase(Locale.ROOT);
        return values.values().stream()
                .map(value -> value.plain().strip().toLowerCase(Locale.ROOT))
                .anyMatch(sent -> (sent.length() > 1 && said.contains(sent))
                        || NO_WORD.splitAsStream(sent).anyMatch(word -> word.length() > 2 && said.contains(word)));
    }
}
