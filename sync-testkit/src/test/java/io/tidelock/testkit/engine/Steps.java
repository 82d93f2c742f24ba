package io.tidelock.testkit.engine;

import io.tidelock.store.SyncStore;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.CallWatcher;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Counts the moments before and after every call and every commit, and lets the process die at one of them. */
final class Steps implements CallWatcher {

    private int taken;
    private int deadly;

    /** The process died. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Lets the process die at a step from now on; 0 for never. */
    void dieAt(int step) {
        taken = 0;
        deadly = step;
    }

    int taken() {
        return taken;
    }

    void step() {
        if (++taken == deadly) {
            throw new Crash();
        }
    }

    @Override
    public void before(Call call) {
        step();
    }

    @Override
    public void after(Call call) {
        step();
    }

    /** Returns a store whose commits are steps. */
    SyncStore watch(SyncStore store) {
        return (SyncStore) Proxy.newProxyInstance(
                SyncStore.class.getClassLoader(), new Class<?>[] {SyncStore.class}, (proxy, method, arguments) -> {
                    boolean commits = method.getName().equals("commit");
                    if (commits) {
                        step();
                    }
                    Object result;
                    try {
                        result = method.invoke(store, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                    if (commits) {
                        step();
                    }
                    return result;
                });
    }
}
