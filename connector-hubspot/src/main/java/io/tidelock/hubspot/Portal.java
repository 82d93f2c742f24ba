package io.tidelock.hubspot;

import io.tidelock.connector.RetryLaterException;
import io.tidelock.http.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One portal's objects over one version of the API. */
record Portal(HubSpotApi api, Paths paths, Clock clock) {

    /** The most inputs of a batch of objects (§2.1). */
    static final int BATCH = 100;

    private static final Duration A_MOMENT = Duration.ofSeconds(10);

    /** Reads objects from the primary store, by id or by a unique property; those that are not there are left out. */
    List<Wire.Stored> batchRead(
            ObjectKind kind,
            Collection<String> ids,
            @Nullable String idProperty,
            Collection<String> properties,
            boolean archived) {
        List<Wire.Stored> found = new ArrayList<>();
        for (List<String> some : chunks(ids, BATCH)) {
            Wire.ReadRequest request = new Wire.ReadRequest(
                    List.copyOf(properties),
                    idProperty,
                    some.stream().map(Wire.Id::new).toList());
            Wire.Batch batch = api.batchRead(paths.objects(), kind.path(), archived, request)
                    .read()
                    .body();
            requireWhole(kind, batch);
            batch.results().stream().filter(stored -> stored.id() != null).forEach(found::add);
        }
        return found;
    }

    /** A row that HubSpot failed at must not look as if its record were not there. */
    private static void requireWhole(ObjectKind kind, Wire.Batch batch) {
        for (Wire.Problem problem : batch.errors()) {
            Complaint complaint = Complaint.of(problem);
            if (complaint.internal() || complaint.tooManyCalls()) {
                throw new RetryLaterException(
                        "HubSpot read only a part of the " + kind.path() + " asked for: " + complaint.code(),
                        A_MOMENT,
                        null);
            }
        }
    }

    /** Reads which record an id leads to: itself, or the one it was merged into (§3). */
    Optional<String> resolve(ObjectKind kind, String id) {
        Reply<Wire.Stored> reply =
                api.read(paths.objects(), kind.path(), id).accepting(404).read();
        return reply.refusal().isPresent()
                ? Optional.empty()
                : Optional.ofNullable(reply.body().id());
    }

    /** Returns how long it is until a moment; never negative. */
    Duration until(Instant moment) {
        Duration wait = Duration.between(clock.instant(), moment);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    static <T> List<List<T>> chunks(Collection<T> all, int size) {
        List<T> list = List.copyOf(all);
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < list.size(); from += size) {
            chunks.add(list.subList(from, Math.min(from + size, list.size())));
        }
        return chunks;
    }
}
