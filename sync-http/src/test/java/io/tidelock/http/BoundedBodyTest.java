package io.tidelock.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;

class BoundedBodyTest {

    private static final MediaType TEXT = MediaType.get("text/plain; charset=utf-8");

    @Test
    void bodyOfExactlyTheLimitIsReadAndIsWhatItWas() throws IOException {
        BoundedBody body = new BoundedBody(ResponseBody.create("12345", TEXT), 5);

        assertThat(body.contentType()).isEqualTo(TEXT);
        assertThat(body.contentLength()).isEqualTo(5);
        assertThat(body.string()).isEqualTo("12345");
    }

    @Test
    void oneByteMoreIsTooMuch() {
        BoundedBody body = new BoundedBody(ResponseBody.create("123456", TEXT), 5);

        assertThatThrownBy(body::string)
                .isInstanceOf(BodyTooLargeException.class)
                .hasMessageContaining("5 bytes");
    }
}
