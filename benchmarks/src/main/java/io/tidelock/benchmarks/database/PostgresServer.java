package io.tidelock.benchmarks.database;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A PostgreSQL server of its own, which waits for the disk with every commit. */
public final class PostgresServer implements Database {

    private final EmbeddedPostgres server;
    private final Path postmaster;
    private final HikariDataSource pool = new HikariDataSource();

    /** Starts a server that keeps its data in a directory. */
    public PostgresServer(Path directory) {
        this.postmaster = directory.resolve("postgres").resolve("postmaster.pid");
        try {
            this.server = EmbeddedPostgres.builder()
                    .setDataDirectory(directory.resolve("postgres"))
                    .setServerConfig("fsync", "on") // the embedded server has it off
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        pool.setDataSource(server.getDatabase("postgres", "postgres", Map.of("reWriteBatchedInserts", "true")));
        requireDurable();
    }

    private void requireDurable() {
        for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
            String value = ask("SHOW " + setting);
            if (!value.equals("on")) {
                throw new IllegalStateException(setting + " is " + value);
            }
        }
    }

    private String ask(String question) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        } catch (SQLException failed) {
            throw new IllegalStateException("PostgreSQL did not answer " + question, failed);
        }
    }

    /** Returns where other processes find it. */
    public String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    @Override
    public DataSource dataSource() {
        return pool;
    }

    @Override
    public long bytesOnDisk() {
        return Long.parseLong(ask("SELECT pg_database_size(current_database())"));
    }

    /** Counts the server and those of its processes that still serve a connection. */
    @Override
    public Duration serverTime() {
        try {
            long pid = Long.parseLong(Files.readAllLines(postmaster).get(0).trim());
            return ProcessHandle.of(pid).stream()
                    .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
                    .flatMap(process -> process.info().totalCpuDuration().stream())
                    .reduce(Duration.ZERO, Duration::plus);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void close() {
        pool.close();
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
