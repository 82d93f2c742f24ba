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
import java.util.Arrays;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Turns values into fingerprints: HMAC-SHA-256 under the host's key, cut to 128 bits, with the integration, the mapping and
 * the side in the hashed text, so that equal values in different places cannot be told to be equal. Not thread-safe.
 */
final class Fingerprinter {

    private static final VarHandle LENGTH = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle HALF = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int FIRST_BEYOND_ASCII = 0x80;

    private final KeyedHash keyed;
    private final IntegrationId integration;
    private final Map<FieldType, String> named = new EnumMap<>(FieldType.class);
    private final KeyedHash.Beginning nothing;
    private final IdentityHashMap<FieldMapping, FieldTexts> fields = new IdentityHashMap<>();
    private final IdentityHashMap<Flow, RecordTexts> records = new IdentityHashMap<>();
    private final byte[] hash = new byte[KeyedHash.BYTES];
    private KeyedHash.Beginning begun;
    private byte[] text = new byte[1024];
    private int length;

    Fingerprinter(byte[] key, IntegrationId integration) {
        this(KeyedHash.under(key), integration);
    }

    private Fingerprinter(KeyedHash keyed, IntegrationId integration) {
        this.keyed = keyed;
        this.integration = integration;
        for (FieldType type : FieldType.values()) {
            named.put(type, type + "@" + type.version());
        }
        this.nothing = keyed.beginning(text, 0);
        this.begun = nothing;
    }

    /** Returns one under the same key that has worked nothing out yet. */
    Fingerprinter afresh() {
        return new Fingerprinter(keyed, integration);
    }

    /** Returns a key's short id, which tells nothing about the key; never 0. */
    static int keyId(byte[] key) {
        Fingerprinter any = new Fingerprinter(key, IntegrationId.of("any"));
        any.add("key id");
        return Math.max(1, (int) any.finish().high() & Integer.MAX_VALUE);
    }

    /** What is hashed before the value that a mapping's field shows at each side of a flow. */
    private record FieldTexts(Flow flow, KeyedHash.Beginning atSource, KeyedHash.Beginning atTarget) {}

    /** Stands for what one field shows; an absent value counts as null. */
    Fingerprint field(Flow flow, FieldMapping mapping, Side side, Value value) {
        if (value.isAbsent()) {
            begin("field", flow, mapping, side.name());
            add("null");
        } else {
            FieldTexts texts = fields.get(mapping);
            if (texts == null || texts.flow != flow) {
                texts = new FieldTexts(
                        flow, beginning(flow, mapping, Side.SOURCE), beginning(flow, mapping, Side.TARGET));
                fields.put(mapping, texts);
            }
            begin(side == Side.SOURCE ? texts.atSource : texts.atTarget);
            addCanonical(typeOf(mapping.field(side)), value);
        }
        return finish();
    }

    private KeyedHash.Beginning beginning(Flow flow, FieldMapping mapping, Side side) {
        begin("field", flow, mapping, side.name());
        addType(typeOf(mapping.field(side)));
        return keyed.beginning(text, length);
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

    /** What is hashed before what a record of each side of a flow shows. */
    private record RecordTexts(KeyedHash.Beginning atSource, KeyedHash.Beginning atTarget) {}

    /** Stands for everything the flow reads of a record, and for what it says about it: another plan knows no digest. */
    Fingerprint digest(Flow flow, Side side, Record record) {
        RecordTexts texts = records.get(flow);
        if (texts == null) {
            texts = new RecordTexts(beginning(flow, Side.SOURCE), beginning(flow, Side.TARGET));
            records.put(flow, texts);
        }
        begin(side == Side.SOURCE ? texts.atSource : texts.atTarget);
        for (FieldMapping mapping : flow.mappings()) {
            addValue(mapping.field(side), mapping.shown(side, record));
        }
        if (side == Side.SOURCE) {
            flow.alsoRead().forEach(field -> addValue(Optional.of(field), record.value(field)));
        }
        return finish();
    }

    private KeyedHash.Beginning beginning(Flow flow, Side side) {
        begin("record");
        add(flow.id());
        add(side.name());
        add(flow.fingerprint());
        return keyed.beginning(text, length);
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
            FieldType type = typeOf(field);
            addType(type);
            addCanonical(type, value);
        }
    }

    private static FieldType typeOf(Optional<Field> field) {
        return field.isPresent() ? field.get().type() : FieldType.TEXT;
    }

    private void addType(FieldType type) {
        add(Objects.requireNonNull(named.get(type)));
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
    private void begin(KeyedHash.Beginning with) {
        length = 0;
        begun = with;
    }

    private void begin(String what) {
        begin(nothing);
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
        int more = part.length();
        room(more);
        byte[] into = text;
        int at = length;
        int all = 0;
        for (int i = 0; i < more; i++) {
            char c = part.charAt(i);
            all |= c;
            into[at + i] = (byte) c;
        }
        length = at + more;
        return all < FIRST_BEYOND_ASCII;
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
        begun.finish(text, length, hash);
        return new Fingerprint((long) HALF.get(hash, 0), (long) HALF.get(hash, Long.BYTES));
    }
}
