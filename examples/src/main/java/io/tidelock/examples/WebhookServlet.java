package io.tidelock.examples;

import io.tidelock.engine.InboxResponse;
import io.tidelock.engine.WebhookReceiver;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes webhooks in a servlet container; Spring, Quarkus and others register it as well. Copy it. No filter before it may read
 * the body or its parameters: the signature is made over the bytes as they came.
 */
public final class WebhookServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // nobody serialises servlets
    private final WebhookReceiver receiver;

    /** Hands requests to a receiver. */
    public WebhookServlet(WebhookReceiver receiver) {
        this.receiver = receiver;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = request.getInputStream().readNBytes(receiver.mostBytes() + 1);
        InboxResponse answer = receiver.receive(request.getMethod(), url(request), headers(request), body);
        answer.headers().forEach(response::setHeader);
        response.setStatus(answer.status());
    }

    private static String url(HttpServletRequest request) {
        String query = request.getQueryString();
        return request.getRequestURL() + (query == null ? "" : "?" + query);
    }

    private static Map<String, List<String>> headers(HttpServletRequest request) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        Collections.list(request.getHeaderNames())
                .forEach(name -> headers.put(name, Collections.list(request.getHeaders(name))));
        return headers;
    }
}
