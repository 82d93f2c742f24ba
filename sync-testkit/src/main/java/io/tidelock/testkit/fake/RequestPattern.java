package io.tidelock.testkit.fake;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Names requests by method and path, as in {@code POST /v1/patients}, {@code GET /v1/patients/*} or {@code * /v1/**}.
 *
 * <p>A single star stands for one path segment, or for any method; two stars for the rest of the path. Without a
 * method any method matches. The query is not looked at. Immutable.
 */
public final class RequestPattern implements Predicate<FakeRequest> {

    private final String text;
    private final String method;
    private final Pattern path;

    private RequestPattern(String text, String method, Pattern path) {
        this.text = text;
        this.method = method;
        this.path = path;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if the path does not start with a slash
     */
    public static RequestPattern of(String text) {
        int space = text.indexOf(' ');
        String method = space < 0 ? "*" : text.substring(0, space).toUpperCase(Locale.ROOT);
        String path = text.substring(space + 1);
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("Not a request pattern: '" + text + "'; write 'GET /v1/patients/*'");
        }
        return new RequestPattern(text, method, Pattern.compile(regex(path)));
    }

    private static String regex(String path) {
        StringBuilder regex = new StringBuilder();
        int from = 0;
        while (from < path.length()) {
            int star = path.indexOf('*', from);
            int end = star < 0 ? path.length() : star;
            regex.append(Pattern.quote(path.substring(from, end)));
            boolean two = path.startsWith("**", end);
            regex.append(star < 0 ? "" : two ? ".*" : "[^/]+");
            from = end + (two ? 2 : 1);
        }
        return regex.toString();
    }

    @Override
    public boolean test(FakeRequest request) {
        return matches(request.method(), request.path());
    }

    /** Tells whether a request of this method and (undecoded) path is meant. */
    public boolean matches(String requestMethod, String requestPath) {
        return (method.equals("*") || method.equals(requestMethod))
                && path.matcher(requestPath).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
