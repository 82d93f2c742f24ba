package io.tidelock.mapping;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Brings the ids by which authorities know a business – tax, register and VAT numbers – into the one form in which they can
 * be compared: letters and digits only, in upper case. For keys, not for storing: what a system shows stays as it is.
 */
public final class BusinessIds {

    private BusinessIds() {}

    /** Returns a normaliser for {@link MatchRule}: {@code fi 1234567-8} and {@code FI12345678} are the same. */
    public static UnaryOperator<String> plain() {
        return BusinessIds::plain;
    }

    /** Returns the id without separators, in upper case; {@code ""} for text without a digit, which never matches. */
    public static String plain(String raw) {
        String form = Normalizer.normalize(raw, Normalizer.Form.NFKC)
                .replaceAll("[^\\p{L}\\p{Nd}]", "")
                .toUpperCase(Locale.ROOT);
        return form.chars().anyMatch(Character::isDigit) ? form : "";
    }
}
