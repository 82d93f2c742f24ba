package io.tidelock.testkit.simulation;

/** A guarantee does not hold. */
final class Broken extends AssertionError {

    private static final long serialVersionUID = 1L;

    private final Guarantee guarantee;

    Broken(Guarantee guarantee, String what) {
        super(what);
        this.guarantee = guarantee;
    }

    Guarantee guarantee() {
        return guarantee;
    }
}
