package io.tidelock.testkit.fake.ringostat;

import io.tidelock.testkit.fake.FakeResponse;

/** Says no to a request: by an HTTP status, or as an error in a body that says 200. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String text) {
        super(text);
        this.status = status;
    }

    FakeResponse response() {
        return FakeResponse.json(status, Json.write(Json.object().put("error", getMessage())));
    }
}
