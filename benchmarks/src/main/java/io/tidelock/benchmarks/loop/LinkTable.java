package io.tidelock.benchmarks.loop;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Where links are kept. */
public interface LinkTable {

    /** Returns the links of up to 100 patients, by patient. */
    Map<String, Link> load(List<String> patients);

    /** Adds links, or puts them in the place of those that the patients had. */
    void save(Collection<Link> links);
}
