package io.tidelock.examples.demo;

import io.tidelock.connector.Pause;
import io.tidelock.examples.demo.ClinikoExport.Row;
import io.tidelock.examples.store.StorePlace;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
        footer = {
            "",
            "What it holds lies in target/demo below the working directory unless --store says otherwise: the store, and"
                    + " beside it what both fakes hold. A second demo goes on where the first ended or was killed.",
            "Exit code: 0 all that was claimed holds, 1 something does not, 2 wrong arguments."
        })
public final class DemoMain implements Callable<Integer> {

    /** Where a demo lies unless somebody says otherwise. */
    static final Path FOLDER = Path.of("target", "demo");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--patients",
            paramLabel = "FILE",
            description = "a patients export of Cliniko's, as CSV; by default a thousand invented ones")
    private @Nullable Path file;

    @Option(
            names = "--store",
            paramLabel = "URL",
            converter = StorePlace.Converter.class,
            description = "where it is kept: " + StorePlace.WANTED + "; by default jdbc:sqlite:target/demo/store.db")
    private StorePlace store = StorePlace.of("jdbc:sqlite:" + FOLDER.resolve("store.db"));

    @Option(names = "--fresh", description = "starts over, whatever an earlier demo left")
    private boolean fresh;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (file != null && !Files.isRegularFile(file)) {
            throw new ParameterException(
                    spec.commandLine(), "--patients takes a file; there is none at " + file.toAbsolutePath());
        }
        PrintWriter out = spec.commandLine().getOut();
        DemoFiles files = DemoFiles.beside(store);
        Optional<DemoFiles.Progress> last = fresh ? Optional.empty() : files.read();
        if (last.isPresent() && file != null) {
            throw new ParameterException(
                    spec.commandLine(), "--patients is for a new demo, and there is one to go on with: add --fresh");
        }
        List<Row> export = last.isPresent() ? List.of() : ClinikoExport.read(file);
        if (last.isEmpty()) {
            files.forget();
        }
        String integration = last.map(DemoFiles.Progress::integration).orElse("demo-" + UUID.randomUUID());
        try (DemoWorld world = new DemoWorld(store, files, integration, Clock.systemUTC(), Pause.sleeping())) {
            out.println("cliniko on " + world.clinikoServer.url() + ", hubspot on " + world.hubspotServer.url());
            Demo demo = new Demo(world, out);
            return (last.isPresent() ? demo.resume(last.get().ended()) : demo.show(export)) ? 0 : 1;
        }
    }
}
