package io.tidelock.benchmarks.workload;

/** A peer did something wrong: its figures say nothing. */
public final class WrongResultException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** Says what is wrong. */
    public WrongResultException(String message) {
        super(message);
    }
}
