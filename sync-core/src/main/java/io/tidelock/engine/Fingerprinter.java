package io.tidelock.engine;

import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Field;
import io.tidelock.record.FieldType;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.Record;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.store.Fingerprint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns values into fingerprints: HMAC-SHA-256 under the host's key, cut to 128 bits, with the integration, the mapping and
 * the side in the hashed text, so that equal values in different places cannot be told to be equal. Not thread-safe.
 */
final class Fingerprinter {

    private final Mac mac;
    private final IntegrationId integration;

    Fingerprinter(byte[] key, IntegrationId integration) {
        try {
            this.mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", impossible);
        }
        this.integration = integration;
    }

    /** Returns a key's short id, which tells nothing about the key; never 0. */
    static int keyId(byte[] key) {
        Fingerprinter any = new Fingerprinter(key, IntegrationId.of("any"));
        any.begin("key id");
        return Math.max(1, (int) any.finish().high() & Integer.MAX_VALUE);
    }

    /** Stands for what one field shows; an absent value counts as null. */
    Fingerprint field(Flow flow, FieldMapping mapping, Side side, Value value) {
        begin("field", integration.value(), flow.id(), mapping.id(), side.name());
        addValue(mapping.field(side), value);
        return finish();
    }

    /** Stands for a value that a field showed once and that nobody can name: no value has it. */
    Fingerprint somethingElse(Flow flow, FieldMapping mapping, Side side) {
        begin("something else", integration.value(), flow.id(), mapping.id(), side.name());
        return finish();
    }

    /** Stands for one element of a set, as the target shows it. */
    Fingerprint member(Flow flow, FieldMapping mapping, String element) {
        begin("member", integration.value(), flow.id(), mapping.id(), element);
        return finish();
    }

    /** Stands for everything the flow reads of a record, and for what it says about it: another plan knows no digest. */
    Fingerprint digest(Flow flow, Side side, Record record) {
        begin("record", integration.value(), flow.id(), side.name(), flow.fingerprint());
        for (FieldMapping mapping : flow.mappings()) {
            addValue(mapping.field(side), mapping.shown(side, record));
        }
        if (side == Side.SOURCE) {
            flow.alsoRead().forEach(field -> addValue(Optional.of(field), record.value(field)));
        }
        return finish();
    }

    /** Stands for a match key. */
    Fingerprint key(String kind, List<String> parts) {
        begin("key", integration.value(), kind);
        parts.forEach(this::add);
        return finish();
    }

    private void addValue(Optional<Field> field, Value value) {
        if (value.isAbsent()) {
            add("null");
        } else {
            FieldType type = field.map(Field::type).orElse(FieldType.TEXT);
            add(type + "@" + type.version());
            add(type.canonical(value));
        }
    }

    /** Begins with nothing left of a text that could not be read to its end. */
    private void begin(String... texts) {
        mac.reset();
        add(texts);
    }

    private void add(String... texts) {
        for (String text : texts) {
            byte[] bytes = bytes(text);
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            mac.update(bytes);
        }
    }

    /** UTF-8 gives every lone surrogate the same byte; text that holds one is hashed as it stands. */
    private static byte[] bytes(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (!holdsSurrogates(text) || new String(utf8, StandardCharsets.UTF_8).equals(text)) {
            return utf8;
        }
        ByteBuffer raw =
                ByteBuffer.allocate(1 + text.length() * Character.BYTES).put((byte) 0xFF);
        text.chars().forEach(c -> raw.putChar((char) c));
        return raw.array();
    }

    private static boolean holdsSurrogates(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private Fingerprint finish() {
        ByteBuffer hash = ByteBuffer.wrap(mac.doFinal());
        return new Fingerprint(hash.getLong(), hash.getLong());
    }
}
