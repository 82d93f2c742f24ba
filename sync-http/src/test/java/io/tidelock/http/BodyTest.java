package io.tidelock.http;

import static io.tidelock.http.Clinic.ADA;
import static io.tidelock.http.Clinic.PATIENT;
import static io.tidelock.http.Clinic.json;
import static io.tidelock.http.Clinic.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.connector.UnknownOutcomeException;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import okio.BufferedSink;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BodyTest {

    private static final String CUT = "{\"id\":\"7\",\"name\":\"Ad";

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
    void truncatedJsonOfAReadIsReadAgain() {
        clinic.answers(json(200, CUT));

        assertThat(clinic.api().patient("7", "id").read().body().name()).isEqualTo("Ada");
        assertThat(clinic.requests()).isEqualTo(2);
    }

    @Test
    void truncatedJsonOfAWriteIsAnUnknownOutcome() {
        clinic.answers(json(200, CUT));

        assertThatThrownBy(() -> clinic.api().create(ADA).write())
                .isInstanceOf(UnknownOutcomeException.class)
                .hasMessage("clinic:17 POST patients answered 200 with a body that is cut or no JSON");
        assertThat(clinic.applied()).isEqualTo(1);
    }

    @Test
    void connectionThatBreaksOffWithinTheBodyIsLikeTruncatedJson() {
        clinic.answers(
                json(200, PATIENT).onResponseBody(new SocketEffect.CloseSocket()),
                json(200, PATIENT),
                json(200, PATIENT).onResponseBody(new SocketEffect.CloseSocket()));
        ClinicApi api = clinic.api();

        assertThat(api.patient("7", "id").read().body().name()).isEqualTo("Ada");
        assertThatThrownBy(() -> api.create(ADA).write()).isInstanceOf(UnknownOutcomeException.class);
    }

    @Test
    void emptyBodyWhereOneIsExpectedIsCut() {
        clinic.answers(status(200), status(200), status(200), status(200));

        assertThatThrownBy(() -> clinic.api().patient("7", "id").read())
                .isInstanceOf(RetryLaterException.class)
                .hasMessageContaining("with an empty body");
    }

    @Test
    void htmlThatClaimsSuccessIsNoJson() {
        clinic.answers(status(200).body("<html>Maintenance</html>"));

        assertThat(clinic.api().patient("7", "id").read().body().id()).isEqualTo("7");
    }

    @Test
    void htmlErrorPageNeverFailsParsing() {
        clinic.answers(
                status(404).setHeader("Content-Type", "text/html").body("<html>" + "x".repeat(200_000) + "</html>"));

        Reply<ClinicApi.Patient> reply =
                clinic.api().patient("7", "id").accepting(404).read();

        Answer refusal = reply.refusal().orElseThrow();
        assertThat(refusal.json(JsonNode.class)).isEmpty();
        assertThat(refusal.text()).hasSize(Answer.MAX_BYTES);
    }

    @Test
    void failureReaderThatThrowsOnHtmlCountsAsOneThatKnowsNothing() {
        clinic.answers(status(502).body("<html>"));
        ClinicApi api = clinic.api(client -> client.failures(answer -> {
            throw new IllegalStateException("no JSON");
        }));

        assertThatThrownBy(() -> api.create(ADA).write()).isInstanceOf(UnknownOutcomeException.class);
    }

    @Test
    void gzipBombEndsAtTheLimitOfTheDecompressedSize() throws IOException {
        clinic.answers(gzip(8), gzip(8));
        ClinicApi api = clinic.api(client -> client.bodyLimit(1024 * 1024));

        assertThatThrownBy(() -> api.patient("7", "id").read())
                .isInstanceOf(RequestRejectedException.class)
                .hasMessageContaining("BODY_TOO_LARGE");
        assertThatThrownBy(() -> api.create(ADA).write()).isInstanceOf(UnknownOutcomeException.class);

        assertThat(clinic.requests()).isEqualTo(2);
    }

    @Test
    void gzipBombOfAnErrorIsReadToItsBeginningOnly() throws IOException {
        clinic.answers(gzip(8).code(400));

        Reply<ClinicApi.Patient> reply = clinic.api().create(ADA).accepting(400).write();

        assertThat(reply.refusal().orElseThrow().text()).hasSize(Answer.MAX_BYTES);
    }

    @Test
    void nestingBeyondReasonIsUnreadableAndNotAskedForAgain() {
        clinic.answers(json(200, "[".repeat(10_000) + "]".repeat(10_000)));

        assertThatThrownBy(() -> clinic.api().search(ADA).read())
                .isInstanceOfSatisfying(
                        RequestRejectedException.class,
                        refused -> assertThat(refused.code()).isEqualTo("UNREADABLE_BODY"));
        assertThat(clinic.requests()).isEqualTo(1);
    }

    @Test
    void partialSuccessIsAnOrdinaryReply() {
        clinic.answers(json(207, PATIENT).setHeader("Date", "Mon, 05 Jan 2026 08:00:00 GMT"));

        Reply<ClinicApi.Patient> reply = clinic.api().create(ADA).write();

        assertThat(reply.status()).isEqualTo(207);
        assertThat(reply.body().id()).isEqualTo("7");
        assertThat(reply.refusal()).isEmpty();
        assertThat(reply.serverTime()).contains(Instant.parse("2026-01-05T08:00:00Z"));
        assertThat(reply.header("content-TYPE")).contains("application/json");
    }

    @Test
    void answerWithoutABodyIsASuccess() {
        clinic.answers(status(204), status(204));

        assertThat(clinic.api().archive("7").write().status()).isEqualTo(204);
        Reply<ClinicApi.Patient> reply = clinic.api().create(ADA).write();
        assertThatThrownBy(reply::body).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void acceptedRefusalCarriesWhatTheVendorSaid() {
        clinic.answers(json(409, "{\"existing\":\"6001\"}"));

        Reply<ClinicApi.Patient> reply =
                clinic.api().create(ADA).accepting(404).accepting(409).write();

        assertThat(reply.refusal().flatMap(answer -> answer.json(JsonNode.class)))
                .hasValueSatisfying(
                        body -> assertThat(body.get("existing").asText()).isEqualTo("6001"));
        assertThatThrownBy(reply::body).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void bodyThatCannotBeWrittenIsRejectedWithoutBeingShown() {
        assertThatThrownBy(() -> clinic.api().create(Map.of("name", new Unwritable())))
                .isInstanceOfSatisfying(
                        RequestRejectedException.class,
                        refused -> assertThat(refused.code()).isEqualTo("UNWRITABLE_BODY"))
                .hasNoCause()
                .hasMessage("clinic:17 POST patients: the request cannot be written as JSON");
        assertThat(clinic.requests()).isZero();
    }

    @Test
    void halfASurrogatePairIsWrittenAsAnEscape() throws InterruptedException {
        clinic.api().create(Map.of("name", "a\ud800")).write();

        assertThat(String.valueOf(clinic.server.takeRequest().getBody().utf8())).contains("a\\uD800");
    }

    /** A bean that shows a value wherever it is printed and fails to become JSON. */
    static final class Unwritable {
        public int getNumber() {
            return Integer.parseInt(toString());
        }

        @Override
        public String toString() {
            return "secret";
        }
    }

    private static MockResponse.Builder gzip(int megabytes) throws IOException {
        Buffer packed = new Buffer();
        try (BufferedSink sink = Okio.buffer(new GzipSink(packed))) {
            sink.writeUtf8("{\"id\":\"");
            for (int i = 0; i < megabytes; i++) {
                sink.writeUtf8("0".repeat(1024 * 1024));
            }
            sink.writeUtf8("\"}");
        }
        return status(200).setHeader("Content-Encoding", "gzip").body(packed);
    }
}
