package io.tidelock.benchmarks.loop;

import io.tidelock.benchmarks.workload.Column;
import io.tidelock.benchmarks.workload.Row;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Stands for what a row holds: the first 128 bits of SHA-256. Not thread-safe. */
final class Digest {

    private static final int BYTES = 16;
    private static final Column[] COLUMNS = Column.values();

    private final MessageDigest sha;

    Digest() {
        try {
            this.sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    ByteBuffer of(Row row) {
        for (Column column : COLUMNS) {
            String cell = row.cell(column);
            if (cell != null) {
                sha.update(cell.getBytes(StandardCharsets.UTF_8));
            }
            sha.update((byte) 0);
        }
        return ByteBuffer.wrap(Arrays.copyOf(sha.digest(), BYTES));
    }
}
