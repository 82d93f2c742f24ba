package io.tidelock.testkit.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps what a fake knows in a file, so that it outlives the process. Written as a whole and replaced at once: whoever dies
 * meanwhile leaves the state before or the state after. Not thread-safe, and for one process at a time.
 */
public final class StateFile {

    private final Path file;
    private boolean outdated;

    private StateFile(Path file) {
        this.file = file;
    }

    /** Names a file, which need not exist yet. */
    public static StateFile at(Path file) {
        return new StateFile(file);
    }

    /**
     * Returns what was written last; empty when there is no file.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    public Optional<String> read() {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot read " + file + ": " + failed.getMessage(), failed);
        }
    }

    /** Remembers that the file does not show the state any more. */
    public void outdate() {
        outdated = true;
    }

    /**
     * Writes the state if the file does not show it any more, and returns when it is on the disk: to be called before anybody
     * is told of it.
     *
     * @throws UncheckedIOException if it cannot be written; the file is as it was
     */
    public void settle(Supplier<String> state) {
        if (outdated) {
            write(state.get());
            outdated = false;
        }
    }

    /** Returns where it is. */
    @Override
    public String toString() {
        return file.toString();
    }

    private void write(String state) {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer bytes = ByteBuffer.wrap(state.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot write " + file + ": " + failed.getMessage(), failed);
        }
    }
}
