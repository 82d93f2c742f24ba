package io.tidelock.examples.demo;

import io.tidelock.examples.store.StorePlace;
import io.tidelock.testkit.fake.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What lies beside a demo's store: what both fakes hold, and how far the demo came. A demo has begun once that is noted; before,
 * whatever is there is left over. Without a durable store there are no files.
 */
final class DemoFiles {

    private static final List<String> VENDORS = List.of("cliniko", "hubspot");

    private final @Nullable Path base;

    /**
     * How far a demo came.
     *
     * @param integration its name in the store
     * @param ended whether it came to its end
     */
    record Progress(String integration, boolean ended) {}

    private DemoFiles(@Nullable Path base) {
        this.base = base;
    }

    static DemoFiles beside(StorePlace store) {
        return new DemoFiles(
                store.isDurable()
                        ? store.file().orElse(DemoMain.FOLDER.resolve("postgresql-" + store.nickname()))
                        : null);
    }

    /** Returns where a fake keeps its state. */
    Optional<Path> state(String vendor) {
        return Optional.ofNullable(base).map(path -> path.resolveSibling(path.getFileName() + "-" + vendor + ".json"));
    }

    private Optional<Path> progress() {
        return Optional.ofNullable(base).map(path -> path.resolveSibling(path.getFileName() + "-demo.txt"));
    }

    /** Returns how far the demo came that has begun here; empty when none has. */
    Optional<Progress> read() {
        return progress().flatMap(file -> StateFile.at(file).read()).map(text -> {
            List<String> lines = text.lines().toList();
            return new Progress(lines.get(0), lines.contains("ended"));
        });
    }

    /** Notes how far it came. */
    void note(Progress now) {
        progress().map(StateFile::at).ifPresent(file -> {
            file.outdate();
            file.settle(() -> now.integration() + "\n" + (now.ended() ? "ended" : "goes on") + "\n");
        });
    }

    /** Removes what the demo before left, first the note that there is something. The store is nobody's to remove. */
    void forget() throws IOException {
        if (progress().isPresent()) {
            Files.deleteIfExists(progress().get());
        }
        for (String vendor : VENDORS) {
            if (state(vendor).isPresent()) {
                Files.deleteIfExists(state(vendor).get());
            }
        }
    }
}
