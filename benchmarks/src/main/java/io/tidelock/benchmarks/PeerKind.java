package io.tidelock.benchmarks;

import io.tidelock.benchmarks.bound.HashMapPeer;
import io.tidelock.benchmarks.camel.CamelPeer;
import io.tidelock.benchmarks.database.H2File;
import io.tidelock.benchmarks.database.PostgresServer;
import io.tidelock.benchmarks.database.SqliteFile;
import io.tidelock.benchmarks.jdbc.JdbcPeer;
import io.tidelock.benchmarks.spring.SpringBatchPeer;
import io.tidelock.benchmarks.tidelock.TidelockPeer;
import io.tidelock.benchmarks.workload.Peer;
import io.tidelock.benchmarks.workload.Workload;
import java.nio.file.Path;

/** Who takes part. Every one of them works in a directory of its own. */
enum PeerKind {
    BOUND("bound", Keeps.NOTHING),
    TIDELOCK_MEMORY("tidelock-memory", Keeps.NOTHING),
    TIDELOCK_SQLITE("tidelock-sqlite", Keeps.SQLITE),
    TIDELOCK_POSTGRES("tidelock-postgres", Keeps.POSTGRES),
    JDBC_SQLITE("jdbc-sqlite", Keeps.SQLITE),
    JDBC_POSTGRES("jdbc-postgres", Keeps.POSTGRES),
    SPRING_BATCH("spring-batch", Keeps.H2),
    SPRING_BATCH_DURABLE("spring-batch-durable", Keeps.H2_DURABLE),
    CAMEL("camel", Keeps.H2),
    CAMEL_DURABLE("camel-durable", Keeps.H2_DURABLE);

    private final String label;
    private final String keeps;

    PeerKind(String label, String keeps) {
        this.label = label;
        this.keeps = keeps;
    }

    /** Returns in a few words where it keeps links and bases, and what survives when it is killed. */
    String keeps() {
        return keeps;
    }

    /** Makes one that keeps what it must keep in a directory. */
    Peer open(Workload work, Path directory) {
        return switch (this) {
            case BOUND -> new HashMapPeer(work);
            case TIDELOCK_MEMORY -> TidelockPeer.inMemory(work);
            case TIDELOCK_SQLITE -> TidelockPeer.on(work, new SqliteFile(directory));
            case TIDELOCK_POSTGRES -> TidelockPeer.on(work, new PostgresServer(directory));
            case JDBC_SQLITE -> new JdbcPeer(work, new SqliteFile(directory));
            case JDBC_POSTGRES -> new JdbcPeer(work, new PostgresServer(directory));
            case SPRING_BATCH -> new SpringBatchPeer(work, new H2File(directory, false));
            case SPRING_BATCH_DURABLE -> new SpringBatchPeer(work, new H2File(directory, true));
            case CAMEL -> new CamelPeer(work, new H2File(directory, false));
            case CAMEL_DURABLE -> new CamelPeer(work, new H2File(directory, true));
        };
    }

    /** Returns the name in figures and on the command line. */
    @Override
    public String toString() {
        return label;
    }

    private static final class Keeps {
        static final String NOTHING = "in memory";
        static final String SQLITE = "SQLite: WAL, synchronous=FULL";
        static final String POSTGRES = "PostgreSQL: fsync=on, synchronous_commit=on, full_page_writes=on";
        static final String H2 = "H2 as it comes: half a second of commits can be lost";
        static final String H2_DURABLE = "H2, CHECKPOINT SYNC after each page";

        private Keeps() {}
    }
}
