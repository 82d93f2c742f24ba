package io.tidelock.examples.demo;

import java.io.PrintStream;

/** Prints what the demo claims and whether it is so; the exit code is made of it. */
final class Claims {

    private final PrintStream out;
    private int broken;

    Claims(PrintStream out) {
        this.out = out;
    }

    void that(String claim, boolean holds) {
        out.println((holds ? "  ok    " : "  WRONG ") + claim);
        broken += holds ? 0 : 1;
    }

    boolean allHold() {
        return broken == 0;
    }
}
