package io.tidelock.benchmarks.workload;

import java.util.function.BiConsumer;

/** One way to do the work. Not thread-safe. */
public interface Peer extends AutoCloseable {

    /** Takes over everything that the source shows and that was not taken yet. Remembers how far it came, as its name says. */
    void sync();

    /** Shows every link that it keeps: the patient's id, and the contact's. */
    void eachLink(BiConsumer<String, String> reader);

    /** Returns how much its database takes on disk, with its journals; 0 where it has none. */
    long bytesOnDisk();

    @Override
    void close();
}
