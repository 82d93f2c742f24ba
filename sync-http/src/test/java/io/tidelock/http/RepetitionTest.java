package io.tidelock.http;

import static io.tidelock.http.Clinic.ADA;
import static io.tidelock.http.Clinic.PATIENT;
import static io.tidelock.http.Clinic.json;
import static io.tidelock.http.Clinic.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidelock.connector.QuotaExhaustedException;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.connector.UnknownOutcomeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepetitionTest {

    private static final SocketEffect DROP = new SocketEffect.CloseSocket();

    private Clinic clinic;

    @BeforeEach
    void open() throws IOException {
        clinic = new Clinic();
    }

    @AfterEach
    void close() {
        clinic.close();
    }

    @Test
    void writeWhosePooledConnectionDropsIsAppliedOnceAndUnknown() {
        ClinicApi api = clinic.api();
        api.patient("7", "id").read();
        clinic.answers(json(200, PATIENT).onResponseStart(DROP));

        assertThatThrownBy(() -> api.create(ADA).write())
                .isInstanceOf(UnknownOutcomeException.class)
                .hasMessageStartingWith("clinic:17 POST patients got no answer");

        assertThat(clinic.applied()).isEqualTo(1);
        assertThat(clinic.events.get(0).status()).isEqualTo(200);
        assertThat(clinic.events.get(1).status()).isZero();
    }

    /** The reason for all of this: what OkHttp does when left alone. */
    @Test
    void okHttpAloneAppliesTheSameWriteTwice() throws IOException {
        OkHttpClient alone = new OkHttpClient();
        Request get = new Request.Builder().url(clinic.server.url("/")).build();
        alone.newCall(get).execute().close();
        clinic.answers(json(200, PATIENT).onResponseStart(DROP));

        Request post = get.newBuilder()
                .post(RequestBody.create("{}".getBytes(StandardCharsets.UTF_8)))
                .build();
        alone.newCall(post).execute().close();

        assertThat(clinic.applied()).isEqualTo(2);
    }

    @Test
    void readWhosePooledConnectionDropsIsRepeatedAndSucceeds() {
        ClinicApi api = clinic.api();
        api.patient("7", "id").read();
        clinic.answers(json(200, PATIENT).onResponseStart(DROP));

        Reply<ClinicApi.Patient> reply = api.patient("7", "id").read();

        assertThat(reply.body().name()).isEqualTo("Ada");
        assertThat(clinic.requests()).isEqualTo(3);
        assertThat(clinic.events).extracting(CallEvent::attempt).containsExactly(1, 1, 2);
    }

    @Test
    void searchByPostIsAReadAndRepeated() {
        clinic.answers(status(502), json(200, "{\"total\":0}"));

        assertThat(clinic.api().search(ADA).read().body().get("total").intValue())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504, 520, 524})
    void writeIsNeverRepeatedWhenTheServerFails(int status) {
        clinic.answers(status(status).setHeader("Retry-After", "0"));

        assertThatThrownBy(() -> clinic.api().create(ADA).write())
                .isInstanceOf(UnknownOutcomeException.class)
                .hasMessage("clinic:17 POST patients answered " + status);

        assertThat(clinic.applied()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 503})
    void writeWithoutABodyIsNeverRepeatedEither(int status) {
        clinic.answers(
                status(status).setHeader("Retry-After", "0"), status(status).setHeader("Retry-After", "0"));
        ClinicApi api = clinic.api();

        assertThatThrownBy(() -> api.delete("7").write()).isInstanceOf(UnknownOutcomeException.class);
        assertThatThrownBy(() -> api.archive("7").write()).isInstanceOf(UnknownOutcomeException.class);

        assertThat(clinic.applied()).isEqualTo(2);
    }

    @Test
    void writeWithoutABodyWhoseAnswerIsLostIsUnknown() {
        clinic.answers(
                json(200, PATIENT).onResponseStart(DROP), json(200, PATIENT).onResponseStart(DROP));
        ClinicApi api = clinic.api();

        assertThatThrownBy(() -> api.delete("7").write())
                .isInstanceOf(UnknownOutcomeException.class)
                .hasMessageContaining("got no answer");

        assertThat(clinic.applied()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504, 520, 423, 429})
    void readIsRepeatedWhenTheServerFails(int status) {
        clinic.answers(status(status).setHeader("Retry-After", "0"));

        assertThat(clinic.api().patient("7", "id").read().body().id()).isEqualTo("7");

        assertThat(clinic.requests()).isEqualTo(2);
        assertThat(clinic.events).hasSize(2);
    }

    @Test
    void repetitionEndsWithinBounds() {
        Instant start = clinic.clock.instant();
        clinic.answers(status(500), status(500), status(500), status(500), status(500));

        assertThatThrownBy(() -> clinic.api().patient("7", "id").read())
                .isInstanceOfSatisfying(
                        RetryLaterException.class,
                        later -> assertThat(later.after()).isEqualTo(Duration.ofMillis(1600)))
                .hasMessage("clinic:17 GET patients/{id} answered 500");

        assertThat(clinic.requests()).isEqualTo(4);
        assertThat(Duration.between(start, clinic.clock.instant())).isEqualTo(Duration.ofMillis(1400));
    }

    @Test
    void waitOfMoreThanASecondIsLeftToTheCaller() {
        Instant start = clinic.clock.instant();
        clinic.answers(status(503).setHeader("Retry-After", "120"));

        assertThatThrownBy(() -> clinic.api().patient("7", "id").read())
                .isInstanceOfSatisfying(
                        RetryLaterException.class,
                        later -> assertThat(later.after()).isEqualTo(Duration.ofMinutes(2)));

        assertThat(clinic.clock.instant()).isEqualTo(start);
    }

    @Test
    void redirectToAnotherHostIsRefusedAndNotFollowed() throws IOException {
        try (MockWebServer other = new MockWebServer()) {
            other.start();
            for (int status : new int[] {301, 302, 307, 308}) {
                clinic.answers(status(status).setHeader("Location", other.url("/stolen")));

                assertThatThrownBy(() -> clinic.api().create(ADA).write())
                        .isInstanceOf(RequestRejectedException.class)
                        .hasMessage("clinic:17 POST patients answered " + status + " REDIRECTED");
            }

            assertThat(other.getRequestCount()).isZero();
            assertThat(clinic.applied()).isEqualTo(4);
        }
    }

    @Test
    void writeThatCouldNotConnectIsRepeated() throws IOException {
        URI nobody = nobodyListens();
        ClinicApi api = clinic.api(client -> client.baseUrl(nobody));

        assertThatThrownBy(() -> api.create(ADA).write())
                .isInstanceOf(RetryLaterException.class)
                .hasMessageContaining("could not be sent: ConnectException");

        assertThat(clinic.events).hasSize(4);
    }

    @Test
    void writeWhoseHostNameIsUnknownIsRepeated() {
        OkHttpClient nameless = new OkHttpClient.Builder()
                .dns(name -> {
                    if (clinic.events.isEmpty()) {
                        throw new UnknownHostException(name);
                    }
                    return List.of(InetAddress.getLoopbackAddress());
                })
                .build();
        URI base = URI.create("http://clinic.invalid:" + clinic.server.getPort());

        Reply<ClinicApi.Patient> reply = clinic.api(
                        client -> client.callFactory(nameless).baseUrl(base))
                .create(ADA)
                .write();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(clinic.applied()).isEqualTo(1);
        assertThat(clinic.events).hasSize(2);
    }

    @Test
    void writeWithoutAnAnswerInTimeIsUnknown() {
        clinic.answers(json(200, PATIENT).onResponseStart(SocketEffect.Stall.INSTANCE));
        ClinicApi api = clinic.api(client -> client.callTimeout(Duration.ofMillis(200)));

        assertThatThrownBy(() -> api.create(ADA).write()).isInstanceOf(UnknownOutcomeException.class);

        assertThat(clinic.applied()).isEqualTo(1);
    }

    @Test
    void throttledWriteIsRepeatedAfterASecondWithoutRetryAfter() {
        Instant start = clinic.clock.instant();
        clinic.answers(status(429));

        assertThat(clinic.api().create(ADA).write().status()).isEqualTo(200);

        assertThat(Duration.between(start, clinic.clock.instant())).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void longRetryAfterOfA429HoldsTheLaneForEveryClientOfTheBudget() {
        CallBudget shared = CallBudget.unlimited();
        Instant start = clinic.clock.instant();
        clinic.answers(status(429).setHeader("Retry-After", "10"));
        ClinicApi api = clinic.api(client -> client.budget(shared));
        ClinicApi other = clinic.api(client -> client.budget(shared));

        QuotaExhaustedException held = catchThrowableOfType(
                QuotaExhaustedException.class, () -> api.create(ADA).write());

        assertThat(held.until()).isEqualTo(start.plusSeconds(10));
        assertThatThrownBy(() -> other.patient("7", "id").read()).isInstanceOf(QuotaExhaustedException.class);
        assertThat(other.search(ADA).read().status()).isEqualTo(200);
        assertThat(clinic.requests()).isEqualTo(2);
    }

    @Test
    void stormOf429sEnds() {
        clinic.answers(status(429), status(429), status(429), status(429), status(429));

        assertThatThrownBy(() -> clinic.api().create(ADA).write()).isInstanceOf(QuotaExhaustedException.class);

        assertThat(clinic.requests()).isEqualTo(2);
    }

    @Test
    void lockedRecordIsWrittenAgain() {
        clinic.answers(status(423));

        assertThat(clinic.api().create(ADA).write().status()).isEqualTo(200);
        assertThat(clinic.applied()).isEqualTo(2);
    }

    @Test
    void resetInEpochSecondsIsTheVendorsToRead() {
        Instant reset = clinic.clock.instant().plusSeconds(42);
        MockResponse.Builder full = status(429).setHeader("X-RateLimit-Reset", reset.getEpochSecond());
        clinic.answers(full, full);
        FailureReader reader = answer -> answer.epochSeconds("X-RateLimit-Reset")
                .<Reaction>map(Reaction.Exhausted::new)
                .orElseGet(() -> Reaction.byStatus(answer));
        ClinicApi api = clinic.api(client -> client.failures(reader));

        assertThatThrownBy(() -> api.patient("7", "id").read())
                .isInstanceOfSatisfying(
                        QuotaExhaustedException.class,
                        quota -> assertThat(quota.until()).isEqualTo(reset));
        assertThatThrownBy(() -> api.search(ADA).read()).isInstanceOf(QuotaExhaustedException.class);

        assertThat(clinic.requests()).isEqualTo(1);
    }

    @Test
    void interruptedThreadStopsRepeating() {
        clinic.answers(status(500));
        ClinicApi api = clinic.api(client -> client.pause(length -> {
            throw new InterruptedException();
        }));

        assertThatThrownBy(() -> api.patient("7", "id").read()).isInstanceOf(RetryLaterException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(clinic.requests()).isEqualTo(1);
    }

    private static URI nobodyListens() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
        }
    }
}
