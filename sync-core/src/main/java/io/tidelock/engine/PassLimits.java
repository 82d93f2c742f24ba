package io.tidelock.engine;

import io.tidelock.mapping.Flow;
import java.util.HashMap;
import java.util.Map;

/** Counts how many records a pass may still write, for each limit that flows share. */
final class PassLimits {

    private final Map<String, Integer> left = new HashMap<>();

    /** Takes one record's worth; false when nothing is left. */
    boolean take(Flow flow) {
        return flow.limit()
                .map(limit -> {
                    int remaining = left.getOrDefault(limit.name(), limit.records());
                    left.put(limit.name(), Math.max(0, remaining - 1));
                    return remaining > 0;
                })
                .orElse(true);
    }

    /** Returns how many records may still be written for a flow. */
    int left(Flow flow) {
        return flow.limit()
                .map(limit -> left.getOrDefault(limit.name(), limit.records()))
                .orElse(Integer.MAX_VALUE);
    }
}
