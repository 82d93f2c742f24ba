package io.tidelock.testkit.fake.cliniko;

import java.util.Map;

/** Says no to a request; becomes an error response (page, "Errors"). */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final transient Map<String, String> errors;

    private Refusal(int status, String message, Map<String, String> errors) {
        super(message, null, false, false);
        this.status = status;
        this.errors = errors;
    }

    static Refusal of(int status, String message) {
        return new Refusal(status, message, Map.of());
    }

    static Refusal invalid(Map<String, String> errors) {
        return new Refusal(422, "Validation Failed", errors);
    }

    static Refusal notFound() {
        return of(404, "Not found");
    }

    int status() {
        return status;
    }

    /** Returns field → problem; empty unless the status is 422. */
    Map<String, String> errors() {
        return errors;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
