package io.tidelock.benchmarks.clinic;

import io.tidelock.benchmarks.workload.WrongResultException;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncReport;
import io.tidelock.http.CallBudget;
import io.tidelock.store.InMemoryStore;
import io.tidelock.testkit.ManualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Counts the requests that patients and their contacts take over HTTP, phase by phase, and checks what became of them. */
public final class CallCounts {

    private static final Duration REST = Duration.ofMinutes(15);
    private static final int BATCH = 100;
    private static final int SHARE = 100;
    private static final int SCHEMA = 2; // properties and groups of contacts, before the first pass
    private static final String PAGES = "pages";
    private static final String LOOK_UPS = "look_ups";
    private static final String WRITES = "writes";
    private static final String OTHERS = "others";

    private final int patients;

    /** Counts those of so many patients, at least 100. */
    public CallCounts(int patients) {
        this.patients = patients;
    }

    /** What happens before the pass whose calls count. */
    public enum Phase {
        /** All patients are new. */
        INITIAL,
        /** All patients are shown again, with nothing in them that is mapped. */
        NO_CHANGE,
        /** One in a hundred has a new name. */
        CHANGED,
        /** Nothing. */
        QUIET
    }

    /**
     * Some calls of a phase.
     *
     * @param kind {@code pages} of patients, {@code look_ups} and {@code writes} of contacts, {@code others}
     * @param made how many were made
     * @param formula how many the connectors' pages and design §13 allow; for others what a quiet pass makes
     * @param naive how many a search and a write for each record makes
     */
    public record Count(Phase phase, String kind, long made, long formula, long naive) {}

    /** Counts all phases. */
    public List<Count> run() throws IOException, InterruptedException {
        Map<Phase, Map<String, Long>> ours = ours();
        Map<Phase, Map<String, Long>> naive = naive();
        List<Count> counts = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            formulas(phase, of(ours, Phase.QUIET, OTHERS))
                    .forEach((kind, formula) ->
                            counts.add(new Count(phase, kind, of(ours, phase, kind), formula, of(naive, phase, kind))));
        }
        return counts;
    }

    private static long of(Map<Phase, Map<String, Long>> counts, Phase phase, String kind) {
        return counts.getOrDefault(phase, Map.of()).getOrDefault(kind, 0L);
    }

    private Map<String, Long> formulas(Phase phase, long others) {
        long shown = shown(phase);
        long pages = Math.max(1, batches(shown)) + 1; // archived ones are looked for once an hour
        long lookUps = phase == Phase.INITIAL ? 2 * batches(shown) : 0; // by the patient's id, and by e-mail
        long writes = phase == Phase.INITIAL || phase == Phase.CHANGED ? batches(shown) : 0;
        Map<String, Long> formulas = new LinkedHashMap<>();
        formulas.put(PAGES, pages);
        formulas.put(LOOK_UPS, lookUps);
        formulas.put(WRITES, writes);
        formulas.put(OTHERS, others + (phase == Phase.INITIAL ? SCHEMA : 0));
        return formulas;
    }

    private long shown(Phase phase) {
        return switch (phase) {
            case INITIAL, NO_CHANGE -> patients;
            case CHANGED -> patients / SHARE;
            case QUIET -> 0;
        };
    }

    private static long batches(long records) {
        return (records + BATCH - 1) / BATCH;
    }

    private Map<Phase, Map<String, Long>> ours() throws IOException, InterruptedException {
        ManualClock clock = new ManualClock();
        try (Clinic clinic = Clinic.unlimited(clock)) {
            SyncEngine engine = SyncEngine.builder()
                    .integration(clinic.integration(CallBudget.unlimited(), CallBudget.unlimited()))
                    .store(new InMemoryStore())
                    .fingerprintKey("no secret, but long enough".getBytes(StandardCharsets.UTF_8))
                    .clock(clock)
                    .build();
            engine.provisionSchema();
            return counted(clinic, clock, "batch/read", since -> {
                SyncReport report = engine.run();
                if (!report.interruptions().isEmpty() || report.more()) {
                    throw new WrongResultException("The pass did not end: " + report.interruptions());
                }
            });
        }
    }

    private Map<Phase, Map<String, Long>> naive() throws IOException, InterruptedException {
        ManualClock clock = new ManualClock();
        try (Clinic clinic = Clinic.unlimited(clock)) {
            return counted(clinic, clock, "search", new NaiveLoop(clinic)::run);
        }
    }

    /** Carries over what changed since a moment. */
    private interface Sync {
        void run(Instant since) throws IOException, InterruptedException;
    }

    private Map<Phase, Map<String, Long>> counted(Clinic clinic, ManualClock clock, String lookUps, Sync sync)
            throws IOException, InterruptedException {
        Map<Phase, Map<String, Long>> counts = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            Instant since = clock.instant();
            happen(phase, clinic);
            clinic.cliniko().clearCalls();
            clinic.hubspot().clearCalls();
            clock.advance(REST);
            sync.run(phase == Phase.INITIAL ? Instant.EPOCH : since);
            counts.put(phase, kinds(clinic, lookUps));
            require(clinic, phase);
        }
        return counts;
    }

    private void happen(Phase phase, Clinic clinic) {
        if (phase == Phase.INITIAL) {
            clinic.admit(patients);
            return;
        }
        List<Map<String, Object>> shown =
                clinic.cliniko().patients().stream().limit(shown(phase)).toList();
        Map<String, ?> edit = phase == Phase.CHANGED ? Map.of("last_name", "Changed") : Map.of("notes", "not mapped");
        shown.forEach(patient -> clinic.cliniko().editPatient(String.valueOf(patient.get("id")), edit));
    }

    private static Map<String, Long> kinds(Clinic clinic, String lookUps) {
        Map<String, Long> kinds = new TreeMap<>();
        Stream.concat(clinic.cliniko().calls().stream(), clinic.hubspot().calls().stream())
                .forEach(call -> kinds.merge(kind(call.line(), lookUps), 1L, Long::sum));
        return kinds;
    }

    /** A search by e-mail is the loop's look-up; Tidelock's searches are for changed and for flagged contacts. */
    private static String kind(String line, String lookUps) {
        if (line.equals("GET /v1/patients")) {
            return PAGES;
        } else if (line.matches("POST .*/contacts/" + lookUps)) {
            return LOOK_UPS;
        }
        return line.matches("POST .*/contacts/batch/.*|POST .*/contacts|PATCH .*/contacts/\\d+") ? WRITES : OTHERS;
    }

    private void require(Clinic clinic, Phase phase) {
        Map<String, Map<String, String>> contacts = clinic.hubspot().records("contacts");
        long changed = contacts.values().stream()
                .filter(contact -> "Changed".equals(contact.get("lastname")))
                .count();
        long expected = phase.compareTo(Phase.CHANGED) < 0 ? 0 : shown(Phase.CHANGED);
        if (contacts.size() != patients || changed != expected) {
            throw new WrongResultException("After " + phase + " there are " + contacts.size() + " contacts, " + changed
                    + " of them changed, for " + patients + " patients");
        }
    }
}
