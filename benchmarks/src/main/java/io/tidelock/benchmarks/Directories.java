package io.tidelock.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Makes directories for databases, and removes them. */
final class Directories {

    private Directories() {}

    /** Makes a fresh directory within another one, or among the system's temporary ones if that is null. */
    static Path fresh(@org.jspecify.annotations.Nullable Path within, String name) throws IOException {
        return within == null
                ? Files.createTempDirectory("tidelock-" + name)
                : Files.createTempDirectory(Files.createDirectories(within), name);
    }

    /** Removes a directory and what is in it. */
    static void remove(Path directory) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(directory)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
