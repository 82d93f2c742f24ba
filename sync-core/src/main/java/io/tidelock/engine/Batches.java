package io.tidelock.engine;

import io.tidelock.connector.ConnectorException;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.connector.WriteOutcome;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends what was announced, batch by batch. A batch that is refused as a whole is halved until the one that spoils it stands alone;
 * once a system takes no more, nothing further is sent.
 */
final class Batches<T> {

    private final Function<List<T>, List<WriteOutcome>> call;
    private final BiConsumer<List<T>, List<WriteOutcome>> note;
    private final BiConsumer<List<T>, ConnectorException> notSent;
    private @Nullable ConnectorException stop;

    /**
     * Sends by a call.
     *
     * @param call sends some and returns one outcome each, in order; throws only if nothing was sent
     * @param note hears what became of some, in order
     * @param notSent hears that some were certainly not sent, and why
     */
    Batches(
            Function<List<T>, List<WriteOutcome>> call,
            BiConsumer<List<T>, List<WriteOutcome>> note,
            BiConsumer<List<T>, ConnectorException> notSent) {
        this.call = call;
        this.note = note;
        this.notSent = notSent;
    }

    /** Sends all of them, so many at once. */
    void send(List<T> all, int most) {
        for (int start = 0; start < all.size(); start += most) {
            send(all.subList(start, Math.min(start + most, all.size())));
        }
    }

    /** Returns why not everything was sent. */
    Optional<ConnectorException> stop() {
        return Optional.ofNullable(stop);
    }

    /**
     * Ends a step of which everything was told by now.
     *
     * @throws ConnectorException if not everything was sent
     */
    void requireSent() {
        if (stop != null) {
            throw stop;
        }
    }

    private void send(List<T> batch) {
        if (stop != null) {
            notSent.accept(batch, stop);
            return;
        }
        List<WriteOutcome> outcomes;
        try {
            outcomes = call.apply(batch);
        } catch (RequestRejectedException refused) {
            if (batch.size() > 1) {
                send(batch.subList(0, batch.size() / 2));
                send(batch.subList(batch.size() / 2, batch.size()));
                return;
            }
            outcomes = List.of(new WriteOutcome.Rejected(refused.code(), refused.fields()));
        } catch (ConnectorException nothingSent) {
            stop = nothingSent;
            notSent.accept(batch, nothingSent);
            return;
        }
        note.accept(batch, outcomes);
    }
}
