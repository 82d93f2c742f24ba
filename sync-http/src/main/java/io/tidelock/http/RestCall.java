package io.tidelock.http;

import io.tidelock.connector.AccessDeniedException;
import io.tidelock.connector.QuotaExhaustedException;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.connector.UnknownOutcomeException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A prepared call of one endpoint. Nothing is sent before {@link #read} or {@link #write}; which of them is right is the
 * connector's knowledge, not the method's: a search by POST is a read. Immutable; may be sent as often as wanted.
 */
public final class RestCall<T> {

    private final Exchange exchange;
    private final Endpoint<T> endpoint;
    private final Traffic traffic;
    private final Set<Integer> accepted;

    RestCall(Exchange exchange, Endpoint<T> endpoint, Traffic traffic, Set<Integer> accepted) {
        this.exchange = exchange;
        this.endpoint = endpoint;
        this.traffic = traffic;
        this.accepted = Set.copyOf(accepted);
    }

    /** Returns the call with another rank than the client's. */
    public RestCall<T> as(Traffic rank) {
        return new RestCall<>(exchange, endpoint, rank, accepted);
    }

    /**
     * Returns the call with statuses beside 2xx that come back as a {@link Reply} with a {@link Reply#refusal} instead of
     * an exception, such as 404 where a record may be missing.
     */
    public RestCall<T> accepting(int... statuses) {
        Set<Integer> all = Stream.concat(
                        accepted.stream(), IntStream.of(statuses).boxed())
                .collect(Collectors.toUnmodifiableSet());
        return new RestCall<>(exchange, endpoint, traffic, all);
    }

    /**
     * Sends a request that changes nothing, and repeats it within the client's bounds when the answer fails to come.
     *
     * @throws RetryLaterException if the server or the way to it does not work for now
     * @throws QuotaExhaustedException if the budget is used up for longer than a short wait
     * @throws AccessDeniedException if the credentials are refused
     * @throws RequestRejectedException if the server refuses the request, or its answer cannot be read
     */
    public Reply<T> read() {
        return exchange.send(endpoint, new Manner(false, traffic, accepted));
    }

    /**
     * Sends a request that changes something. It is repeated only when it was certainly not applied.
     *
     * @throws UnknownOutcomeException if it was sent and nobody knows whether it was applied
     * @throws RetryLaterException if it was not applied, and the server or the way to it does not work for now
     * @throws QuotaExhaustedException if it was not applied, and the budget is used up for longer than a short wait
     * @throws AccessDeniedException if it was not applied, because the credentials are refused
     * @throws RequestRejectedException if it was not applied, because the server refuses it
     */
    public Reply<T> write() {
        return exchange.send(endpoint, new Manner(true, traffic, accepted));
    }

    /** Returns method and declared path; no values. */
    @Override
    public String toString() {
        return endpoint.toString();
    }
}
