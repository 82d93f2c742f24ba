package io.tidelock.testkit.fake.hubspot;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** The latest calls. */
final class CallLog {

    static final int MAX = 100_000;

    private final Deque<Call> calls = new ArrayDeque<>();

    void add(Call call) {
        calls.add(call);
        if (calls.size() > MAX) {
            calls.remove();
        }
    }

    List<Call> matching(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return calls.stream()
                .filter(call -> pattern.matcher(call.line()).find())
                .toList();
    }

    void clear() {
        calls.clear();
    }
}
