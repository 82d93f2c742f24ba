package io.tidelock.testkit.cli;

import io.tidelock.testkit.fake.FakeHttp;
import io.tidelock.testkit.fake.FakeServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options every fake has: where it listens, how slow it is, what it draws from. */
final class Listening {

    @Option(
            names = "--port",
            paramLabel = "PORT",
            converter = Values.Port.class,
            description = "where to listen; 0, the default, means a free port, which is then printed")
    private int port;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "an address of this machine; 127.0.0.1 by default")
    private String host = "127.0.0.1";

    @Option(
            names = "--latency",
            paramLabel = "DURATION",
            converter = Values.Length.class,
            description = "delays every answer, for instance 20ms; none by default")
    private Duration latency = Duration.ZERO;

    @Option(names = "--seed", paramLabel = "NUMBER", description = "what ids and chance are drawn from; 1 by default")
    private long seed = 1;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "keeps what it holds in this file and goes on from there at the next start; by default it is"
                    + " gone with the process. Written as a whole with every change: meant for thousands of records")
    private @Nullable Path state;

    /** Returns the file to keep the state in, if it is to be kept. */
    Optional<Path> state() {
        return Optional.ofNullable(state);
    }

    long seed() {
        return seed;
    }

    /** Opens the port. */
    FakeHttp serve(FakeServer fake) {
        return FakeHttp.serving(fake).latency(latency).start(host, port);
    }
}
