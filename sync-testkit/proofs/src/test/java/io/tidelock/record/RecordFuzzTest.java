package io.tidelock.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tidelock.fuzz.Fuzzed;
import io.tidelock.mapping.PhoneNumbers;
import org.junit.jupiter.api.Timeout;

/** Whatever stands in a field: it has one canonical form, or it is unreadable. */
@Timeout(600)
class RecordFuzzTest {

    @FuzzTest(maxDuration = Fuzzed.TIME)
    void valuesHaveOneCanonicalFormOrAreUnreadable(byte[] input) {
        String text = Fuzzed.text(input);
        for (FieldType type : FieldType.values()) {
            try {
                Value read = type.read(Value.text(text));
                String canonical = type.canonical(read);

                assertThat(type.canonical(type.read(read))).isEqualTo(canonical);
                assertThat(type.canonical(type.read(Value.text(read.isNull() ? "" : read.plain()))))
                        .as("%s read back", type)
                        .isEqualTo(canonical);
                assertThat(type.canonical(type.read(Value.text(" " + text + "\n"))))
                        .as("%s with white space around it", type)
                        .isEqualTo(canonical);
            } catch (UnreadableValueException documented) {
                assertThat(documented.getMessage()).hasSizeLessThan(100);
            }
        }
    }

    @FuzzTest(maxDuration = Fuzzed.TIME)
    void longValuesAreReadSoon(byte[] input) {
        String text = Fuzzed.long64(Fuzzed.text(input));
        for (FieldType type : FieldType.values()) {
            Fuzzed.soon(() -> {
                try {
                    return type.canonical(type.read(Value.text(text)));
                } catch (UnreadableValueException documented) {
                    return "";
                }
            });
        }
    }

    @FuzzTest(maxDuration = Fuzzed.TIME)
    void phoneNumbersHaveOneFormOrNone(byte[] input) {
        String text = Fuzzed.text(input);
        for (String region : new String[] {"AU", "UA", "GB"}) {
            PhoneNumbers.e164(text, region).ifPresent(number -> {
                assertThat(number).matches("\\+[0-9]{4,18}");
                assertThat(PhoneNumbers.e164(number, region)).contains(number);
            });
        }
        Fuzzed.soon(() -> PhoneNumbers.e164(Fuzzed.long64(text), "AU"));
    }
}
