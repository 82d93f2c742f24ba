package io.tidelock.testkit.engine;

import io.tidelock.store.SyncStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.BiConsumer;

/** Looks over a store's shoulder. */
final class Watching {

    private Watching() {}

    /**
     * Returns a store whose every call is announced.
     *
     * @param before takes the method's name and its arguments; what it throws keeps the call from happening
     */
    static SyncStore each(SyncStore store, BiConsumer<String, Object[]> before) {
        return (SyncStore) Proxy.newProxyInstance(
                SyncStore.class.getClassLoader(), new Class<?>[] {SyncStore.class}, (proxy, method, arguments) -> {
                    before.accept(method.getName(), arguments);
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
