package io.tidelock.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Side;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MatchRuleTest {

    private static final Field LAST = Field.text("last");
    private static final Field FIRST = Field.text("first");
    private static final Field MOBILE = Field.phone("mobile");
    private static final Field LAST_NAME = Field.text("last_name");
    private static final Field FIRST_NAME = Field.text("first_name");
    private static final Field PHONE = Field.phone("phone");

    private static final MatchRule RULE = MatchRule.on(LAST, LAST_NAME)
            .confirmedBy(FIRST, FIRST_NAME)
            .confirmedBy(MOBILE, PHONE, PhoneNumbers.e164("AU"));

    @Test
    void bothSidesGiveOneKeyWhateverTheSpelling() {
        Record patient = patient("Byron", " Ada ", "0400 000 001");
        Record contact = Record.of(RecordRef.of(RecordType.of("contact"), "1"))
                .set(LAST_NAME, "BYRON")
                .set(FIRST_NAME, "ada")
                .set(PHONE, "+61 400 000 001")
                .build();

        assertThat(RULE.keyOf(Side.SOURCE, patient)).isEqualTo(RULE.keyOf(Side.TARGET, contact));
    }

    @Test
    void recordThatLacksAFieldHasNoKey() {
        assertThat(RULE.keyOf(Side.SOURCE, patient("Byron", null, "0400 000 001")))
                .isEmpty();
        assertThat(RULE.keyOf(Side.SOURCE, patient("Byron", "Ada", " "))).isEmpty();
        assertThat(RULE.keyOf(
                        Side.SOURCE,
                        Record.of(RecordRef.of(RecordType.of("patient"), "1")).build()))
                .isEmpty();
    }

    @Test
    void numberThatIsNoneMatchesNothing() {
        assertThat(RULE.keyOf(Side.SOURCE, patient("Byron", "Ada", "anonymous")))
                .isEmpty();
        assertThat(RULE.keyOf(Side.SOURCE, patient("Byron", "Ada", "000"))).isEmpty();
    }

    @Test
    void lookUpAsksByTheFirstFieldsAndConfirmsByTheOthers() {
        assertThat(RULE.lookup(Side.SOURCE, patient("Byron", "Ada", "0400 000 001")))
                .hasValueSatisfying(key -> assertThat(key).containsExactly("byron"));
        assertThat(RULE.asked(Side.TARGET)).containsExactly(LAST_NAME);
        assertThat(RULE.fields(Side.TARGET)).containsExactly(LAST_NAME, FIRST_NAME, PHONE);
        assertThat(RULE.fields(Side.SOURCE)).containsExactly(LAST, FIRST, MOBILE);
        assertThat(RULE.id()).isEqualTo("last_name+first_name+phone");
    }

    @Test
    void ruleIsNotChangedByTheRulesMadeOfIt() {
        MatchRule first = MatchRule.on(LAST, LAST_NAME);

        first.and(FIRST, FIRST_NAME);

        assertThat(first.asked(Side.SOURCE)).containsExactly(LAST);
        assertThat(first.and(FIRST, FIRST_NAME).asked(Side.SOURCE)).containsExactly(LAST, FIRST);
    }

    private static Record patient(@Nullable String last, @Nullable String first, @Nullable String mobile) {
        return Record.of(RecordRef.of(RecordType.of("patient"), "1"))
                .set(LAST, last)
                .set(FIRST, first)
                .set(MOBILE, mobile)
                .build();
    }
}
