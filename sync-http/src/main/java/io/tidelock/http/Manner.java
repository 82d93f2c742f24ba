package io.tidelock.http;

import java.util.Set;

/** How a call is to be sent. */
record Manner(boolean write, Traffic traffic, Set<Integer> accepted) {

    Manner {
        accepted = Set.copyOf(accepted);
    }
}
