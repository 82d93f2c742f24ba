package io.tidelock.http;

import java.util.regex.Pattern;

/** Lets only what looks like a vendor's stable code into messages: never a sentence, which may quote a value. */
final class Codes {

    private static final Pattern STABLE = Pattern.compile("[A-Za-z0-9_.:/-]{1,80}");

    private Codes() {}

    static String stable(String code) {
        return STABLE.matcher(code).matches() ? code : "REJECTED";
    }
}
