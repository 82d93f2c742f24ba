package io.tidelock.ringostat;

import java.util.List;
import java.util.Map;

/**
 * Finds what a webhook says under the names that its user may have given (section 3): of several the first that is not blank, at
 * the root, then in {@code additional_call_data}.
 */
final class Aliases {

    static final List<String> ID = List.of("uniqueid", "call_id", "cdr_id", "id", "uuid");
    static final List<String> AT = List.of("calldate", "call_date", "started_at");
    static final List<String> DIRECTION = List.of("call_type", "type", "direction");
    static final List<String> CALLER = List.of("caller_number", "caller", "src", "from", "phone");
    static final List<String> CALLED = List.of("dst", "callee", "destination");
    static final List<String> STATUS = List.of("disposition", "status", "call_status");
    static final List<String> TALK = List.of("billsec", "dialog");

    private final List<Map<String, String>> levels;

    /** Looks at the root first. */
    Aliases(Map<String, String> root, Map<String, String> nested) {
        this.levels = List.of(root, nested);
    }

    /** Returns what is said under one of the names; {@code ""} for nothing. */
    String find(List<String> names) {
        for (Map<String, String> level : levels) {
            for (String name : names) {
                String text = level.getOrDefault(name, "").strip();
                if (!text.isEmpty()) {
                    return text;
                }
            }
        }
        return "";
    }
}
