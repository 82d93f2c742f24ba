package io.tidelock.engine;

import io.tidelock.mapping.Flow;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The id that all attempts share to create, or to remove, the counterpart of one record. Made of ids alone and of no key, so
 * that an attempt after the fingerprint key changed is the same attempt still, to us and to a system that recognises
 * repetitions.
 */
final class AttemptId {

    private static final int BYTES = 16;

    private AttemptId() {}

    /** Returns the id for creating the counterpart of a record that stands at a side. */
    static String ofCreation(IntegrationId integration, Flow flow, Side side, String recordId) {
        return of("creation", integration.value(), flow.id(), side.name(), recordId);
    }

    /** Returns the id for removing the counterpart of a source record, or of a part of one. */
    static String ofRemoval(IntegrationId integration, Flow flow, RecordRef source) {
        return of("removal", integration.value(), flow.id(), source.id(), source.part());
    }

    private static String of(String... texts) {
        MessageDigest hash = Sha256.digest();
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            hash.update(ByteBuffer.allocate(Integer.BYTES + bytes.length)
                    .putInt(bytes.length)
                    .put(bytes)
                    .array());
        }
        return HexFormat.of().formatHex(hash.digest(), 0, BYTES);
    }
}
