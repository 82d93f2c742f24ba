package io.tidelock.engine;

import io.tidelock.mapping.Flow;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.Side;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The id that all attempts to create the counterpart of one record share. Made of ids alone and of no key, so that an
 * attempt after the fingerprint key changed is the same attempt still, to us and to a system that recognises repetitions.
 */
final class CreationId {

    private static final int BYTES = 16;

    private CreationId() {}

    /** Returns the id for the counterpart of a record that stands at a side. */
    static String of(IntegrationId integration, Flow flow, Side side, String recordId) {
        MessageDigest hash = sha256();
        for (String text : List.of("creation", integration.value(), flow.id(), side.name(), recordId)) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            hash.update(bytes);
        }
        return HexFormat.of().formatHex(Arrays.copyOf(hash.digest(), BYTES));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
