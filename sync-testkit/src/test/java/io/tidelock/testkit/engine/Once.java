package io.tidelock.testkit.engine;

import io.tidelock.testkit.Call;
import io.tidelock.testkit.CallWatcher;

/** Does something once, before a call of a kind: what people do while a pass is under way. */
final class Once implements CallWatcher {

    private final Call.Kind kind;
    private final Runnable action;
    private boolean done;

    Once(Call.Kind kind, Runnable action) {
        this.kind = kind;
        this.action = action;
    }

    @Override
    public void before(Call call) {
        if (call.kind() == kind && !done) {
            done = true;
            action.run();
        }
    }
}
