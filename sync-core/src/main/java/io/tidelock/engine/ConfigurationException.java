package io.tidelock.engine;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Says everything that is wrong with a configuration, at once. Correct all of it and build again. Thrown by {@code build()},
 * and by passes where only the store can tell; whoever throws it has called no system and changed nothing.
 */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * Says what is wrong.
     *
     * @param problems all of it
     */
    public ConfigurationException(List<Problem> problems) {
        super(problems.stream()
                .map(Problem::toString)
                .collect(Collectors.joining("\n- ", "The sync cannot run as it is set up:\n- ", "")));
        this.problems = List.copyOf(problems);
    }

    /** Returns the problems. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * One thing that is wrong.
     *
     * @param where the flow, mapping or setting
     * @param what what is wrong with it
     * @param remedy what to do
     */
    public record Problem(String where, String what, String remedy) {
        @Override
        public String toString() {
            return where + ": " + what + ". " + remedy + ".";
        }
    }
}
