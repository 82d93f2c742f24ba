package io.tidelock.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What a fuzzer made, as the thing that a parser is given, and how long that parser may take. */
public final class Fuzzed {

    /** How long each target is fuzzed on demand. */
    public static final String TIME = "60s";

    private static final int LONG = 1 << 16;
    private static final long MOST_SECONDS = 3;

    private Fuzzed() {}

    /** Reads text: UTF-8, but UTF-16 behind a 0xFF, so that halves of surrogate pairs occur. */
    public static String text(byte[] input) {
        return input.length > 0 && input[0] == -1 ? utf16(input) : new String(input, StandardCharsets.UTF_8);
    }

    private static String utf16(byte[] input) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i + 1 < input.length; i += 2) {
            text.append((char) ((input[i] << 8) | (input[i + 1] & 0xFF)));
        }
        return text.toString();
    }

    /** Repeats a text up to 64 K characters: what is harmless once may take for ever in a row. */
    public static String long64(String text) {
        return text.isEmpty() ? text : text.repeat(Math.max(1, LONG / text.length()));
    }

    /** Runs a parser; on these sizes it has to be through in a moment, on a busy machine too. */
    public static <T> T soon(Supplier<T> parser) {
        long start = processorTime();
        T result = parser.get();
        assertThat(TimeUnit.NANOSECONDS.toSeconds(processorTime() - start))
                .as("seconds of processor time")
                .isLessThanOrEqualTo(MOST_SECONDS);
        return result;
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
