package io.tidelock.store;

import java.util.Arrays;

/** Bytes that only the host's key opens. Immutable; {@code toString} shows how many they are. */
public final class Sealed {

    private final byte[] bytes;

    private Sealed(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Holds a copy of some bytes. */
    public static Sealed of(byte[] bytes) {
        return new Sealed(bytes.clone());
    }

    /** Returns a copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sealed sealed && Arrays.equals(bytes, sealed.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " sealed bytes";
    }
}
