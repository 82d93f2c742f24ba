package io.tidelock.examples.demo;

import java.io.PrintWriter;

/** Prints what the demo claims and whether it is so; the exit code is made of it. */
final class Claims {

    private final PrintWriter out;
    private int broken;

    Claims(PrintWriter out) {
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
