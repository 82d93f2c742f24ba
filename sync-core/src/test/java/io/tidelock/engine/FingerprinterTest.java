package io.tidelock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Field;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.store.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprinterTest {

    private static final Field CITY = Field.text("city");
    private static final Field TOWN = Field.text("town");
    private static final Flow FLOW = flow("people", "x");

    private final Fingerprinter mine = fingerprinter("sixteen bytes or more", "mine");

    @Test
    void sameValueAtAnotherPlaceHasAnotherFingerprint() {
        FieldMapping city = FLOW.mappings().get(0);
        FieldMapping town = FLOW.mappings().get(1);
        Value london = Value.text("London");

        Set<Fingerprint> all = new HashSet<>(List.of(
                mine.field(FLOW, city, Side.SOURCE, london),
                mine.field(FLOW, city, Side.TARGET, london),
                mine.field(FLOW, town, Side.SOURCE, london),
                mine.field(flow("others", "x"), city, Side.SOURCE, london),
                fingerprinter("sixteen bytes or more", "theirs").field(FLOW, city, Side.SOURCE, london),
                fingerprinter("another sixteen bytes", "mine").field(FLOW, city, Side.SOURCE, london),
                mine.key("city", List.of("London"))));

        assertThat(all).hasSize(7);
    }

    @Test
    void sameMeaningHasOneFingerprint() {
        FieldMapping city = FLOW.mappings().get(0);

        assertThat(mine.field(FLOW, city, Side.SOURCE, Value.text(" London ")))
                .isEqualTo(mine.field(FLOW, city, Side.SOURCE, Value.text("London")))
                .isNotEqualTo(mine.field(FLOW, city, Side.SOURCE, Value.empty()));
    }

    @Test
    void partsOfAKeyDoNotRunTogether() {
        assertThat(mine.key("k", List.of("ab", "c"))).isNotEqualTo(mine.key("k", List.of("a", "bc")));
        assertThat(mine.key("k", List.of("ab"))).isNotEqualTo(mine.key("k", List.of("ab", "")));
    }

    @Test
    void loneSurrogatesAreToldApart() {
        assertThat(Set.of(key("\ud800"), key("\ud801"), key("?"), key("\ufffd"), key("\ud83d\ude00")))
                .hasSize(5);
    }

    private Fingerprint key(String text) {
        return mine.key("k", List.of(text));
    }

    @Test
    void digestSeesEveryFieldAndTheConstants() {
        Record london = person("London", "Old");

        assertThat(mine.digest(FLOW, Side.SOURCE, london))
                .isEqualTo(mine.digest(FLOW, Side.SOURCE, person("London", "Old")))
                .isNotEqualTo(mine.digest(FLOW, Side.SOURCE, person("London", "New")))
                .isNotEqualTo(mine.digest(FLOW, Side.SOURCE, person("Old", "London")))
                .isNotEqualTo(mine.digest(FLOW, Side.SOURCE, person("LondonOld", "")))
                .isNotEqualTo(mine.digest(flow("people", "y"), Side.SOURCE, london));
    }

    @Test
    void creationIdIsTheSameForEveryAttempt() {
        assertThat(mine.creationId(FLOW, Side.SOURCE, "1"))
                .isEqualTo(mine.creationId(FLOW, Side.SOURCE, "1"))
                .isNotEqualTo(mine.creationId(FLOW, Side.TARGET, "1"))
                .isNotEqualTo(mine.creationId(FLOW, Side.SOURCE, "11"))
                .matches("[0-9a-f]{32}");
    }

    private static Record person(String city, String town) {
        return Record.of(RecordRef.of(RecordType.of("person"), "1"))
                .set(CITY, city)
                .set(TOWN, town)
                .build();
    }

    private static Fingerprinter fingerprinter(String key, String integration) {
        return new Fingerprinter(key.getBytes(StandardCharsets.UTF_8), IntegrationId.of(integration));
    }

    private static Flow flow(String id, String constant) {
        return Flow.toCrm(id, RecordType.of("person"), RecordType.of("contact"))
                .map(
                        FieldMapping.from(CITY).to(CITY),
                        FieldMapping.from(TOWN).to(TOWN),
                        FieldMapping.constant(Value.text(constant)).to(Field.text("kind")))
                .build();
    }
}
