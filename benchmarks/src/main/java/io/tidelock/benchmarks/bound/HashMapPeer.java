package io.tidelock.benchmarks.bound;

import io.tidelock.benchmarks.loop.Link;
import io.tidelock.benchmarks.loop.LinkTable;
import io.tidelock.benchmarks.loop.PageSync;
import io.tidelock.benchmarks.workload.PatientFeed.Page;
import io.tidelock.benchmarks.workload.Peer;
import io.tidelock.benchmarks.workload.Workload;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The hand-written loop with links and position in memory. */
public final class HashMapPeer implements Peer, LinkTable {

    private final Workload workload;
    private final Map<String, Link> links = new HashMap<>();
    private final PageSync sync;
    private long position;

    /** Makes one. */
    public HashMapPeer(Workload workload) {
        this.workload = workload;
        this.sync = new PageSync(workload.crm(), this);
    }

    @Override
    public void sync() {
        boolean more = true;
        while (more) {
            Page page = workload.feed().after(position);
            sync.take(page.patients());
            position = page.next();
            more = page.more();
        }
    }

    @Override
    public Map<String, Link> load(List<String> patients) {
        Map<String, Link> found = new HashMap<>();
        for (String patient : patients) {
            Link link = links.get(patient);
            if (link != null) {
                found.put(patient, link);
            }
        }
        return found;
    }

    @Override
    public void save(Collection<Link> made) {
        made.forEach(link -> links.put(link.patient(), link));
    }

    @Override
    public void eachLink(BiConsumer<String, String> reader) {
        links.values().forEach(link -> reader.accept(link.patient(), link.contact()));
    }

    @Override
    public long bytesOnDisk() {
        return 0;
    }

    @Override
    public void close() {}
}
