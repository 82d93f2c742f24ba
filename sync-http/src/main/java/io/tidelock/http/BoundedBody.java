package io.tidelock.http;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** A response body that ends in an exception once more than a limit was read from it, after decompression. */
final class BoundedBody extends ResponseBody {

    private final ResponseBody body;
    private final BufferedSource source;

    BoundedBody(ResponseBody body, long limit) {
        this.body = body;
        this.source = Okio.buffer(new Limit(body.source(), limit));
    }

    @Override
    public @Nullable MediaType contentType() {
        return body.contentType();
    }

    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public BufferedSource source() {
        return source;
    }

    private static final class Limit extends ForwardingSource {
        private final long limit;
        private long left;

        Limit(BufferedSource source, long limit) {
            super(source);
            this.limit = limit;
            this.left = limit;
        }

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            long count = super.read(sink, byteCount);
            left -= Math.max(0, count);
            if (left < 0) {
                throw new BodyTooLargeException("The body exceeds " + limit + " bytes");
            }
            return count;
        }
    }
}
