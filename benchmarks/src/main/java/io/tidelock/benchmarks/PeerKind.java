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
    BOUND("bound"),
    TIDELOCK_MEMORY("tidelock-memory"),
    TIDELOCK_SQLITE("tidelock-sqlite"),
    TIDELOCK_POSTGRES("tidelock-postgres"),
    JDBC_SQLITE("jdbc-sqlite"),
    JDBC_POSTGRES("jdbc-postgres"),
    SPRING_BATCH("spring-batch"),
    SPRING_BATCH_DURABLE("spring-batch-durable"),
    CAMEL("camel"),
    CAMEL_DURABLE("camel-durable");

    private final String label;

    PeerKind(String label) {
        this.label = label;
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
}
