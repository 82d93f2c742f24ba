package io.tidelock.examples;

import io.tidelock.crm.Contact;
import io.tidelock.engine.Integration;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Plan;
import io.tidelock.record.IntegrationId;
import io.tidelock.runner.RunnerListener;
import io.tidelock.runner.SyncRunner;
import io.tidelock.store.InMemoryStore;
import io.tidelock.testkit.InMemoryCrm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Keeps three tenants going in one process, one of which waits for a vendor that does not answer. */
@Command(name = "runner", description = "Keeps three tenants going in one process, one of which hangs.")
public final class RunnerMain implements Callable<Integer>, RunnerListener {

    private static final IntegrationId HANGING = IntegrationId.of("tenant-3");

    private final CountDownLatch seen = new CountDownLatch(3);
    private final CountDownLatch answer = new CountDownLatch(1);
    private final InMemoryStore store = new InMemoryStore();
    private final byte[] key = "a real secret goes here".getBytes(StandardCharsets.UTF_8);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(5);
        SyncRunner runner = SyncRunner.builder()
                .catalog(this::open)
                .engine((id, engine) -> engine.store(store).fingerprintKey(key))
                .executor(workers)
                .workers(4)
                .listener(this)
                .build();
        runner.add(HANGING, IntegrationId.of("tenant-1"), IntegrationId.of("tenant-2"));
        workers.execute(runner);
        seen.await();
        List<IntegrationId> waiting = runner.close(Duration.ofMillis(100));
        spec.commandLine().getOut().println("still waiting for their vendor: " + waiting);
        answer.countDown();
        workers.shutdown();
        return waiting.equals(List.of(HANGING)) ? 0 : 1;
    }

    /** What a host makes of a tenant's settings. */
    private Integration open(IntegrationId id) {
        MembersTable members = new MembersTable();
        members.insert(new MembersTable.Row("", "Ada Byron", "ada@example.com", 0));
        Flow flow = Flow.toCrm("members", MembersTable.TYPE, Contact.TYPE)
                .map(FieldMapping.from(MembersTable.NAME).to(Contact.LAST_NAME))
                .build();
        InMemoryCrm crm = InMemoryCrm.builder().account(id.value()).build();
        if (id.equals(HANGING)) {
            crm.watch(new Unanswered(seen, answer));
        }
        return new Integration(id, Plan.named("members").flow(flow).build(), new MembersConnector(members), crm);
    }

    @Override
    public void onEnd(IntegrationId id, SyncReport report) {
        spec.commandLine().getOut().println(id + ": " + report.writes() + " written");
        seen.countDown();
    }
}
