package io.tidelock.jdbc;

import java.io.Serial;

/** Something was in the way of a commit that was written in the hope that nothing is: it is undone and written with care. */
final class Collision extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    Collision() {
        super("Something was in the way of a commit");
    }
}
