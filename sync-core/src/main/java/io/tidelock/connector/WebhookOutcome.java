package io.tidelock.connector;

import io.tidelock.record.AccountId;
import io.tidelock.record.RecordRef;
import java.util.List;
import java.util.function.Function;

/** What a {@link WebhookDecoder} makes of a request. */
public sealed interface WebhookOutcome {

    /** Calls the function that fits what this is. */
    default <T> T match(Function<Accepted, T> accepted, Function<Refused, T> refused) {
        return this instanceof Accepted a ? accepted.apply(a) : refused.apply((Refused) this);
    }

    /**
     * The vendor said it.
     *
     * @param hints the records it is about, in the order of the request, each as often as it was named
     * @param ignored how many of the events are of a kind that the connector does not know
     */
    record Accepted(List<Hint> hints, int ignored) implements WebhookOutcome {
        /** Copies the list. */
        public Accepted {
            hints = List.copyOf(hints);
        }
    }

    /**
     * Nothing of it is believed.
     *
     * @param status the HTTP status to answer with: 400 for what cannot be read, 401 for who is not known
     * @param code a stable name of the reason, without anything of the request
     */
    record Refused(int status, String code) implements WebhookOutcome {}

    /**
     * A record that may have changed. What happened is not said: a deletion or a merge is a hint for each record concerned.
     *
     * @param account whose record it is, as {@link Connector#account()} names the account
     * @param ref the record
     */
    record Hint(AccountId account, RecordRef ref) {}
}
