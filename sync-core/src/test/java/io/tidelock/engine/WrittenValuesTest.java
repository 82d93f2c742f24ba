package io.tidelock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.record.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WrittenValuesTest {

    @Test
    void valuesOfEveryKindComeBackAsTheyWere() {
        List<Value> values = List.of(
                Value.absent(),
                Value.empty(),
                Value.text(""),
                Value.text("half a pair \uD83D, a NUL \u0000 and \uD83D\uDE00"),
                Value.text("long ".repeat(30_000)),
                Value.decimal(new BigDecimal("12.50")),
                Value.bool(true),
                Value.date(LocalDate.parse("1987-06-05")),
                Value.moment(Instant.parse("2026-01-05T08:00:00.123456789Z")),
                Value.items(List.of("b", "a;c", "")));
        Map<String, WrittenValue> written = new LinkedHashMap<>();
        values.forEach(value -> written.put("field " + written.size(), new WrittenValue(value, Value.text("after"))));

        Map<String, WrittenValue> read = WrittenValues.of(WrittenValues.toBytes(written));

        assertThat(read).isEqualTo(written);
        assertThat(List.copyOf(read.keySet())).isEqualTo(List.copyOf(written.keySet()));
    }
}
