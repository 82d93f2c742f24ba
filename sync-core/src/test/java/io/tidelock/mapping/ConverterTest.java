package io.tidelock.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.record.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConverterTest {

    @Test
    void tableTranslatesBothWaysAndSaysWhichOfSeveralGoesBack() {
        Map<String, String> table = new LinkedHashMap<>();
        table.put("open", "OPEN");
        table.put("reopened", "OPEN");
        table.put("done", "CLOSED");
        Converter converter = Converter.enumMap("status", 3, table, Map.of("OPEN", "reopened"));

        assertThat(converter.toTarget(Value.text("reopened"))).isEqualTo(Value.text("OPEN"));
        assertThat(converter.toSource(Value.text("OPEN"))).isEqualTo(Value.text("reopened"));
        assertThat(converter.toSource(Value.text("CLOSED"))).isEqualTo(Value.text("done"));
        assertThat(converter.toTarget(Value.text(" done "))).isEqualTo(Value.text("CLOSED"));
        assertThat(converter.name()).isEqualTo("status");
        assertThat(converter.version()).isEqualTo(3);
    }

    @Test
    void valueThatIsNotInTheTableIsNeverGuessedAndNeverTold() {
        Converter converter = Converter.enumMap("status", 1, Map.of("open", "OPEN"));

        assertThatThrownBy(() -> converter.toTarget(Value.text("canary")))
                .isInstanceOf(UnmappedValueException.class)
                .hasMessageContaining("status")
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> converter.toSource(Value.text("canary"))).isInstanceOf(UnmappedValueException.class);
    }

    @Test
    void tableIsCopied() {
        Map<String, String> table = new LinkedHashMap<>(Map.of("a", "A"));
        Converter converter = Converter.enumMap("copy", 1, table);

        table.put("b", "B");

        assertThatThrownBy(() -> converter.toTarget(Value.text("b"))).isInstanceOf(UnmappedValueException.class);
    }

    @Test
    void identityChangesNothing() {
        Value value = Value.text("x");

        assertThat(Converter.identity().toTarget(value)).isSameAs(value);
        assertThat(Converter.identity().toSource(value)).isSameAs(value);
    }
}
