package io.tidelock.ringostat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Stands for a call that a webhook describes without its id: when it began, and a digest of what the call log shows too. The call
 * log knows the call's own id; by that it is recorded, however it was named before.
 *
 * @param at when the call began
 * @param digest in hexadecimal
 */
record DerivedId(Instant at, String digest) {

    private static final String PREFIX = "derived-";

    static DerivedId of(String type, String caller, String dst, Instant at, int talkSeconds, String disposition) {
        String said = String.join(
                "|",
                Direction.of(type),
                digits(caller),
                digits(dst),
                Long.toString(at.getEpochSecond()),
                Integer.toString(talkSeconds),
                Disposition.plain(disposition));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(said.getBytes(StandardCharsets.UTF_8));
            return new DerivedId(at, HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    private static String digits(String number) {
        return number.replaceAll("[^0-9]", "");
    }

    /** Reads an id; empty where it is a call's own. */
    static Optional<DerivedId> parse(String id) {
        String[] parts = id.split("-", -1);
        if (!id.startsWith(PREFIX) || parts.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(new DerivedId(Instant.ofEpochSecond(Long.parseLong(parts[1])), parts[2]));
        } catch (NumberFormatException | DateTimeException notOurs) {
            return Optional.empty();
        }
    }

    /** Returns the id as text. */
    String text() {
        return PREFIX + at.getEpochSecond() + "-" + digest;
    }
}
