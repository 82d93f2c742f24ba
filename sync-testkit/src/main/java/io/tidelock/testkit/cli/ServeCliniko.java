package io.tidelock.testkit.cli;

import io.tidelock.testkit.fake.FakeHttp;
import io.tidelock.testkit.fake.cliniko.FakeCliniko;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves the fake Cliniko on the system's clock. */
@Command(
        name = "cliniko",
        description = "Serves a clinic on Cliniko's REST API v1.",
        footer = {
            "",
            "Ask it as you would ask Cliniko:",
            "  curl -u fake-key-au1: -A 'Demo (me@example.com)' \\",
            "    http://127.0.0.1:PORT/v1/patients"
        },
        sortOptions = false)
final class ServeCliniko implements Callable<FakeHttp> {

    @Mixin
    private final Listening listening = new Listening();

    @Option(
            names = {"--key", "--token"},
            paramLabel = "KEY",
            converter = Values.Secret.class,
            description = "the only API key it takes, with or without a shard such as -au1; fake-key-au1 by default")
    private String key = "fake-key-au1";

    @Option(
            names = "--rate-limit",
            paramLabel = "on|off|N",
            converter = PerMinute.class,
            description = "requests a minute; on, the default, is Cliniko's 200")
    private int perMinute = PerMinute.ON;

    @Option(
            names = "--patients",
            converter = Values.Count.class,
            paramLabel = "N",
            description = "how many invented patients it starts with, unless --state holds some; none by default")
    private int patients;

    @Override
    public FakeHttp call() {
        FakeCliniko.Builder described =
                FakeCliniko.builder().apiKey(key).rateLimit(perMinute).seed(listening.seed());
        listening.state().ifPresent(described::state);
        FakeCliniko clinic = described.build();
        if (clinic.records("patients") == 0) {
            clinic.loadPatients(patients);
        }
        return listening.serve(clinic);
    }

    /** How many requests a minute are allowed. */
    static final class PerMinute implements ITypeConverter<Integer> {

        private static final int ON = 200;

        @Override
        public Integer convert(String text) {
            return switch (text) {
                case "on" -> ON;
                case "off" -> 0;
                default -> Values.number(text, 1_000_000, "a limit; write on, off or a number of requests a minute");
            };
        }
    }
}
