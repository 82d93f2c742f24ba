package io.tidelock.cliniko;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tidelock.connector.CreateIdentity;
import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.connector.UnknownOutcomeException;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.http.Reply;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes one record with a request; Cliniko has no batches. Phones are replaced as a whole there, so a record whose phones
 * are to change is read immediately before, and numbers that are not ours are sent back as they were.
 */
final class PeopleWriter implements RecordWriter {

    private static final Duration VISIBLE_AFTER = Duration.ofSeconds(5);
    private final Resource resource;
    private final Resource.Writes calls;
    private final PeopleReader reader;
    private final OneByOne oneByOne;

    PeopleWriter(Resource resource, Resource.Writes calls, PeopleReader reader, OneByOne oneByOne) {
        this.resource = resource;
        this.calls = calls;
        this.reader = reader;
        this.oneByOne = oneByOne;
    }

    @Override
    public int batchLimit() {
        return OneByOne.BATCH;
    }

    /** Nothing is unique in Cliniko and there is no idempotency key: a lost creation is looked for by the name. */
    @Override
    public CreateIdentity createIdentity(@Nullable Field idField) {
        return new CreateIdentity.Probe(List.of(Patient.LAST_NAME, Patient.FIRST_NAME), VISIBLE_AFTER);
    }

    @Override
    public List<WriteOutcome> write(List<WriteOperation> batch) {
        return oneByOne.send(batch, this::write);
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
            return new WriteOutcome.Rejected(refused.code(), reasons(refused, body));
        }
    }

    private WriteOutcome create(WriteBody body) {
        Map<String, @Nullable Object> sent = new LinkedHashMap<>(body.fields());
        if (!body.phones().isEmpty()) {
            sent.put(resource.phones(), PhoneKind.merged(MissingNode.getInstance(), body.phones()));
        }
        JsonNode stored = calls.create().call(sent).write().body();
        return Row.of(resource, stored)
                .<WriteOutcome>map(row -> new WriteOutcome.Written(row.ref(), true, Optional.of(row.record())))
                .orElseGet(WriteOutcome.Unknown::new);
    }

    private WriteOutcome update(RecordRef ref, WriteBody body) {
        Map<String, @Nullable Object> sent = new LinkedHashMap<>(body.fields());
        if (!body.phones().isEmpty()) {
            Optional<Row> current = reader.row(ref.id());
            if (current.isEmpty() || current.get().isRemoved()) {
                return reader.whereabouts(ref);
            }
            if (current.get().phones().isMissingNode()) {
                return new WriteOutcome.Rejected("PHONES_NOT_SHOWN", unshown(body));
            }
            sent.put(resource.phones(), PhoneKind.merged(current.get().phones(), body.phones()));
        }
        Reply<JsonNode> reply =
                calls.update().call(ref.id(), sent).accepting(404).write();
        if (reply.refusal().isPresent()) {
            return reader.whereabouts(ref);
        }
        Optional<Row> stored =
                Row.of(resource, reply.body()).filter(row -> row.ref().equals(ref));
        return stored.filter(Row::isRemoved).isPresent()
                ? reader.whereabouts(ref)
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

    /** Names our fields. */
    private Map<String, String> reasons(RequestRejectedException refused, WriteBody body) {
        Map<String, String> reasons = new LinkedHashMap<>();
        refused.fields().forEach((name, reason) -> {
            if (name.startsWith(resource.phones()) && !body.phones().isEmpty()) {
                body.phones().keySet().forEach(kind -> reasons.put(kind.field(), reason));
            } else {
                reasons.put(name, reason);
            }
        });
        return reasons;
    }
}
