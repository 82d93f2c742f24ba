package io.tidelock.http;

import java.lang.reflect.Proxy;
import okhttp3.Call;
import okhttp3.Request;

/** Lets Retrofit put a request together without a call factory that could send it. */
final class PreparingCalls implements Call.Factory {

    @Override
    public Call newCall(Request request) {
        return (Call) Proxy.newProxyInstance(
                Call.class.getClassLoader(), new Class<?>[] {Call.class}, (call, method, arguments) -> {
                    if (method.getName().equals("request")) {
                        return request;
                    }
                    throw new IllegalStateException("This call only carries a request");
                });
    }
}
