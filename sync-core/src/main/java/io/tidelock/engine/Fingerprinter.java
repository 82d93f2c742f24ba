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
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns values into fingerprints: HMAC-SHA-256 under the host's key, cut to 128 bits, with the integration, the mapping and
 * the side in the hashed text, so that equal values in different places cannot be told to be equal. Not thread-safe.
 */
final class Fingerprinter {

    private static final VarHandle LENGTH = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle HALF = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int FIRST_BEYOND_ASCII = 0x80;

    private final Mac mac;
    private final IntegrationId integration;
    private final Map<FieldType, String> named = new EnumMap<>(FieldType.class);
    private final byte[] hash;
    private byte[] text = new byte[1024];
    private int length;

    Fingerprinter(byte[] key, IntegrationId integration) {
        try {
            this.mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", impossible);
        }
        this.integration = integration;
        this.hash = new byte[mac.getMacLength()];
    }

    /** Returns a key's short id, which tells nothing about the key; never 0. */
    static int keyId(byte[] key) {
        Fingerprinter any = new Fingerprinter(key, IntegrationId.of("any"));
        any.add("key id");
        return Math.max(1, (int) any.finish().high() & Integer.MAX_VALUE);
    }

    /** Stands for what one field shows; an absent value counts as null. */
    Fingerprint field(Flow flow, FieldMapping mapping, Side side, Value value) {
        begin("field", flow, mapping, side.name());
        addValue(mapping.field(side), value);
        return finish();
    }

    /** Stands for a value that a field showed once and that nobody can name: no value has it. */
    Fingerprint somethingElse(Flow flow, FieldMapping mapping, Side side) {
        begin("something else", flow, mapping, side.name());
        return finish();
    }

    /** Stands for one element of a set, as the target shows it. */
    Fingerprint member(Flow flow, FieldMapping mapping, String element) {
        begin("member", flow, mapping, element);
        return finish();
    }

    /** Stands for an element of a set that an undo left at one side only, as the target shows it. */
    Fingerprint undone(Flow flow, FieldMapping mapping, String element) {
        begin("undone", flow, mapping, element);
        return finish();
    }

    /** Stands for everything the flow reads of a record, and for what it says about it: another plan knows no digest. */
    Fingerprint digest(Flow flow, Side side, Record record) {
        begin("record");
        add(flow.id());
        add(side.name());
        add(flow.fingerprint());
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
        begin("key");
        add(kind);
        parts.forEach(this::add);
        return finish();
    }

    private void addValue(Optional<Field> field, Value value) {
        if (value.isAbsent()) {
            add("null");
        } else {
            FieldType type = field.map(Field::type).orElse(FieldType.TEXT);
            add(named.computeIfAbsent(type, t -> t + "@" + t.version()));
            addCanonical(type, value);
        }
    }

    /** Adds {@link FieldType#canonical} without making that text: there is one for each field of each record. */
    private void addCanonical(FieldType type, Value value) {
        if (value.isNull()) {
            add(type.canonical(value));
        } else {
            add("=", type.comparable(value));
        }
    }

    /** Begins with nothing left of a text that could not be read to its end. */
    private void begin(String what) {
        length = 0;
        add(what);
        add(integration.value());
    }

    private void begin(String what, Flow flow, FieldMapping mapping, String of) {
        begin(what);
        add(flow.id());
        add(mapping.id());
        add(of);
    }

    private void add(String part) {
        add("", part);
    }

    /** Adds a text, which comes in two pieces, behind its length, so that no two lists of texts look the same. */
    private void add(String mark, String part) {
        int start = length;
        room(Integer.BYTES);
        length += Integer.BYTES;
        if (append(mark) && append(part)) {
            LENGTH.set(text, start, length - start - Integer.BYTES);
        } else {
            length = start;
            add(bytes(mark + part));
        }
    }

    /** Appends a text if it is ASCII, and tells whether it was. */
    private boolean append(String part) {
        room(part.length());
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c >= FIRST_BEYOND_ASCII) {
                return false;
            }
            text[length++] = (byte) c;
        }
        return true;
    }

    private void add(byte[] part) {
        room(Integer.BYTES + part.length);
        LENGTH.set(text, length, part.length);
        System.arraycopy(part, 0, text, length + Integer.BYTES, part.length);
        length += Integer.BYTES + part.length;
    }

    private void room(int bytes) {
        if (text.length - length < bytes) {
            text = Arrays.copyOf(text, Math.max(text.length * 2, length + bytes));
        }
    }

    /** UTF-8 gives every lone surrogate the same byte; text that holds one is hashed as it stands. */
    private static byte[] bytes(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (new String(utf8, StandardCharsets.UTF_8).equals(text)) {
            return utf8;
        }
        ByteBuffer raw =
                ByteBuffer.allocate(1 + text.length() * Character.BYTES).put((byte) 0xFF);
        text.chars().forEach(c -> raw.putChar((char) c));
        return raw.array();
    }

    private Fingerprint finish() {
        mac.update(text, 0, length);
        try {
            mac.doFinal(hash, 0);
        } catch (ShortBufferException impossible) {
            throw new IllegalStateException("HmacSHA256 gives as many bytes as it says", impossible);
        }
        return new Fingerprint((long) HALF.get(hash, 0), (long) HALF.get(hash, Long.BYTES));
    }
}
