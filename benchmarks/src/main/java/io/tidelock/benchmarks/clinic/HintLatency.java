package io.tidelock.benchmarks.clinic;

import io.tidelock.benchmarks.workload.WrongResultException;
import io.tidelock.engine.Inbox;
import io.tidelock.engine.Integration;
import io.tidelock.http.CallBudget;
import io.tidelock.mapping.Party;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.runner.SyncRunner;
import io.tidelock.store.SyncStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Somebody edits a patient, and the host hears of it, as from a webhook: how long it takes until the CRM has answered that the
 * contact is written, with the hint made durable, a runner woken, the patient read and the contact changed, all over HTTP.
 */
public final class HintLatency {

    private static final RecordType PATIENT = RecordType.of("patient");
    private static final int PATIENTS = 20;
    private static final int MOST_WARM_UP = 20;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final int hints;
    private final Duration latency;

    /**
     * Describes a run.
     *
     * @param hints how many, one after the other, after some that do not count
     * @param latency how long each vendor takes for each answer
     */
    public HintLatency(int hints, Duration latency) {
        this.hints = hints;
        this.latency = latency;
    }

    /**
     * How long it took each time.
     *
     * @param nanos from the hint to the answer about the contact, the shortest first
     * @param calls how many calls a hint took until then, one after the other
     * @param floor how long these take by themselves, in nanoseconds
     */
    public record Result(List<Long> nanos, double calls, double floor) {

        /** Returns the time within which a share of them was written, in nanoseconds. */
        public long quantile(double share) {
            return nanos.get((int) Math.min(nanos.size() - 1, nanos.size() * share));
        }
    }

    /**
     * Runs.
     *
     * @param store where hints and links are kept
     * @throws WrongResultException if a contact is not written, or not once
     */
    public Result run(SyncStore store) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Clinic clinic = Clinic.slow(latency)) {
            clinic.provision(store);
            SyncRunner runner = runner(clinic, store, threads);
            threads.execute(runner);
            try {
                clinic.admit(PATIENTS);
                runner.add(Clinic.ID);
                await(() -> clinic.hubspot().records("contacts").size() == PATIENTS && rests(runner));
                return measured(clinic, runner, store);
            } finally {
                runner.close(LONGEST);
            }
        } finally {
            threads.shutdown();
            threads.awaitTermination(LONGEST.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static SyncRunner runner(Clinic clinic, SyncStore store, ExecutorService threads) {
        Integration kept =
                clinic.integration(CallBudget.unlimited(), CallBudget.unlimited()); // as a host keeps connectors
        return SyncRunner.builder()
                .catalog(id -> kept)
                .engine((id, engine) -> engine.store(store)
                        .fingerprintKey("no secret, but long enough".getBytes(StandardCharsets.UTF_8)))
                .executor(threads)
                .workers(1)
                .build();
    }

    private Result measured(Clinic clinic, SyncRunner runner, SyncStore store) throws InterruptedException {
        Inbox inbox = Inbox.builder().store(store).onHints(runner::wake).build();
        List<Map<String, Object>> patients = clinic.cliniko().patients();
        List<Long> nanos = new ArrayList<>();
        int warmUp = Math.min(hints, MOST_WARM_UP);
        long calls = 0;
        for (int hint = 0; hint < warmUp + hints; hint++) {
            String id = String.valueOf(patients.get(hint % PATIENTS).get("id"));
            clinic.cliniko().editPatient(id, Map.of("last_name", "Edit" + hint));
            clinic.log().forget();
            long begun = System.nanoTime();
            inbox.hint(Clinic.ID, Party.BUSINESS, List.of(RecordRef.of(PATIENT, id)));
            await(() -> clinic.log().writes() > 0);
            long took = clinic.log().lastWrite() + latency.toNanos() - begun;
            int made = clinic.log().callsUntilLastWrite();
            await(() -> rests(runner));
            require(clinic, hint);
            if (hint >= warmUp) {
                nanos.add(took);
                calls += made;
            }
        }
        nanos.sort(null);
        double each = (double) calls / hints;
        return new Result(nanos, each, each * latency.toNanos());
    }

    private static void require(Clinic clinic, int hint) {
        boolean written = clinic.hubspot().records("contacts").values().stream()
                .anyMatch(contact -> ("Edit" + hint).equals(contact.get("lastname")));
        if (!written || clinic.log().writes() != 1) {
            throw new WrongResultException(
                    "Hint " + hint + " was written " + clinic.log().writes() + " times");
        }
    }

    private static boolean rests(SyncRunner runner) {
        return runner.health().busy() == 0;
    }

    /** Looks often; what is waited for notes its own time. */
    private static void await(BooleanSupplier so) throws InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new WrongResultException("Nothing was written within " + LONGEST);
            }
            Thread.sleep(1);
        }
    }
}
