package io.tidelock.hubspot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a field of the CRM vocabulary stands in HubSpot: the property, and its values where HubSpot says them in other words.
 *
 * @param property HubSpot's name
 * @param copy another property that HubSpot wants to hold the same, or null
 * @param there the vocabulary's word as HubSpot's
 * @param back HubSpot's word as the vocabulary's; {@code ""} for what it counts as empty
 */
record Spelling(String property, @Nullable String copy, UnaryOperator<String> there, UnaryOperator<String> back) {

    /** What HubSpot can hold of a number of milliseconds. */
    private static final int MOST_DIGITS = 40;

    /** Names a property whose values are the vocabulary's. */
    static Spelling of(String property) {
        return new Spelling(property, null, text -> text, text -> text);
    }

    /** Returns the same property with words that HubSpot shows and the vocabulary says otherwise. */
    Spelling showing(Map<String, String> words) {
        return new Spelling(property, copy, there, text -> words.getOrDefault(text, text));
    }

    /** Returns the same property in milliseconds, where the vocabulary counts seconds. */
    Spelling inMilliseconds() {
        return new Spelling(property, copy, text -> shifted(text, 3), text -> shifted(text, -3));
    }

    /** Returns the same property, written into another one as well. */
    Spelling copiedTo(String other) {
        return new Spelling(property, other, there, back);
    }

    /** What is no number stays as it is: HubSpot says what it thinks of it. */
    private static String shifted(String text, int digits) {
        if (!text.matches("-?\\d{1," + MOST_DIGITS + "}(\\.\\d{1," + MOST_DIGITS + "})?")) {
            return text;
        }
        BigDecimal moved = new BigDecimal(text).scaleByPowerOfTen(digits);
        BigDecimal whole = digits > 0 ? moved.setScale(0, RoundingMode.HALF_UP) : moved;
        return whole.signum() == 0 ? "0" : whole.stripTrailingZeros().toPlainString();
    }
}
