package io.tidelock.http;

import static io.tidelock.http.Clinic.ADA;
import static io.tidelock.http.Clinic.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.connector.RequestRejectedException;
import io.tidelock.record.AccountId;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.RecordedRequest;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import retrofit2.http.GET;

class RestClientTest {

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
    void pathsAreAppendedToTheBaseUrl() throws InterruptedException {
        ClinicApi api = clinic.api(client -> client.header("User-Agent", "Tidelock (dev@example.com)"));

        api.patient("a/b", "id").read();
        api.create(ADA).write();

        RecordedRequest get = clinic.server.takeRequest();
        assertThat(get.getTarget()).isEqualTo("/v1/patients/a%2Fb?by=id");
        assertThat(get.getHeaders().get("User-Agent")).isEqualTo("Tidelock (dev@example.com)");
        assertThat(get.getHeaders().get("Accept")).isEqualTo("application/json");
        RecordedRequest post = clinic.server.takeRequest();
        assertThat(String.valueOf(post.getHeaders().get("Content-Type"))).startsWith("application/json");
    }

    @Test
    void absoluteLinkOfTheServerIsFollowedOnTheBaseHostOnly() throws InterruptedException {
        RestClient client = clinic.client(builder -> builder);

        String link = client.rebase("https://api.real.example/v1/patients?page=2&q%5B%5D=id%3A%3E1");
        client.create(ClinicApi.class).next(link).read();

        assertThat(clinic.server.takeRequest().getTarget()).isEqualTo("/v1/patients?page=2&q%5B%5D=id%3A%3E1");
        assertThat(clinic.events.get(0).path()).isEqualTo("/v1/patients");
        String home = clinic.server.url("/").toString();
        assertThat(client.rebase("//evil.example/x")).isEqualTo(home + "x");
        assertThat(client.rebase("http://a.example//evil.example/x")).startsWith(home + "/evil");
        assertThat(client.rebase("/v1/x")).isEqualTo(home + "v1/x");
        assertThatThrownBy(() -> client.rebase("mailto:someone")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void linkToAnotherHostIsRefusedBeforeCredentialsAreAsked() {
        AtomicInteger asked = new AtomicInteger();
        ClinicApi api =
                clinic.api(client -> client.credentials(Credentials.bearer(() -> "x" + asked.incrementAndGet())));

        assertThatThrownBy(() -> api.next("https://evil.example/x").read())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RestClient.rebase");

        assertThat(asked).hasValue(0);
    }

    @Test
    void rejectionCarriesStatusCodeAndFields() {
        clinic.answers(status(422));
        ClinicApi api = clinic.api(client ->
                client.failures(answer -> new Reaction.Refused("VALIDATION_FAILED", Map.of("email", "is not valid"))));

        assertThatThrownBy(() -> api.create(ADA).write())
                .isInstanceOfSatisfying(RequestRejectedException.class, refused -> {
                    assertThat(refused.status()).isEqualTo(422);
                    assertThat(refused.code()).isEqualTo("VALIDATION_FAILED");
                    assertThat(refused.fields()).containsEntry("email", "is not valid");
                })
                .hasMessage("clinic:17 POST patients answered 422 VALIDATION_FAILED");
    }

    @Test
    void sentenceInPlaceOfACodeStaysOutOfTheMessage() {
        clinic.answers(status(400));
        ClinicApi api =
                clinic.api(client -> client.failures(answer -> new Reaction.Refused("Ada Lovelace exists already")));

        assertThatThrownBy(() -> api.create(ADA).write()).hasMessage("clinic:17 POST patients answered 400 REJECTED");
    }

    @Test
    void listenerHearsOfEveryRequestAndCannotBreakOne() {
        clinic.answers(status(500));
        ClinicApi api = clinic.api(client -> client.listener(event -> {
            clinic.events.add(event);
            throw new IllegalStateException("broken");
        }));

        api.patient("7", "id").as(Traffic.INTERACTIVE).read();

        AccountId account = AccountId.of("clinic", "17");
        assertThat(clinic.events)
                .containsExactly(
                        new CallEvent(account, Traffic.INTERACTIVE, "GET", "patients/{id}", 500, Duration.ZERO, 1),
                        new CallEvent(account, Traffic.INTERACTIVE, "GET", "patients/{id}", 200, Duration.ZERO, 2));
    }

    @Test
    void everySocketHasNoDelay() throws IOException {
        AtomicInteger undelayed = new AtomicInteger();
        OkHttpClient watched = new OkHttpClient.Builder()
                .eventListener(new EventListener() {
                    @Override
                    public void connectionAcquired(Call call, Connection connection) {
                        try {
                            undelayed.addAndGet(connection.socket().getTcpNoDelay() ? 1 : -100);
                        } catch (IOException closed) {
                            undelayed.addAndGet(-100);
                        }
                    }
                })
                .build();

        clinic.api(client -> client.callFactory(watched)).create(ADA).write();

        assertThat(undelayed).hasValue(1);
        OkHttpClient ours = (OkHttpClient) HttpDefaults.callFactory();
        assertThat(ours.socketFactory().createSocket().getTcpNoDelay()).isTrue();
        assertThat(ours.retryOnConnectionFailure()).isFalse();
        assertThat(ours.followRedirects()).isFalse();
        assertThat(ours.followSslRedirects()).isFalse();
    }

    @Test
    void clientsOfOneFactoryShareItsConnections() throws InterruptedException {
        OkHttpClient shared = new OkHttpClient();

        clinic.api(client -> client.callFactory(shared)).patient("7", "id").read();
        clinic.api(client -> client.callFactory(shared)).patient("7", "id").read();

        assertThat(clinic.server.takeRequest().getConnectionIndex())
                .isEqualTo(clinic.server.takeRequest().getConnectionIndex());
        assertThat(shared.connectionPool().connectionCount()).isEqualTo(1);
    }

    @Test
    void clientThatLacksWhatItNeedsNamesAllOfIt() {
        RestClient.Builder builder = RestClient.builder()
                .baseUrl(URI.create("https://user:pa55@api.example/"))
                .attempts(0)
                .callTimeout(Duration.ZERO)
                .patience(Duration.ofSeconds(-1))
                .bodyLimit(0);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("account", "baseUrl", "attempts", "callTimeout", "patience", "bodyLimit")
                .hasMessageNotContaining("pa55");
        assertThatThrownBy(() -> RestClient.builder().build()).hasMessageContaining("baseUrl is missing");
    }

    @Test
    void methodThatReturnsAnythingElseIsRefusedWhenTheApiIsMade() {
        RestClient client = clinic.client(builder -> builder);

        assertThatThrownBy(() -> client.create(Wrong.class)).rootCause().hasMessageContaining("RestCall");
    }

    interface Wrong {
        @GET("patients")
        String patients();
    }
}
