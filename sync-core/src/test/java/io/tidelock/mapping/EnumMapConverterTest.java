package io.tidelock.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.record.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnumMapConverterTest {

    private static Converter stages() {
        Map<String, String> table = new LinkedHashMap<>();
        table.put("Accepted", "closedwon");
        table.put("Accepted - Verbally", "closedwon");
        table.put("Rejected", "closedlost");
        return Converter.enumMap("stages", 1, table);
    }

    @Test
    void severalOntoOneComeBackAsTheFirst() {
        assertThat(stages().toTarget(Value.text("Accepted - Verbally")).plain()).isEqualTo("closedwon");
        assertThat(stages().toSource(Value.text("closedwon")).plain()).isEqualTo("Accepted");
    }

    @Test
    void valueThatIsNotInTheTableIsNeverGuessedAndNeverShown() {
        assertThatThrownBy(() -> stages().toTarget(Value.text("Archived")))
                .isInstanceOf(UnmappedValueException.class)
                .hasMessageContaining("stages")
                .hasMessageNotContaining("Archived");
    }
}
