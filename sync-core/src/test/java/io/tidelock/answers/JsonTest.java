package io.tidelock.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void whatAReaderCouldTripOverIsEscaped() {
        assertThat(Json.quoted("a \"b\" \\ c")).isEqualTo("\"a \\\"b\\\" \\\\ c\"");
        assertThat(Json.quoted("\n\t\u0000</script>\u2028"))
                .isEqualTo("\"\\u000a\\u0009\\u0000\\u003c/script>\\u2028\"");
        assertThat(Json.quoted("é 𝄞")).isEqualTo("\"é 𝄞\"");
        assertThat(Json.quoted("\ud834 \udd1e")).isEqualTo("\"\\ud834 \\udd1e\"");
    }

    @Test
    void fieldsStandInTheirOrder() {
        String json = new Json()
                .field("a", 1)
                .field("b", true)
                .field("c", Optional.empty())
                .field("d", Optional.of("x"))
                .list("e", List.of(1, 2), number -> Integer.toString(number))
                .raw("f", new Json().end())
                .end();

        assertThat(json).isEqualTo("{\"a\":1,\"b\":true,\"c\":null,\"d\":\"x\",\"e\":[1,2],\"f\":{}}");
    }
}
