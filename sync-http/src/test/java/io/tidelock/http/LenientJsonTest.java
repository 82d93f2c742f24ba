package io.tidelock.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LenientJsonTest {

    private final ObjectMapper json = LenientJson.mapper(32 * 1024 * 1024);

    @Test
    void idsOfNineteenDigitsReachTextWhole() throws IOException {
        Row row = read("{\"id\":9223372036854775807,\"name\":12345678901234567890123}");

        assertThat(row.id()).isEqualTo("9223372036854775807");
        assertThat(row.name()).isEqualTo("12345678901234567890123");
    }

    @Test
    void unknownMissingAndNullFieldsNeverFail() throws IOException {
        Row row = read("{\"new\":{\"deep\":[1]},\"count\":null,\"name\":null}");

        assertThat(row.name()).isNull();
        assertThat(row.count()).isZero();
        assertThat(row.tags()).isNull();
    }

    @Test
    void numbersAndBooleansComeAsTextToo() throws IOException {
        Row row = read("{\"count\":\"12\",\"amount\":\"100.10\",\"name\":true,\"tags\":\"one\"}");

        assertThat(row.count()).isEqualTo(12);
        assertThat(row.amount()).isEqualTo(new BigDecimal("100.10"));
        assertThat(row.name()).isEqualTo("true");
        assertThat(row.tags()).containsExactly("one");
    }

    @Test
    void emptyTextStaysTextAndIsNoNumber() throws IOException {
        Row row = read("{\"name\":\"\",\"count\":\"\",\"amount\":\" \",\"kind\":\"unheard of\"}");

        assertThat(row.name()).isEmpty();
        assertThat(row.count()).isZero();
        assertThat(row.amount()).isNull();
        assertThat(row.kind()).isNull();
    }

    @Test
    void treesKeepEveryDigit() throws IOException {
        JsonNode tree = json.readTree("{\"a\":1.10,\"b\":0.1000000000000000055511151231257827,\"c\":1e400}");

        assertThat(tree.get("a").decimalValue()).isEqualTo(new BigDecimal("1.10"));
        assertThat(tree.get("b").decimalValue()).isEqualTo(new BigDecimal("0.1000000000000000055511151231257827"));
        assertThat(tree.get("c").decimalValue()).isEqualTo(new BigDecimal("1e400"));
    }

    @Test
    void longTextAndOddCharactersAreRead() throws IOException {
        String odd = "x".repeat(64 * 1024) + "\u0000\u202e\ud83d\ude00";

        assertThat(read(json.writeValueAsString(Map.of("name", odd))).name()).isEqualTo(odd);
        assertThat(read("{\"name\":\"a\",\"name\":\"b\"}").name()).isEqualTo("b");
    }

    @Test
    void decimalsAreWrittenPlain() throws IOException {
        assertThat(json.writeValueAsString(new BigDecimal("1E+3"))).isEqualTo("1000");
    }

    private Row read(String text) throws IOException {
        return json.readValue(text, Row.class);
    }

    record Row(
            @Nullable String id,
            @Nullable String name,
            int count,
            @Nullable BigDecimal amount,
            @Nullable List<String> tags,
            @Nullable Kind kind) {}

    enum Kind {
        KNOWN
    }
}
