package io.tidelock.testkit.engine;

import io.tidelock.store.GlancingStore;
import io.tidelock.store.StoreUnavailableException;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.CallWatcher;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Counts the moments before and after every call and every commit, and lets the process die at one of them; or those before and
 * after everything that is asked of the store, and lets the store be away.
 */
final class Steps implements CallWatcher {

    private final boolean ofTheStore;
    private int taken;
    private int deadly;

    Steps() {
        this(false);
    }

    private Steps(boolean ofTheStore) {
        this.ofTheStore = ofTheStore;
    }

    /** Counts what is asked of the store only, which is away at one of the moments. */
    static Steps ofTheStore() {
        return new Steps(true);
    }

    /** The process died. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Lets the process die at a step from now on; 0 for never. */
    void dieAt(int step) {
        taken = 0;
        deadly = step;
    }

    /** Lets nothing happen any more. */
    void rest() {
        deadly = 0;
    }

    int taken() {
        return taken;
    }

    void step() {
        if (++taken == deadly) {
            if (ofTheStore) {
                throw new StoreUnavailableException("The store is away", null);
            }
            throw new Crash();
        }
    }

    @Override
    public void before(Call call) {
        stepOfASystem();
    }

    @Override
    public void after(Call call) {
        stepOfASystem();
    }

    private void stepOfASystem() {
        if (!ofTheStore) {
            step();
        }
    }

    /** Returns a store whose commits are steps, also as a pass sees it. */
    SyncStore watch(SyncStore store) {
        Class<?> kind = store instanceof GlancingStore ? GlancingStore.class : SyncStore.class;
        return (SyncStore) Proxy.newProxyInstance(
                SyncStore.class.getClassLoader(), new Class<?>[] {kind}, (proxy, method, arguments) -> {
                    boolean commits = ofTheStore || method.getName().equals("commit");
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
                    return result instanceof SyncStore forPass ? watch(forPass) : result;
                });
    }
}
