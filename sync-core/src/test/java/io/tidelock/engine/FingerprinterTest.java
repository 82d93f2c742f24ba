package io.tidelock.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Field;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Side;
import io.tidelock.record.UnreadableValueException;
import io.tidelock.record.Value;
import io.tidelock.store.Fingerprint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
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
                mine.member(FLOW, city, "London"),
                mine.undone(FLOW, city, "London"),
                mine.key("city", List.of("London"))));

        assertThat(all).hasSize(9);
    }

    @Test
    void sameMeaningHasOneFingerprint() {
        FieldMapping city = FLOW.mappings().get(0);

        assertThat(mine.field(FLOW, city, Side.SOURCE, Value.text(" London ")))
                .isEqualTo(mine.field(FLOW, city, Side.SOURCE, Value.text("London")))
                .isNotEqualTo(mine.field(FLOW, city, Side.SOURCE, Value.empty()));
    }

    /** Stores are full of them: HMAC-SHA-256 over each text's length in four bytes and its UTF-8. */
    @Test
    void fingerprintsStayWhatStoredOnesWereMadeOf() throws GeneralSecurityException {
        FieldMapping city = FLOW.mappings().get(0);

        for (String text : List.of("London", "Z\u00fcrich", "\u6771\u4eac \ud83d\ude00", "x".repeat(5_000))) {
            assertThat(mine.field(FLOW, city, Side.SOURCE, Value.text(text)))
                    .isEqualTo(hmac("field", "mine", FLOW.id(), city.id(), "SOURCE", "TEXT@1", "=" + text));
            assertThat(mine.key("k", List.of(text, ""))).isEqualTo(hmac("key", "mine", "k", text, ""));
        }
    }

    private static Fingerprint hmac(String... texts) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("sixteen bytes or more".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            mac.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
            mac.update(bytes);
        }
        ByteBuffer hash = ByteBuffer.wrap(mac.doFinal());
        return new Fingerprint(hash.getLong(), hash.getLong());
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
    void creationIdIsTheSameForEveryAttemptUnderWhateverKey() {
        assertThat(creationId("mine", Side.SOURCE, "1"))
                .isEqualTo(creationId("mine", Side.SOURCE, "1"))
                .isNotEqualTo(creationId("mine", Side.TARGET, "1"))
                .isNotEqualTo(creationId("mine", Side.SOURCE, "11"))
                .isNotEqualTo(creationId("theirs", Side.SOURCE, "1"))
                .matches("[0-9a-f]{32}");
    }

    @Test
    void textThatCouldNotBeReadToItsEndLeavesNothingBehind() {
        Flow dates = Flow.toCrm("dates", RecordType.of("person"), RecordType.of("contact"))
                .map(
                        FieldMapping.from(CITY).to(CITY),
                        FieldMapping.from(Field.date("born")).to(Field.date("born")))
                .build();
        Fingerprint before = key("a");

        assertThatThrownBy(() -> mine.digest(
                        dates,
                        Side.SOURCE,
                        Record.of(RecordRef.of(RecordType.of("person"), "1"))
                                .set("born", Value.text("no date"))
                                .build()))
                .isInstanceOf(UnreadableValueException.class);

        assertThat(key("a")).isEqualTo(before);
    }

    @Test
    void keyIdTellsKeysApartAndNothingAboutThem() {
        byte[] one = "sixteen bytes or more".getBytes(StandardCharsets.UTF_8);
        byte[] two = "another sixteen bytes".getBytes(StandardCharsets.UTF_8);

        assertThat(Fingerprinter.keyId(one))
                .isPositive()
                .isEqualTo(Fingerprinter.keyId(one))
                .isNotEqualTo(Fingerprinter.keyId(two));
    }

    private static String creationId(String integration, Side side, String id) {
        return AttemptId.ofCreation(IntegrationId.of(integration), FLOW, side, id);
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
