package io.tidelock.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.tidelock.engine.InboxResponse;
import io.tidelock.engine.WebhookReceiver;
import java.io.IOException;

/** Takes webhooks where the JDK's own server listens. Copy it. */
final class WebhookHandler implements HttpHandler {

    private final WebhookReceiver receiver;

    WebhookHandler(WebhookReceiver receiver) {
        this.receiver = receiver;
    }

    /** The server knows the path only, so the decoder has to know its target URL. */
    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(receiver.mostBytes() + 1);
            InboxResponse response = receiver.receive(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    body);
            response.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(response.status(), -1);
        }
    }
}
