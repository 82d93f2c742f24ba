package io.tidelock.engine;

import io.tidelock.engine.ConfigurationException.Problem;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.store.Sealed;
import io.tidelock.store.StoredWrite;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals what a write held before and after, with AES-256-GCM and a random nonce each. An entry opens only where it was made:
 * integration, flow, origin, intent, pass, key and field names are authenticated with it.
 */
final class Seal {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final IntegrationId integration;
    private final Journal journal;
    private final SecureRandom random = new SecureRandom();

    Seal(IntegrationId integration, Journal journal) {
        this.integration = integration;
        this.journal = journal;
    }

    /** Returns an entry with values sealed under the current key. */
    StoredWrite close(StoredWrite entry, Map<String, WrittenValue> values) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        StoredWrite keyed = with(entry, journal.keyId(), entry.values());
        try {
            byte[] text = cipher(Cipher.ENCRYPT_MODE, keyed, nonce).doFinal(WrittenValues.toBytes(values));
            byte[] sealed = ByteBuffer.allocate(nonce.length + text.length)
                    .put(nonce)
                    .put(text)
                    .array();
            return with(keyed, journal.keyId(), Sealed.of(sealed));
        } catch (GeneralSecurityException unusable) {
            throw problem(keyed, "the platform cannot use it", "Give an AES key of 32 bytes");
        }
    }

    private static StoredWrite with(StoredWrite entry, String keyId, Sealed values) {
        return new StoredWrite(
                entry.intent(),
                entry.at(),
                entry.origin(),
                entry.record(),
                entry.creates(),
                entry.settled(),
                entry.fields(),
                entry.leftOut(),
                keyId,
                values);
    }

    /**
     * Returns the values of an entry.
     *
     * @throws ConfigurationException if the host does not give its key, or another one under that name
     */
    Map<String, WrittenValue> open(StoredWrite entry) {
        byte[] sealed = entry.values().bytes();
        try {
            byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, entry, nonce);
            return WrittenValues.of(cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
        } catch (AEADBadTagException another) {
            throw problem(
                    entry,
                    "it does not open the entry of " + entry.origin().ref()
                            + ": it is another key, or the row was changed",
                    "Give each key under the name that it had when entries were written");
        } catch (GeneralSecurityException | IllegalArgumentException unusable) {
            throw problem(entry, "the entry of " + entry.origin().ref() + " is damaged", "Look who changed the row");
        }
    }

    private Cipher cipher(int mode, StoredWrite entry, byte[] nonce) throws GeneralSecurityException {
        SecretKey key = journal.key(entry.keyId())
                .orElseThrow(() -> problem(
                        entry,
                        "it is not given, and entries are sealed with it",
                        "Give it by formerlyWith(…) until its last entry has expired"));
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place(entry));
        return cipher;
    }

    private static ConfigurationException problem(StoredWrite entry, String what, String remedy) {
        return new ConfigurationException(List.of(new Problem("journal key \"" + entry.keyId() + "\"", what, remedy)));
    }

    /** Names where an entry belongs, so that it opens nowhere else. */
    private byte[] place(StoredWrite entry) {
        RecordRef origin = entry.origin().ref();
        List<String> words = new ArrayList<>(List.of(
                integration.value(),
                entry.origin().flow(),
                entry.origin().side().name(),
                origin.type().name(),
                origin.id(),
                origin.part(),
                entry.intent(),
                entry.at().toString(),
                entry.keyId()));
        words.add(Integer.toString(entry.fields().size()));
        words.addAll(entry.fields());
        words.addAll(entry.leftOut());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (String word : words) {
                out.writeInt(word.length());
                out.writeChars(word);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
