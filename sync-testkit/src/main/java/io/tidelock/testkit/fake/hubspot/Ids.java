package io.tidelock.testkit.fake.hubspot;

import java.util.Optional;
import java.util.regex.Pattern;

/** Record ids: decimal numbers as text. */
final class Ids {

    private static final Pattern DECIMAL = Pattern.compile("\\d{1,18}");

    private Ids() {}

    static Optional<Long> parse(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(text));
    }
}
