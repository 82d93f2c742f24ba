package io.tidelock.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusinessIdsTest {

    @ParameterizedTest
    @CsvSource({"1234567-8", "12345678", "' 1234 567 8 '", "1234567–8", "１２３４５６７８"})
    void separatorsAndWidthsMakeNoDifference(String spelling) {
        assertThat(BusinessIds.plain(spelling)).isEqualTo("12345678");
    }

    @Test
    void caseMakesNoDifferenceButLettersDo() {
        assertThat(BusinessIds.plain("fi 12345678")).isEqualTo(BusinessIds.plain("FI12345678"));
        assertThat(BusinessIds.plain("12345678")).isNotEqualTo(BusinessIds.plain("FI12345678"));
    }

    @Test
    void textWithoutADigitIsNoId() {
        assertThat(BusinessIds.plain("n/a")).isEmpty();
        assertThat(BusinessIds.plain(" - ")).isEmpty();
    }
}
