package io.tidelock.testkit.fake.hubspot;

import java.util.Optional;

/** Record ids: decimal numbers as text. */
final class Ids {

    private Ids() {}

    static Optional<Long> parse(String text) {
        if (!text.matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(text));
    }
}
