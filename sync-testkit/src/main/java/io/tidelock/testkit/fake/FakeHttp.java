package io.tidelock.testkit.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import okio.ByteString;

/**
 * Puts a fake server on a port, and breaks its connections on demand.
 *
 * <pre>{@code
 * try (FakeHttp http = FakeHttp.serving(fake).start()) {
 *     URI base = http.url();  // http://127.0.0.1:49152
 * }
 * }</pre>
 *
 * <p>Thread-safe once started. Sockets set TCP_NODELAY; requests are not kept, so it can run for days.
 */
public final class FakeHttp implements AutoCloseable {

    // held, as a logger nobody holds forgets its level; it would print each request's query
    private static final Logger REQUEST_LOG = Logger.getLogger(MockWebServer.class.getName());

    private final FakeServer server;
    private final MockWebServer socket = new MockWebServer();
    private final List<Break> breaks = new ArrayList<>();
    private volatile Duration latency = Duration.ZERO;
    private volatile String host = "127.0.0.1";

    /** How a connection breaks. */
    public enum SocketFault {
        /** The connection is closed before the server sees the request. */
        REQUEST_LOST,
        /** The server does its work, then the connection is closed without a byte of the answer. */
        ANSWER_LOST,
        /** The server does its work, then the connection is closed in the middle of the answer's body. */
        BODY_CUT
    }

    private record Break(Predicate<? super FakeRequest> matcher, SocketFault fault) {}

    private FakeHttp(FakeServer server) {
        this.server = server;
    }

    /** Prepares a port for a server; {@link #start()} opens it. */
    public static FakeHttp serving(FakeServer server) {
        return new FakeHttp(server);
    }

    /** Delays every answer; may be changed while running. */
    public FakeHttp latency(Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("latency must not be negative, was " + value);
        }
        this.latency = value;
        return this;
    }

    /** Opens a free port on 127.0.0.1. */
    public FakeHttp start() {
        return start(0);
    }

    /** Opens that port on 127.0.0.1; 0 means a free one. */
    public FakeHttp start(int port) {
        return start("127.0.0.1", port);
    }

    /**
     * Opens that port on an address of this machine; 0 means a free one.
     *
     * @throws UncheckedIOException if the port is taken or the address is not this machine's
     */
    public FakeHttp start(String address, int port) {
        if (REQUEST_LOG.getLevel() == null) {
            REQUEST_LOG.setLevel(Level.WARNING);
        }
        host = address;
        socket.setServerSocketFactory(new PromptSockets());
        socket.setDispatcher(new Handler());
        try {
            socket.start(InetAddress.getByName(address), port);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on " + address + ":" + port + ": " + e.getMessage(), e);
        }
        return this;
    }

    /** Returns where it listens, such as {@code http://127.0.0.1:8400}, without a slash at the end. */
    public URI url() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return URI.create("http://" + name + ":" + socket.getPort());
    }

    /**
     * Breaks the connections of the next matching requests.
     *
     * @param matcher which requests
     * @param fault how
     * @param times how many requests, at least 1
     */
    public void breakNext(Predicate<? super FakeRequest> matcher, SocketFault fault, int times) {
        if (times < 1) {
            throw new IllegalArgumentException("times must be at least 1, was " + times);
        }
        synchronized (breaks) {
            for (int i = 0; i < times; i++) {
                breaks.add(new Break(matcher, fault));
            }
        }
    }

    /** Closes the port and its connections. */
    @Override
    public void close() {
        socket.close();
    }

    private Optional<SocketFault> nextFault(FakeRequest request) {
        synchronized (breaks) {
            for (Iterator<Break> all = breaks.iterator(); all.hasNext(); ) {
                Break next = all.next();
                if (next.matcher.test(request)) {
                    all.remove();
                    return Optional.of(next.fault);
                }
            }
        }
        return Optional.empty();
    }

    /** Turns MockWebServer's requests into ours and back. */
    private final class Handler extends Dispatcher {

        @Override
        public MockResponse dispatch(RecordedRequest recorded) throws InterruptedException {
            socket.takeRequest(0, TimeUnit.NANOSECONDS); // or they would pile up
            FakeRequest request = request(recorded);
            Optional<SocketFault> fault = nextFault(request);
            if (fault.isPresent() && fault.get() == SocketFault.REQUEST_LOST) {
                return lost();
            }
            FakeResponse response = server.handle(request);
            if (fault.isEmpty()) {
                return response(response).build();
            }
            return fault.get() == SocketFault.ANSWER_LOST
                    ? lost()
                    : response(response)
                            .onResponseBody(new SocketEffect.CloseSocket())
                            .build();
        }

        private MockResponse lost() {
            return new MockResponse.Builder()
                    .onResponseStart(new SocketEffect.CloseSocket())
                    .build();
        }

        private MockResponse.Builder response(FakeResponse response) {
            MockResponse.Builder builder = new MockResponse.Builder()
                    .code(response.status())
                    .headersDelay(latency.toNanos(), TimeUnit.NANOSECONDS);
            if (response.status() != 204 && response.status() != 304) {
                builder.body(new Buffer().write(response.body()));
            }
            response.headers().forEach(builder::setHeader);
            return builder;
        }

        private FakeRequest request(RecordedRequest recorded) {
            Map<String, String> headers = new LinkedHashMap<>();
            recorded.getHeaders()
                    .forEach(header -> headers.merge(
                            header.getFirst().toLowerCase(Locale.ROOT),
                            header.getSecond(),
                            (first, more) -> first + ", " + more));
            ByteString body = recorded.getBody();
            return new FakeRequest(
                    recorded.getMethod().toUpperCase(Locale.ROOT),
                    recorded.getTarget(),
                    headers,
                    body == null ? new byte[0] : body.toByteArray());
        }
    }
}
