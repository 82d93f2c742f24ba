package io.tidelock.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("RS-01")
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
                "+3800671234567",
                "380 0671234567",
                "80671234567",
                "8 067 123 45 67",
                "+380671234567 ext. 12",
                "+380671234567;ext=12",
                "0671234567 x123",
            })
    void everySpellingOfANumberIsOneKey(String raw) {
        assertThat(PhoneNumbers.e164(raw, "UA")).contains("+380671234567");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "38067123456",
                "102",
                "anonymous",
                "testsitecom_manager1",
                "0671234567, 0501234567",
                "+0671234567",
                "4155552671",
                "+",
                "\u0000",
                "\ud800",
                "1-800-FLOWERS"
            })
    void whatIsNoValidNumberIsNoKey(String raw) {
        assertThat(PhoneNumbers.e164(raw, "UA")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0400 000 001, AU, +61400000001",
        "61412345678, UA, +61412345678",
        "380671234567, US, +380671234567",
        "+358 (0)40 123 4567, FI, +358401234567",
        "1300 324 070, AU, +611300324070",
    })
    void regionIsWhereNationalNumbersAreRead(String raw, String region, String key) {
        assertThat(PhoneNumbers.e164(raw, region)).contains(key);
    }

    @Test
    void keyOfAKeyIsTheKey() {
        Optional<String> key = PhoneNumbers.e164("067 123 45 67", "UA");

        assertThat(key.flatMap(raw -> PhoneNumbers.e164(raw, "AU"))).isEqualTo(key);
    }

    @Test
    void veryLongTextIsNoNumberAndTakesNoTime() {
        assertThat(PhoneNumbers.e164("0671234567".repeat(10_000), "UA")).isEmpty();
    }
}
