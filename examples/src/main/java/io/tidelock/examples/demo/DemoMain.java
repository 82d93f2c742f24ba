package io.tidelock.examples.demo;

import io.tidelock.examples.demo.ClinikoExport.Row;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Syncs a thousand patients to contacts over HTTP, offline, and checks everything it claims. */
@Command(
        name = "demo",
        description = "Syncs patients to a CRM against fake servers, offline, and checks the result.",
        footer = {"", "Exit code: 0 all that was claimed holds, 1 something does not, 2 wrong arguments."})
public final class DemoMain implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--patients",
            paramLabel = "FILE",
            description = "a patients export of Cliniko's, as CSV; by default a thousand invented ones")
    private @Nullable Path file;

    @Override
    public Integer call() throws IOException {
        if (file != null && !Files.isRegularFile(file)) {
            throw new ParameterException(
                    spec.commandLine(), "--patients takes a file; there is none at " + file.toAbsolutePath());
        }
        PrintWriter out = spec.commandLine().getOut();
        List<Row> export = ClinikoExport.read(file);
        try (DemoWorld world = new DemoWorld()) {
            out.println("cliniko on " + world.clinikoServer.url() + ", hubspot on " + world.hubspotServer.url());
            return new Demo(world, out).show(export) ? 0 : 1;
        }
    }
}
