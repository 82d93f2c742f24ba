package io.tidelock.http;

import okhttp3.Request;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Converter;

/**
 * One declared endpoint with its arguments filled in.
 *
 * @param path as declared, so without values
 * @param bodiless whether a success has no body to read
 */
record Endpoint<T>(
        Request request, String path, String lane, boolean bodiless, Converter<ResponseBody, @Nullable T> converter) {

    String method() {
        return request.method();
    }

    /** Returns method and declared path; the request holds a query and is not shown. */
    @Override
    public String toString() {
        return method() + " " + path;
    }
}
