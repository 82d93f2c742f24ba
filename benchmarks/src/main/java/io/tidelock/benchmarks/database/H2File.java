package io.tidelock.benchmarks.database;

import com.zaxxer.hikari.HikariDataSource;
import io.tidelock.benchmarks.loop.Link;
import io.tidelock.benchmarks.loop.LinkTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * An H2 file behind a pool, with the table of links in it. By itself H2 writes half a second after the commit; when it is to
 * be durable, each commit of links is followed by a checkpoint, so that nothing acknowledged is lost.
 */
public final class H2File implements Database, LinkTable {

    private static final String IN_100 = String.join(", ", Collections.nCopies(100, "?"));

    private final Path file;
    private final HikariDataSource pool = new HikariDataSource();
    private final JdbcTemplate jdbc;
    private final boolean durable;

    /** Makes a database in a directory. */
    public H2File(Path directory, boolean durable) {
        this.durable = durable;
        this.file = directory.resolve("links.mv.db");
        pool.setJdbcUrl("jdbc:h2:file:" + directory.resolve("links").toAbsolutePath());
        this.jdbc = new JdbcTemplate(pool);
        jdbc.execute(
                "CREATE TABLE links (patient VARCHAR(40) PRIMARY KEY, contact VARCHAR(40) NOT NULL, base BINARY(16))");
    }

    @Override
    public DataSource dataSource() {
        return pool;
    }

    /** Returns a way to run SQL on it. */
    public JdbcTemplate jdbc() {
        return jdbc;
    }

    /** Waits for the disk once the transaction at hand is committed, if it is to be durable. */
    public void checkpointAfterCommit() {
        if (durable) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    jdbc.execute("CHECKPOINT SYNC");
                }
            });
        }
    }

    @Override
    public Map<String, Link> load(List<String> patients) {
        Map<String, Link> found = new HashMap<>();
        Object[] asked = new Object[100];
        for (int i = 0; i < asked.length; i++) {
            asked[i] = patients.get(Math.min(i, patients.size() - 1));
        }
        jdbc.query(
                "SELECT patient, contact, base FROM links WHERE patient IN (" + IN_100 + ")",
                row -> {
                    Link link = new Link(row.getString(1), row.getString(2), ByteBuffer.wrap(row.getBytes(3)));
                    found.put(link.patient(), link);
                },
                asked);
        return found;
    }

    @Override
    public void save(Collection<Link> links) {
        jdbc.batchUpdate(
                "MERGE INTO links (patient, contact, base) KEY (patient) VALUES (?, ?, ?)", links, 100, (row, link) -> {
                    row.setString(1, link.patient());
                    row.setString(2, link.contact());
                    row.setBytes(3, link.base().array());
                });
    }

    /** Shows every link. */
    public void eachLink(BiConsumer<String, String> reader) {
        jdbc.query("SELECT patient, contact FROM links", row -> {
            reader.accept(row.getString(1), row.getString(2));
        });
    }

    @Override
    public long bytesOnDisk() {
        jdbc.execute("CHECKPOINT SYNC");
        try {
            return Files.size(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
