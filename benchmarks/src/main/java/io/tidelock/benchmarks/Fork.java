package io.tidelock.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a command of this program in a JVM of its own, so that heap, compiled code and peak memory are its own. */
final class Fork {

    private Fork() {}

    /**
     * Runs it and returns the figures that it printed.
     *
     * @param options for the JVM
     * @throws IllegalStateException if it failed; it has said why
     */
    static Figures run(List<String> options, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        Process process =
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        Figures figures = new Figures();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(figures::read);
        } finally {
            if (process.isAlive() && Thread.currentThread().isInterrupted()) {
                process.destroy();
            }
        }
        int code = process.waitFor();
        if (code != 0) {
            throw new IllegalStateException(String.join(" ", arguments) + " failed with exit code " + code);
        }
        return figures;
    }
}
