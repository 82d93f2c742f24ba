package io.tidelock.engine;

import io.tidelock.mapping.Flow;

/** Continues the backfills that somebody started. */
final class Backfills {

    private final PassContext context;
    private final Slices slices;

    Backfills(PassContext context, Slices slices) {
        this.context = context;
        this.slices = slices;
    }

    static String key(Flow flow) {
        return "backfill/" + flow.id();
    }

    void goOn(FlowPass pass) {
        String key = key(pass.flow());
        context.position(key)
                .filter(at -> !at.caughtUp())
                .ifPresent(at -> slices.show(pass, key, at, Channel.BACKFILL));
    }
}
