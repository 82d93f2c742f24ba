package io.tidelock.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.engine.Inbox;
import io.tidelock.engine.WebhookRoute;
import io.tidelock.hubspot.HubSpotWebhooks;
import io.tidelock.mapping.Party;
import io.tidelock.record.IntegrationId;
import io.tidelock.store.InMemoryStore;
import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.hubspot.FakeWebhook;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WebhookExamplesTest {

    private static final String SECRET = "client secret";
    private static final IntegrationId TENANT = IntegrationId.of("tenant-1");

    private final ManualClock clock = new ManualClock();
    private final InMemoryStore store = new InMemoryStore();
    private final Inbox inbox =
            Inbox.builder().store(store).clock(clock).capacity(1).build();

    @Test
    void signedWebhookIsDurableAnsweredAndReadByTheNextPass() {
        StringWriter out = new StringWriter();

        assertThat(Main.run(new PrintWriter(out, true), new PrintWriter(out, true), "webhook"))
                .isZero();

        assertThat(out.toString().lines())
                .containsExactly(
                        "signed with a guess: 401",
                        "to run now: own-app",
                        "signed with the client secret: 204",
                        "in the inbox: 1",
                        "the pass wrote: 1",
                        "the table has: Ada Lovelace");
    }

    @Test
    void servletHandsTheWholeRequestOver() throws IOException {
        String url = "https://hooks.example.com/hubspot?tenant=a%3Ab";

        assertThat(serve("https://hooks.example.com/hubspot", "tenant=a%3Ab", webhook(url), 1_000))
                .containsExactly("status 204");
        assertThat(store.countHints(TENANT)).isEqualTo(1);
        assertThat(serve("https://hooks.example.com/hubspot", null, webhook(url), 1_000))
                .containsExactly("status 401");
    }

    @Test
    void servletReadsNoMoreThanItMustAndPassesHeadersOn() throws IOException {
        String url = "https://hooks.example.com/hubspot";

        assertThat(serve(url, null, webhook(url), 10)).containsExactly("status 413");

        serve(url, null, webhook(url), 1_000);
        assertThat(serve(url, null, webhook(url), 1_000)).containsExactly("Retry-After 60", "status 503");
    }

    private FakeWebhook webhook(String url) {
        return FakeWebhook.of(SECRET, url, clock.instant(), FakeWebhook.event(44, "contact.creation", "7"));
    }

    /** Serves a request and returns what was set of the response. */
    private List<String> serve(String url, @Nullable String query, FakeWebhook webhook, int mostBytes)
            throws IOException {
        HubSpotWebhooks decoder = HubSpotWebhooks.builder()
                .clientSecret(() -> SECRET)
                .mostBytes(mostBytes)
                .build();
        List<String> set = new ArrayList<>();
        new WebhookServlet(inbox.receiver(decoder, account -> List.of(new WebhookRoute(TENANT, Party.CRM))))
                .service(request(url, query, webhook), response(set));
        return set;
    }

    @SuppressWarnings("JdkObsolete") // the servlet API is
    private static HttpServletRequest request(String url, @Nullable String query, FakeWebhook webhook) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                HttpServletRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getMethod" -> webhook.method();
                    case "getRequestURL" -> new StringBuffer(url);
                    case "getQueryString" -> query;
                    case "getHeaderNames" ->
                        Collections.enumeration(webhook.headers().keySet());
                    case "getHeaders" ->
                        Collections.enumeration(webhook.headers().get((String) arguments[0]));
                    case "getInputStream" -> new Body(webhook.body());
                    default -> throw new IllegalStateException("A webhook does not need " + method.getName());
                });
    }

    private static HttpServletResponse response(List<String> set) {
        return (HttpServletResponse) Proxy.newProxyInstance(
                HttpServletResponse.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "setHeader" -> set.add(arguments[0] + " " + arguments[1]);
                        case "setStatus" -> set.add("status " + arguments[0]);
                        default -> throw new IllegalStateException("A webhook does not need " + method.getName());
                    }
                    return null;
                });
    }

    private static final class Body extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        Body(byte[] body) {
            this.bytes = new ByteArrayInputStream(body);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int from, int most) {
            return bytes.read(into, from, most);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("It is read at once");
        }
    }
}
