package io.tidelock.examples.demo;

import io.tidelock.engine.SyncListener;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict;
import java.io.PrintWriter;

/** Draws a bar while patients become contacts, if any do; on a terminal in place, elsewhere one line at the end. */
final class Progress implements SyncListener {

    private static final int WIDTH = 40;

    private final PrintWriter out;
    private final int expected;
    private final boolean terminal;
    private int done;
    private boolean drawing = true;

    Progress(PrintWriter out, int expected, boolean terminal) {
        this.out = out;
        this.expected = expected;
        this.terminal = terminal;
    }

    @Override
    public void onVerdict(Verdict verdict) {
        done++;
        if (terminal && drawing && (done % 10 == 0 || done == expected)) {
            out.print("\r" + bar());
            out.flush();
        }
    }

    @Override
    public void onPass(SyncReport report) {
        if (drawing && done > 0) {
            out.println((terminal ? "\r" : "") + bar());
            drawing = false;
        }
    }

    private String bar() {
        int filled = expected == 0 ? WIDTH : Math.min(WIDTH, WIDTH * done / expected);
        return "  [" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + done + " of " + expected;
    }
}
