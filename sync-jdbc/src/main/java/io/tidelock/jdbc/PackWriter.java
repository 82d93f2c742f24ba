package io.tidelock.jdbc;

import io.tidelock.store.Fingerprint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Packs a value into bytes: small numbers into few, fingerprints as they are. {@link PackReader} reads them. */
final class PackWriter {

    private static final int SEVEN_BITS = 0x7F;

    private ByteBuffer out = ByteBuffer.allocate(128);

    PackWriter number(long value) {
        room(10);
        long rest = value;
        while ((rest & ~SEVEN_BITS) != 0) {
            out.put((byte) ((rest & SEVEN_BITS) | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
        return this;
    }

    PackWriter flag(boolean value) {
        return number(value ? 1 : 0);
    }

    PackWriter moment(Instant value) {
        long seconds = value.getEpochSecond();
        return number((seconds << 1) ^ (seconds >> 63)).number(value.getNano());
    }

    PackWriter momentOrNull(@Nullable Instant value) {
        flag(value != null);
        return value == null ? this : moment(value);
    }

    PackWriter text(String value) {
        byte[] bytes = Texts.toColumn(value).getBytes(StandardCharsets.UTF_8);
        number(bytes.length).room(bytes.length);
        out.put(bytes);
        return this;
    }

    PackWriter bytes(byte[] value) {
        number(value.length).room(value.length);
        out.put(value);
        return this;
    }

    PackWriter fingerprint(Fingerprint value) {
        room(2 * Long.BYTES);
        out.putLong(value.high()).putLong(value.low());
        return this;
    }

    PackWriter fingerprintOrNull(@Nullable Fingerprint value) {
        flag(value != null);
        return value == null ? this : fingerprint(value);
    }

    PackWriter ref(StoredRef ref) {
        return text(ref.id()).number(ref.type()).text(ref.part());
    }

    byte[] toBytes() {
        return Arrays.copyOf(out.array(), out.position());
    }

    private void room(int bytes) {
        if (out.remaining() < bytes) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(out.capacity() * 2, out.position() + bytes));
            out = larger.put(out.flip());
        }
    }
}
