package io.tidelock.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.tidelock.benchmarks.database.Database;
import io.tidelock.benchmarks.database.PostgresServer;
import io.tidelock.benchmarks.database.SqliteFile;
import io.tidelock.benchmarks.tidelock.Tenants;
import io.tidelock.jdbc.JdbcStore;
import io.tidelock.store.InMemoryStore;
import io.tidelock.store.SyncStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what a tenant costs with whom nothing happens: processor time for each pass, memory between passes. */
@Command(
        name = "tenants",
        mixinStandardHelpOptions = true,
        description = "Makes quiet passes of many tenants on one runner, on each kind of store.")
final class TenantsMain implements Callable<Integer> {

    private static final double AIM_PERCENT = 5;

    @Option(names = "--count", defaultValue = "10000", description = "How many tenants (${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--every",
            defaultValue = "300",
            description = "Seconds between two passes of a tenant (${DEFAULT-VALUE}).")
    private int every;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "Passes of each that are measured, after two to warm up; the median counts"
                    + " (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--stores",
            split = ",",
            defaultValue = "memory,sqlite,postgres",
            description = "On which stores (${DEFAULT-VALUE}).")
    private List<String> stores = List.of();

    @Option(names = "--directory", description = "Where the databases are kept meanwhile; else among temporary files.")
    private @Nullable Path directory;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%-10s %12s %12s %12s %14s%n", "store", "cpu us/pass", "us with DB", "% of a core", "heap B/tenant");
        for (String name : stores) {
            print(out, name, measured(name));
        }
        return 0;
    }

    private void print(PrintWriter out, String name, Figures figures) {
        double cpu = figures.value("cpu_us_per_pass");
        double all = figures.value("cpu_us_per_pass_with_database");
        double percent = all * count / every / 1e6 * 100;
        double heap = figures.value("heap_bytes_per_tenant");
        out.printf(Locale.ROOT, "%-10s %12.0f %12.0f %12.2f %14.0f%n", name, cpu, all, percent, heap);
        String metric = "metric=tenants." + name + ".";
        out.printf(Locale.ROOT, "%scpu_us_per_pass value=%.0f%n", metric, cpu);
        out.printf(Locale.ROOT, "%scpu_us_per_pass_with_database value=%.0f%n", metric, all);
        out.printf(
                Locale.ROOT,
                "%spercent_of_a_core value=%.2f ratio=%.2f aim=%.0f %s%n",
                metric,
                percent,
                percent / AIM_PERCENT,
                AIM_PERCENT,
                percent <= AIM_PERCENT ? "met" : "missed");
        out.printf(Locale.ROOT, "%sheap_bytes_per_tenant value=%.0f%n", metric, heap);
    }

    private Figures measured(String name) throws IOException {
        if (name.equals("memory")) {
            return measured(new InMemoryStore(), () -> Duration.ZERO);
        }
        Path own = Directories.fresh(directory, "tenants");
        try (Database database = name.equals("sqlite") ? new SqliteFile(own) : new PostgresServer(own);
                JdbcStore store = JdbcStore.open(database.dataSource())) {
            return measured(store, database::serverTime);
        } finally {
            Directories.remove(own);
        }
    }

    private Figures measured(SyncStore store, Supplier<Duration> serverTime) {
        long heap = heapInUse();
        Tenants tenants = new Tenants(store, count, Duration.ofSeconds(every));
        tenants.begin();
        tenants.round();
        Figures figures = new Figures();
        figures.put("heap_bytes_per_tenant", (heapInUse() - heap) / (double) count);
        double[] own = new double[rounds];
        double[] all = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            long before = system.getProcessCpuTime();
            Duration server = serverTime.get();
            tenants.round();
            own[round] = (system.getProcessCpuTime() - before) / 1e3 / count;
            all[round] = own[round] + serverTime.get().minus(server).toNanos() / 1e3 / count;
        }
        figures.put("cpu_us_per_pass", median(own));
        figures.put("cpu_us_per_pass_with_database", median(all));
        return figures;
    }

    private static long heapInUse() {
        ManagementFactory.getMemoryMXBean().gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
