package io.tidelock.benchmarks.spring;

import io.tidelock.benchmarks.workload.Patient;
import io.tidelock.benchmarks.workload.PatientFeed;
import io.tidelock.benchmarks.workload.PatientFeed.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** Reads patient by patient, and remembers in the job repository how far it came, chunk by chunk. */
final class PatientReader implements ItemStreamReader<Patient> {

    private static final String POSITION = "position";

    private final PatientFeed feed;
    private List<Patient> page = List.of();
    private int taken;
    private long position;

    PatientReader(PatientFeed feed) {
        this.feed = feed;
    }

    long position() {
        return position;
    }

    @Override
    public void open(ExecutionContext context) {
        position = context.getLong(POSITION, position);
        page = List.of();
        taken = 0;
    }

    @Override
    public @Nullable Patient read() {
        if (taken == page.size()) {
            Page next = feed.after(position);
            page = next.patients();
            taken = 0;
            if (page.isEmpty()) {
                return null;
            }
        }
        position++;
        return page.get(taken++);
    }

    @Override
    public void update(ExecutionContext context) {
        context.putLong(POSITION, position);
    }
}
