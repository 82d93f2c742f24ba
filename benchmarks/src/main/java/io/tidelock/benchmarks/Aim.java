package io.tidelock.benchmarks;

import io.tidelock.benchmarks.workload.Phase;
import java.util.List;

/**
 * How much faster a peer is to be than another one.
 *
 * @param phase in which phase
 * @param ours the one
 * @param theirs the other
 * @param factor so many times, at least
 */
record Aim(Phase phase, PeerKind ours, PeerKind theirs, double factor) {

    /** What the design aims at. */
    static final List<Aim> ALL = List.of(
            new Aim(Phase.INITIAL, PeerKind.TIDELOCK_SQLITE, PeerKind.SPRING_BATCH_DURABLE, 1.5),
            new Aim(Phase.INITIAL, PeerKind.TIDELOCK_SQLITE, PeerKind.CAMEL_DURABLE, 1.5),
            new Aim(Phase.INITIAL, PeerKind.TIDELOCK_SQLITE, PeerKind.JDBC_SQLITE, 1),
            new Aim(Phase.INITIAL, PeerKind.TIDELOCK_POSTGRES, PeerKind.JDBC_POSTGRES, 1),
            new Aim(Phase.NO_CHANGE, PeerKind.TIDELOCK_SQLITE, PeerKind.SPRING_BATCH_DURABLE, 2),
            new Aim(Phase.NO_CHANGE, PeerKind.TIDELOCK_SQLITE, PeerKind.JDBC_SQLITE, 1.2),
            new Aim(Phase.NO_CHANGE, PeerKind.TIDELOCK_POSTGRES, PeerKind.JDBC_POSTGRES, 1.2),
            new Aim(Phase.INITIAL, PeerKind.TIDELOCK_MEMORY, PeerKind.BOUND, 1 / 3.0),
            new Aim(Phase.NO_CHANGE, PeerKind.TIDELOCK_MEMORY, PeerKind.BOUND, 1 / 3.0),
            new Aim(Phase.CHANGED, PeerKind.TIDELOCK_MEMORY, PeerKind.BOUND, 1 / 3.0));
}
