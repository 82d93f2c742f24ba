package io.tidelock.http;

import static io.tidelock.http.Clinic.ADA;
import static io.tidelock.http.Clinic.PATIENT;
import static io.tidelock.http.Clinic.json;
import static io.tidelock.http.Clinic.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.connector.AccessDeniedException;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.connector.UnknownOutcomeException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CredentialsTest {

    private static final FailureReader EXPIRY =
            answer -> answer.status() == 401 && answer.text().contains("EXPIRED")
                    ? new Reaction.TokenExpired()
                    : Reaction.byStatus(answer);

    private final AtomicInteger fetched = new AtomicInteger();
    private final Credentials tokens =
            Credentials.oauth(() -> AccessToken.of("token-" + fetched.incrementAndGet(), Duration.ofMinutes(30)));
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
    void eachKindSendsItsHeader() throws InterruptedException {
        read(Credentials.bearer(() -> "abc"));
        read(Credentials.basic(() -> "key-au1", () -> ""));
        read(Credentials.header("Auth-key", () -> "xyz"));
        read(Credentials.none());

        assertThat(sent("Authorization")).isEqualTo("Bearer abc");
        assertThat(sent("Authorization")).isEqualTo("Basic a2V5LWF1MTo=");
        assertThat(sent("Auth-key")).isEqualTo("xyz");
        assertThat(clinic.server.takeRequest().getHeaders().get("Authorization"))
                .isNull();
    }

    @Test
    void rotatedSecretIsPickedUpByTheNextRequest() throws InterruptedException {
        ClinicApi api = api(Credentials.bearer(() -> "token-" + fetched.incrementAndGet()));

        api.patient("7", "id").read();
        api.patient("7", "id").read();

        assertThat(sent("Authorization")).isEqualTo("Bearer token-1");
        assertThat(sent("Authorization")).isEqualTo("Bearer token-2");
    }

    @Test
    void expiredTokenIsRenewedAndTheWriteSentOnceMore() throws InterruptedException {
        clinic.answers(json(401, "{\"category\":\"EXPIRED\"}"));

        assertThat(api(tokens).create(ADA).write().status()).isEqualTo(200);

        assertThat(fetched).hasValue(2);
        assertThat(sent("Authorization")).isEqualTo("Bearer token-1");
        assertThat(sent("Authorization")).isEqualTo("Bearer token-2");
    }

    @Test
    void renewedTokenGrantsOneMoreRequestAndNoFurther() {
        clinic.answers(json(401, "{\"category\":\"EXPIRED\"}"), status(503), status(503), status(503));
        ClinicApi api =
                clinic.api(client -> client.credentials(tokens).failures(EXPIRY).attempts(2));

        assertThatThrownBy(() -> api.patient("7", "id").read()).isInstanceOf(RetryLaterException.class);

        assertThat(clinic.requests()).isEqualTo(3);
    }

    @Test
    void tokenThatExpiresAtOnceIsDeniedAfterOneRenewal() {
        clinic.answers(json(401, "{\"category\":\"EXPIRED\"}"), json(401, "{\"category\":\"EXPIRED\"}"));

        assertThatThrownBy(() -> api(tokens).create(ADA).write())
                .isInstanceOf(AccessDeniedException.class)
                .hasMessage("clinic:17 POST patients answered 401 TOKEN_EXPIRED");

        assertThat(clinic.requests()).isEqualTo(2);
        assertThat(fetched).hasValue(2);
    }

    @Test
    void unauthorizedWithoutExpiryIsDeniedAtOnce() {
        clinic.answers(status(401));

        assertThatThrownBy(() -> api(tokens).patient("7", "id").read()).isInstanceOf(AccessDeniedException.class);

        assertThat(clinic.requests()).isEqualTo(1);
        assertThat(fetched).hasValue(1);
    }

    @Test
    void deniedTokenIsNotUsedAgain() {
        clinic.answers(status(403), json(200, PATIENT));
        ClinicApi api = api(tokens);
        assertThatThrownBy(() -> api.patient("7", "id").read()).isInstanceOf(AccessDeniedException.class);

        api.patient("7", "id").read();

        assertThat(fetched).as("a person may have granted more meanwhile").hasValue(2);
    }

    @Test
    void requestThatWasSentWithATokenReplacedMeanwhileIsSentOnceMore() throws InterruptedException {
        clinic.answers(json(401, "{\"category\":\"EXPIRED\"}"));
        Credentials rotated = Credentials.bearer(() -> clinic.requests() == 0 ? "old" : "new");

        assertThat(api(rotated).create(ADA).write().status()).isEqualTo(200);

        assertThat(sent("Authorization")).isEqualTo("Bearer old");
        assertThat(sent("Authorization")).isEqualTo("Bearer new");
    }

    @Test
    void expiryOfAStaticTokenIsDenied() {
        clinic.answers(json(401, "{\"category\":\"EXPIRED\"}"));

        assertThatThrownBy(() ->
                        api(Credentials.bearer(() -> "abc")).patient("7", "id").read())
                .isInstanceOf(AccessDeniedException.class);
        assertThat(clinic.requests()).isEqualTo(1);
    }

    @Test
    void missingPermissionsAreNamed() {
        clinic.answers(status(403));
        ClinicApi api = clinic.api(client ->
                client.failures(answer -> new Reaction.Denied("MISSING_SCOPES", Set.of("deals.write", "deals.read"))));

        assertThatThrownBy(() -> api.create(ADA).write())
                .hasMessage("clinic:17 POST patients answered 403 MISSING_SCOPES, missing: deals.read, deals.write");
    }

    @Test
    void twoThreadsWhoseTokenExpiresShareOneRenewal() throws Exception {
        CyclicBarrier bothAreIn = new CyclicBarrier(2);
        clinic.server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                if ("Bearer token-1".equals(request.getHeaders().get("Authorization"))) {
                    await(bothAreIn);
                    return json(401, "{\"category\":\"EXPIRED\"}").build();
                }
                return json(200, PATIENT).build();
            }
        });
        ClinicApi api = api(tokens);

        List<Integer> statuses = inParallel(() -> api.patient("7", "id").read().status());

        assertThat(statuses).containsExactly(200, 200);
        assertThat(fetched).hasValue(2);
    }

    @Test
    void twoThreadsWithoutATokenShareOneFetch() throws Exception {
        ClinicApi api = api(tokens);

        inParallel(() -> api.patient("7", "id").read().status());

        assertThat(fetched).hasValue(1);
    }

    @Test
    void tokenIsRenewedAtFourFifthsOfItsLife() {
        ClinicApi api = api(tokens);
        api.patient("7", "id").read();

        clinic.clock.advance(Duration.ofMinutes(24).minusSeconds(1));
        api.patient("7", "id").read();
        assertThat(fetched).hasValue(1);

        clinic.clock.advance(Duration.ofSeconds(1));
        api.patient("7", "id").read();
        assertThat(fetched).hasValue(2);
    }

    @Test
    void earlyRenewalThatFailsLeavesTheTokenInUseUntilItExpires() {
        ClinicApi api = api(Credentials.oauth(() -> {
            if (fetched.incrementAndGet() > 1) {
                throw new RetryLaterException("token server is down", Duration.ofSeconds(5), null);
            }
            return AccessToken.of("first", Duration.ofMinutes(30));
        }));
        api.patient("7", "id").read();

        clinic.clock.advance(Duration.ofMinutes(25));
        api.patient("7", "id").read();
        api.patient("7", "id").read();
        assertThat(fetched).hasValue(2);

        clinic.clock.advance(Duration.ofMinutes(5));
        assertThatThrownBy(() -> api.create(ADA).write()).isInstanceOf(RetryLaterException.class);
        assertThat(clinic.applied()).isZero();
    }

    @Test
    void tokenOfUnknownLifeIsUsedUntilTheVendorSaysItExpired() {
        ClinicApi api = api(Credentials.oauth(() -> AccessToken.ofUnknownLife("token-" + fetched.incrementAndGet())));
        api.patient("7", "id").read();
        clinic.clock.advance(Duration.ofDays(365));

        api.patient("7", "id").read();

        assertThat(fetched).hasValue(1);
    }

    @Test
    void lostAnswerOfTheTokenServerIsNoUnknownOutcomeOfTheWrite() {
        ClinicApi api = api(Credentials.oauth(() -> {
            throw new UnknownOutcomeException("token request", null);
        }));

        assertThatThrownBy(() -> api.create(ADA).write()).isInstanceOf(RetryLaterException.class);
        assertThat(clinic.applied()).isZero();
    }

    private ClinicApi api(Credentials credentials) {
        return clinic.api(client -> client.credentials(credentials).failures(EXPIRY));
    }

    private void read(Credentials credentials) {
        api(credentials).patient("7", "id").read();
    }

    private String sent(String header) throws InterruptedException {
        return String.valueOf(clinic.server.takeRequest().getHeaders().get(header));
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static <T> List<T> inParallel(Callable<T> work) throws Exception {
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            Future<T> one = two.submit(work);
            Future<T> other = two.submit(work);
            return List.of(one.get(), other.get());
        } finally {
            two.shutdown();
        }
    }
}
