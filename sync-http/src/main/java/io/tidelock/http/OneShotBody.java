package io.tidelock.http;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A body for one attempt: OkHttp never sends it twice, and it knows whether sending it ever began. Before that no server
 * can have applied the request, whatever went wrong.
 */
final class OneShotBody extends RequestBody {

    private final RequestBody content;
    private volatile boolean begun;

    OneShotBody(RequestBody content) {
        this.content = content;
    }

    @Override
    public @Nullable MediaType contentType() {
        return content.contentType();
    }

    @Override
    public long contentLength() throws IOException {
        return content.contentLength();
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        begun = true;
        content.writeTo(sink);
    }

    boolean begun() {
        return begun;
    }
}
