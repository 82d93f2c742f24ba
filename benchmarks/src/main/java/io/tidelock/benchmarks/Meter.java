package io.tidelock.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Measures what work costs this JVM: all of its threads, the collector included. */
final class Meter {

    private static final Path STATUS = Path.of("/proc/self/status");

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /**
     * What a piece of work cost.
     *
     * @param wallNanos the time that passed
     * @param cpuNanos the processor time of this JVM
     * @param bytes what its threads allocated
     */
    record Cost(long wallNanos, long cpuNanos, long bytes) {}

    Cost of(Runnable work) {
        ManagementFactory.getMemoryMXBean().gc(); // what lies around from before is not this work's
        long bytes = allocated();
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        work.run();
        long wall = System.nanoTime() - start;
        return new Cost(wall, system.getProcessCpuTime() - cpu, allocated() - bytes);
    }

    private long allocated() {
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    /** Returns the most memory that this JVM ever had resident, where the system says so. */
    static OptionalLong peakResidentBytes() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return OptionalLong.empty();
        }
        List<String> lines = Files.readAllLines(STATUS);
        return lines.stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .findFirst();
    }
}
