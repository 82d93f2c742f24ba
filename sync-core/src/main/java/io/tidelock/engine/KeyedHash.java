package io.tidelock.engine;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 of many texts that begin alike. Most of a short text's hash is the key and the beginning, which are worked out
 * once and copied after that; a platform that cannot copy a hash works all of it out each time. Not thread-safe.
 */
abstract class KeyedHash {

    /** How many bytes a hash has. */
    static final int BYTES = 32;

    private static final String HMAC = "HmacSHA256";

    private KeyedHash() {}

    /** Hashes under a key of any length but none. */
    static KeyedHash under(byte[] key) {
        return under(key, Sha256::digest);
    }

    /** Hashes with what the platform has for SHA-256. */
    static KeyedHash under(byte[] key, Supplier<MessageDigest> sha256) {
        try {
            return new Copying(key, sha256);
        } catch (CloneNotSupportedException notHere) {
            return repeating(key);
        }
    }

    /** Hashes as every platform can. */
    static KeyedHash repeating(byte[] key) {
        return new Repeating(key);
    }

    /** Takes in the first bytes of a text. */
    abstract Beginning beginning(byte[] text, int length);

    /** What many texts begin with. */
    interface Beginning {

        /** Puts the hash of a text into the first bytes of an array; these may be the text's. */
        void finish(byte[] rest, int length, byte[] hash);
    }

    /** RFC 2104, with the hash of each padded key kept: SHA-256 of one, and of all that was hashed after the other. */
    private static final class Copying extends KeyedHash {

        private static final int BLOCK = 64;
        private static final byte INNER = 0x36;
        private static final byte OUTER = 0x5c;

        private final MessageDigest inner;
        private final MessageDigest outer;
        private final byte[] outerPad;

        Copying(byte[] key, Supplier<MessageDigest> sha256) throws CloneNotSupportedException {
            byte[] block = Arrays.copyOf(key.length > BLOCK ? sha256.get().digest(key) : key, BLOCK);
            MessageDigest digest = sha256.get();
            digest.update(padded(block, INNER));
            this.inner = (MessageDigest) digest.clone();
            this.outer = sha256.get();
            this.outerPad = padded(block, OUTER);
        }

        private static byte[] padded(byte[] block, byte pad) {
            byte[] padded = new byte[BLOCK];
            for (int i = 0; i < BLOCK; i++) {
                padded[i] = (byte) (block[i] ^ pad);
            }
            return padded;
        }

        private static MessageDigest copy(MessageDigest digest) {
            try {
                return (MessageDigest) digest.clone();
            } catch (CloneNotSupportedException impossible) {
                throw new IllegalStateException("It could be copied before", impossible);
            }
        }

        @Override
        Beginning beginning(byte[] text, int length) {
            MessageDigest begun = copy(inner);
            begun.update(text, 0, length);
            return (rest, more, hash) -> {
                MessageDigest whole = copy(begun);
                whole.update(rest, 0, more);
                digest(whole, hash);
                outer.update(outerPad);
                outer.update(hash, 0, BYTES);
                digest(outer, hash);
            };
        }

        private static void digest(MessageDigest digest, byte[] hash) {
            try {
                digest.digest(hash, 0, BYTES);
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("SHA-256 gives 32 bytes", impossible);
            }
        }
    }

    private static final class Repeating extends KeyedHash {

        private final Mac mac;

        Repeating(byte[] key) {
            try {
                this.mac = Mac.getInstance(HMAC);
                mac.init(new SecretKeySpec(key, HMAC));
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("Every Java platform has " + HMAC, impossible);
            }
        }

        @Override
        Beginning beginning(byte[] text, int length) {
            byte[] begun = Arrays.copyOf(text, length);
            return (rest, more, hash) -> {
                mac.update(begun);
                mac.update(rest, 0, more);
                try {
                    mac.doFinal(hash, 0);
                } catch (GeneralSecurityException impossible) {
                    throw new IllegalStateException("HMAC-SHA-256 gives 32 bytes", impossible);
                }
            };
        }
    }
}
