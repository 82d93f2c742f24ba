package io.tidelock.mapping;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Brings phone numbers into the one form in which they can be compared: E.164 without extension. Only valid numbers have
 * one; anything else never matches. For keys, not for storing: what a system shows stays as it is.
 */
public final class PhoneNumbers {

    private static final int UKRAINE = 380;

    private PhoneNumbers() {}

    /**
     * Returns a normaliser for {@link MatchRule}.
     *
     * @param region ISO 3166 country in whose national form numbers without {@code +} are read, such as {@code AU}
     */
    public static UnaryOperator<String> e164(String region) {
        return raw -> e164(raw, region).orElse("");
    }

    /** Returns the number as E.164, such as {@code +61400000001}; empty when it is no valid number. */
    public static Optional<String> e164(String raw, String region) {
        if (isWords(raw)) {
            return Optional.empty();
        }
        String digits = raw.replaceAll("[^0-9]", "");
        return valid(raw, region)
                .or(() -> raw.startsWith("+") || digits.length() < 10 ? Optional.empty() : valid("+" + digits, null))
                .or(() -> isOldTrunk(digits, region) ? valid("+3" + digits, null) : Optional.empty());
    }

    /**
     * Returns how people and programs write a number, for systems that look numbers up as they were typed: with and without
     * country code, with the trunk digit, digits only and with the country's usual separators. Extensions are not among them.
     *
     * @param e164 a number as {@link #e164} gives it
     * @return the number itself first; only that where it is none
     */
    public static List<String> spellings(String e164) {
        Set<String> all = new LinkedHashSet<>(List.of(e164));
        PhoneNumberUtil util = PhoneNumberUtil.getInstance();
        try {
            PhoneNumber number = util.parse(e164, null);
            String national = util.format(number, PhoneNumberFormat.NATIONAL);
            String own = util.getNationalSignificantNumber(number);
            all.add(e164.substring(1));
            all.add(national.replaceAll("[^0-9]", ""));
            all.add(national);
            all.add(own);
            all.add(util.format(number, PhoneNumberFormat.INTERNATIONAL));
            all.add("00" + e164.substring(1));
            if (number.getCountryCode() == UKRAINE && own.length() == 9) {
                all.addAll(ukrainian(own));
            }
        } catch (NumberParseException notANumber) {
            return List.copyOf(all);
        }
        return List.copyOf(all);
    }

    private static List<String> ukrainian(String own) {
        String area = own.substring(0, 2);
        String dashed = own.substring(2, 5) + "-" + own.substring(5, 7) + "-" + own.substring(7);
        String spaced = dashed.replace('-', ' ');
        return List.of(
                "80" + own,
                "0" + area + " " + spaced,
                "0" + area + " " + dashed,
                "0" + area + "-" + dashed,
                "(0" + area + ") " + dashed,
                "(0" + area + ") " + spaced,
                "+38 (0" + area + ") " + dashed,
                "+38(0" + area + ")" + dashed,
                "+38 0" + area + " " + spaced);
    }

    /** Letters stand for digits on a keypad: names and vanity numbers are no keys. */
    private static boolean isWords(String raw) {
        String text = raw.toLowerCase(Locale.ROOT).replace("tel:", "");
        boolean extended = text.contains("ext") || text.contains("доб");
        return !extended && text.chars().filter(Character::isLetter).count() >= 3;
    }

    /** Ukraine wrote 8 before the area code once. */
    private static boolean isOldTrunk(String digits, String region) {
        return region.equals("UA") && digits.length() == 11 && digits.startsWith("80");
    }

    private static Optional<String> valid(String raw, @Nullable String region) {
        PhoneNumberUtil util = PhoneNumberUtil.getInstance();
        try {
            PhoneNumber number = util.parse(raw, region);
            return util.isValidNumber(number)
                    ? Optional.of(util.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException notANumber) {
            return Optional.empty();
        }
    }
}
