package io.tidelock.jdbc;

import io.tidelock.store.Fingerprint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads what {@link PackWriter} packed. */
final class PackReader {

    private static final int SEVEN_BITS = 0x7F;

    private final ByteBuffer in;

    PackReader(byte[] packed) {
        this.in = ByteBuffer.wrap(packed);
    }

    long number() {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            require(shift < Long.SIZE && in.hasRemaining());
            next = in.get();
            value |= (long) (next & SEVEN_BITS) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }

    int integer() {
        long number = number();
        require(number == (int) number);
        return (int) number;
    }

    boolean flag() {
        return number() != 0;
    }

    Instant moment() {
        long zigzag = number();
        try {
            return Instant.ofEpochSecond((zigzag >>> 1) ^ -(zigzag & 1), number());
        } catch (DateTimeException | ArithmeticException beyond) {
            throw StoreFormatException.damaged();
        }
    }

    @Nullable
    Instant momentOrNull() {
        return flag() ? moment() : null;
    }

    String text() {
        return Texts.fromColumn(new String(bytes(), StandardCharsets.UTF_8));
    }

    byte[] bytes() {
        int length = integer();
        require(length >= 0 && length <= in.remaining());
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    /** Returns how many things follow, each of so many bytes at least. */
    int count(int bytesEach) {
        int count = integer();
        require(count >= 0 && count <= in.remaining() / bytesEach);
        return count;
    }

    Fingerprint fingerprint() {
        require(in.remaining() >= 2 * Long.BYTES);
        return new Fingerprint(in.getLong(), in.getLong());
    }

    @Nullable
    Fingerprint fingerprintOrNull() {
        return flag() ? fingerprint() : null;
    }

    StoredRef ref() {
        return new StoredRef(text(), integer(), text());
    }

    /** Reads the format that a value begins with. */
    void format(int known) {
        if (formatUpTo(known) != known) {
            throw StoreFormatException.damaged();
        }
    }

    /** Reads the format that a value begins with, where earlier ones are known, too. */
    int formatUpTo(int known) {
        int format = integer();
        if (format < 1 || format > known) {
            throw new StoreFormatException("A stored value has format " + format + ", this release knows " + known
                    + ": a newer release wrote it; update this node");
        }
        return format;
    }

    /** A length that was never written must not become an array. */
    private static void require(boolean whole) {
        if (!whole) {
            throw StoreFormatException.damaged();
        }
    }
}
