package io.tidelock.cliniko;

import io.tidelock.connector.RecordRemover;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.connector.UnknownOutcomeException;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.http.Reply;
import io.tidelock.record.RecordRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Archives one record with a request; people can take patients out of the archive again. */
final class PeopleRemover implements RecordRemover {

    private final Resource.Writes calls;
    private final PeopleReader reader;
    private final OneByOne oneByOne;

    PeopleRemover(Resource.Writes calls, PeopleReader reader, OneByOne oneByOne) {
        this.calls = calls;
        this.reader = reader;
        this.oneByOne = oneByOne;
    }

    @Override
    public int batchLimit() {
        return OneByOne.BATCH;
    }

    @Override
    public List<WriteOutcome> remove(List<RecordRef> refs) {
        return oneByOne.send(refs, this::remove);
    }

    private WriteOutcome remove(RecordRef ref) {
        try {
            Reply<Void> reply = calls.archive().call(ref.id()).accepting(404).write();
            return reply.refusal().isPresent()
                    ? reader.whereabouts(ref)
                    : new WriteOutcome.Written(ref, false, Optional.empty());
        } catch (UnknownOutcomeException unknown) {
            return new WriteOutcome.Unknown();
        } catch (RequestRejectedException refused) {
            return new WriteOutcome.Rejected(refused.code(), Map.of());
        }
    }
}
