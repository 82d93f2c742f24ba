package io.tidelock.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumbersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+380671234567",
                "380671234567",
                "0671234567",
                "067 123 45 67",
                "(067) 123-45-67",
                "671234567",
                "00380671234567",
                "+38 (067) 123-45-67",
                "tel:+380-67-123-45-67",
                "0671234567 ext. 12"
            })
    void spellingsOfOneNumberAreOneKey(String spelling) {
        assertThat(PhoneNumbers.e164(spelling, "UA")).contains("+380671234567");
    }

    @ParameterizedTest
    @ValueSource(strings = {"anonymous", "", "102", "38067123456", "testsitecom_manager1"})
    void whatIsNoValidNumberNeverMatches(String text) {
        assertThat(PhoneNumbers.e164(text, "UA")).isEmpty();
        assertThat(PhoneNumbers.e164("UA").apply(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"AU,0400 000 001,+61400000001", "AU,61400000001,+61400000001", "UA,61412345678,+61412345678"})
    void countryCodeWithoutPlusIsUnderstood(String region, String spelling, String key) {
        assertThat(PhoneNumbers.e164(spelling, region)).contains(key);
    }
}
