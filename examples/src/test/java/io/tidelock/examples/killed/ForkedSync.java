package io.tidelock.examples.killed;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A {@link KilledChild} from the outside. */
final class ForkedSync implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter orders;

    private ForkedSync(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Starts the process; what it complains of goes to a file. */
    static ForkedSync start(Path complaints, String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                KilledChild.class.getName()));
        command.addAll(List.of(args));
        try {
            return new ForkedSync(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(complaints.toFile()))
                    .start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Gives an order and waits for the answer; empty when the process died over it. */
    Optional<String> order(String line) {
        try {
            orders.write(line + "\n");
            orders.flush();
        } catch (IOException died) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(answers.readLine());
        } catch (IOException died) {
            return Optional.empty();
        }
    }

    /** Kills it at once, as {@code kill -9} does, and waits until it is gone. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    int awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The process does not end");
            }
            return process.exitValue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Lets it end by itself. */
    @Override
    public void close() {
        try {
            orders.close();
        } catch (IOException died) {
            // then it needs no word to end
        }
        awaitEnd();
    }
}
