package io.tidelock.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.testkit.fake.FakeHttp.SocketFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeHttpTest {

    private final AtomicInteger handled = new AtomicInteger();
    private final FakeHttp http = FakeHttp.serving(this::echo).start();
    private final HttpClient client = HttpClient.newHttpClient();

    private FakeResponse echo(FakeRequest request) {
        handled.incrementAndGet();
        return FakeResponse.json(
                        201,
                        request.method() + " " + request.target() + " "
                                + request.headers().get("x-a") + " " + request.text())
                .with("X-Fake", "yes");
    }

    @AfterEach
    void close() {
        http.close();
    }

    private HttpResponse<String> send(String method, String target, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(http.url() + target))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("X-A", "1")
                .header("X-A", "2")
                .timeout(Duration.ofSeconds(10))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void requestAndResponseCrossTheSocketUnchanged() throws Exception {
        HttpResponse<String> response = send("PATCH", "/v1/x?q%5B%5D=a%3A%3D1", "żółw");

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.body()).isEqualTo("PATCH /v1/x?q%5B%5D=a%3A%3D1 1, 2 żółw");
        assertThat(response.headers().firstValue("x-fake")).contains("yes");
    }

    @Test
    void lostAnswerIsWorkDoneWithoutAWord() {
        http.breakNext(RequestPattern.of("POST /**"), SocketFault.ANSWER_LOST, 1);

        assertThatThrownBy(() -> send("POST", "/x", "{}")).isInstanceOf(IOException.class);
        assertThat(handled).hasValue(1);
    }

    @Test
    void lostRequestIsNoWork() throws Exception {
        http.breakNext(RequestPattern.of("POST /**"), SocketFault.REQUEST_LOST, 1);

        assertThatThrownBy(() -> send("POST", "/x", "{}")).isInstanceOf(IOException.class);
        assertThat(handled).hasValue(0);
        assertThat(send("POST", "/x", "{}").statusCode()).isEqualTo(201);
    }

    @Test
    void cutBodyIsAnError() throws Exception {
        http.breakNext(RequestPattern.of("/cut"), SocketFault.BODY_CUT, 1);

        assertThat(send("POST", "/whole", "{}").statusCode()).isEqualTo(201);
        assertThatThrownBy(() -> send("POST", "/cut", "{}".repeat(100))).isInstanceOf(IOException.class);
        assertThat(handled).hasValue(2);
    }

    @Test
    void latencyDelaysTheAnswer() throws Exception {
        http.latency(Duration.ofMillis(60));

        long start = System.nanoTime();
        send("POST", "/x", "");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(60));
    }

    @Test
    void takenPortIsNamed() {
        try (FakeHttp second = FakeHttp.serving(this::echo)) {
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> second.start(http.url().getPort()))
                    .withMessageContaining("127.0.0.1:" + http.url().getPort());
        }
    }
}
