package io.tidelock.engine;

import io.tidelock.record.Field;
import io.tidelock.record.FieldType;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;

/**
 * Says how a journal of our own writes is kept: what each mapped field held before, and what was written. With it writes can
 * be undone. There is none unless the host asks for one; see {@code docs/journal.md}.
 *
 * <p>{@code Journal.encryptedWith("2026-01", key).keeping(Duration.ofDays(14)).leavingOut(FieldType.EMAIL)}
 *
 * <p>Immutable, so thread-safe. {@code toString} shows no key.
 */
public final class Journal {

    private static final int KEY_BYTES = 32;

    private final String keyId;
    private final Map<String, SecretKey> keys;
    private final Duration retention;
    private final Set<FieldType> types;
    private final Set<String> fields;

    private Journal(
            String keyId, Map<String, SecretKey> keys, Duration retention, Set<FieldType> types, Set<String> fields) {
        this.keyId = keyId;
        this.keys = keys;
        this.retention = retention;
        this.types = types;
        this.fields = fields;
    }

    /**
     * Keeps a journal whose values are encrypted with AES-256-GCM; of every mapped field, for 30 days, unless said otherwise.
     *
     * @param keyId the host's name for the key, stored beside every entry; another key gets another name
     * @param key an AES key of 32 bytes from a random source, kept by the host as long as entries are
     * @throws IllegalArgumentException if the name is blank, or the key is none for AES-256
     */
    public static Journal encryptedWith(String keyId, SecretKey key) {
        return new Journal(keyId, Map.of(), Duration.ofDays(30), Set.of(), Set.of()).with(keyId, key);
    }

    /** Opens entries of a former key, too; needed until the last of them has expired. */
    public Journal formerlyWith(String formerKeyId, SecretKey key) {
        return with(formerKeyId, key);
    }

    private Journal with(String id, SecretKey key) {
        byte[] encoded = key.getEncoded();
        if (id.isBlank()) {
            throw new IllegalArgumentException("A journal's key needs a name, such as the month in which it was made");
        } else if (!key.getAlgorithm().equals("AES") || (encoded != null && encoded.length != KEY_BYTES)) {
            throw new IllegalArgumentException(
                    "The journal's key \"" + id + "\" is none for AES-256: give 32 random bytes as an AES key");
        } else if (keys.containsKey(id)) {
            throw new IllegalArgumentException("The journal's key \"" + id + "\" is given twice");
        }
        Map<String, SecretKey> all = new LinkedHashMap<>(keys);
        all.put(id, key);
        return new Journal(keyId, all, retention, types, fields);
    }

    /**
     * Keeps entries so long; passes take out what is older, by the engine's clock.
     *
     * @throws IllegalArgumentException if the length is not positive
     */
    public Journal keeping(Duration length) {
        if (length.isZero() || length.isNegative()) {
            throw new IllegalArgumentException("A journal keeps entries for a while, not for " + length);
        }
        return new Journal(keyId, keys, length, types, fields);
    }

    /** Leaves out the values of all fields of some classes; their names are kept. */
    public Journal leavingOut(FieldType first, FieldType... others) {
        Set<FieldType> all = EnumSet.of(first, others);
        all.addAll(types);
        return new Journal(keyId, keys, retention, all, fields);
    }

    /** Leaves out the values of some fields, named as on the side that is written; their names are kept. */
    public Journal leavingOut(Field... some) {
        Set<String> all = new HashSet<>(fields);
        Arrays.stream(some).map(Field::name).forEach(all::add);
        return new Journal(keyId, keys, retention, types, all);
    }

    String keyId() {
        return keyId;
    }

    Optional<SecretKey> key(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    Duration retention() {
        return retention;
    }

    boolean keeps(Field field) {
        return !types.contains(field.type()) && !fields.contains(field.name());
    }

    @Override
    public String toString() {
        return "journal under key \"" + keyId + "\", kept for " + retention;
    }
}
