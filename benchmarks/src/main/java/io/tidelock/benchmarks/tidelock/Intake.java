package io.tidelock.benchmarks.tidelock;

import io.tidelock.benchmarks.workload.WrongResultException;
import io.tidelock.engine.Inbox;
import io.tidelock.engine.InboxResponse;
import io.tidelock.jdbc.JdbcStore;
import io.tidelock.mapping.Party;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** Several senders hand hints to one inbox, each for a tenant of its own. */
public final class Intake {

    private static final RecordType CONTACT = RecordType.of("contact");

    private final int requests;
    private final int threads;
    private final int hints;

    /**
     * Describes a run.
     *
     * @param requests how many requests, all told
     * @param threads how many senders
     * @param hints how many hints a request brings
     */
    public Intake(int requests, int threads, int hints) {
        this.requests = requests;
        this.threads = threads;
        this.hints = hints;
    }

    /** How many hints were kept in which time, and how long each request took, in nanoseconds, the shortest first. */
    public record Result(long hints, long nanos, List<Long> latencies) {

        /** Returns how many hints became durable in a second. */
        public double hintsASecond() {
            return hints * 1e9 / nanos;
        }

        /** Returns the time within which a share of the requests was answered, in nanoseconds. */
        public long quantile(double share) {
            return latencies.get((int) Math.min(latencies.size() - 1, latencies.size() * share));
        }
    }

    /**
     * Sends everything.
     *
     * @throws WrongResultException if a request was not accepted, or a hint is not there afterwards
     */
    public Result run(DataSource database) {
        try (JdbcStore store = JdbcStore.open(database)) {
            Inbox inbox =
                    Inbox.builder().store(store).capacity(Integer.MAX_VALUE / 2).build();
            int each = requests / threads;
            long[] latencies = new long[each * threads];
            long start = System.nanoTime();
            ExecutorService senders = Executors.newFixedThreadPool(threads);
            List<Future<?>> sending = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int sender = thread;
                sending.add(senders.submit(() -> send(inbox, sender, each, latencies)));
            }
            senders.shutdown();
            sending.forEach(Intake::await);
            long nanos = System.nanoTime() - start;
            requireAll(store, each);
            return new Result(
                    (long) each * threads * hints,
                    nanos,
                    Arrays.stream(latencies).sorted().boxed().toList());
        }
    }

    private void send(Inbox inbox, int sender, int each, long[] latencies) {
        IntegrationId tenant = tenant(sender);
        for (int request = 0; request < each; request++) {
            int first = request * hints;
            List<RecordRef> refs = IntStream.range(first, first + hints)
                    .mapToObj(id -> RecordRef.of(CONTACT, "" + id))
                    .toList();
            long begun = System.nanoTime();
            InboxResponse response = inbox.hint(tenant, Party.CRM, refs);
            latencies[sender * each + request] = System.nanoTime() - begun;
            if (!response.accepted()) {
                throw new WrongResultException("A request was answered " + response);
            }
        }
    }

    private void requireAll(JdbcStore store, int each) {
        for (int sender = 0; sender < threads; sender++) {
            int kept = store.countHints(tenant(sender));
            if (kept < each * hints) {
                throw new WrongResultException("Of " + each * hints + " hints " + kept + " are there");
            }
        }
    }

    private static IntegrationId tenant(int sender) {
        return IntegrationId.of("tenant " + sender);
    }

    private static void await(Future<?> sender) {
        try {
            sender.get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new WrongResultException("A sender failed: " + failed.getCause());
        }
    }
}
