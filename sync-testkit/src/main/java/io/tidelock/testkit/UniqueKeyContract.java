package io.tidelock.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.CreateIdentity;
import io.tidelock.connector.RecordLookup;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Proves that records which carry a unique property are created once, however often that is tried. Needs reader and finder. */
@DisplayName("A writer with a unique key")
public abstract class UniqueKeyContract extends WriteContract {

    /** Makes the contract. */
    protected UniqueKeyContract() {}

    /** Returns a unique property, declared in the account, not among the sample's fields; it holds short texts. */
    protected abstract Field uniqueKey();

    @Test
    @DisplayName("recognises what it created by the key")
    void keyIsTheCreateIdentity() {
        assertThat(writer().createIdentity(uniqueKey())).isEqualTo(new CreateIdentity.UniqueKey(uniqueKey()));
    }

    @Test
    @DisplayName("makes one record of two creations with one key, holding what came last")
    void creatingTwiceMakesOneRecord() {
        WriteOutcome.Written first = written(upsert(1, "k-1"));

        WriteOutcome.Written second = written(upsert(2, "k-1"));

        assertThat(second.ref()).isEqualTo(first.ref());
        assertThat(first.created()).isTrue();
        assertThat(second.created()).isFalse();
        assertThat(system().records()).containsExactly(first.ref());
        assertThat(shown(read(first.ref()), textField())).isEqualTo(canonical(textField(), sampleText(2, textField())));
    }

    @Test
    @DisplayName("makes one record of twins in one batch")
    void twinsInOneBatchMakeOneRecord() {
        List<WriteOutcome> outcomes = write(
                create(uniqueKey(), keyed(1, "k-1")),
                create(uniqueKey(), keyed(1, "k-1")),
                create(uniqueKey(), keyed(2, "k-2")));

        written(outcomes.get(2));
        assertThat(system().records()).hasSize(2);
    }

    @Test
    @DisplayName("finds by the key at once what it has just created, one record at most")
    void lookupByKeyIsAuthoritative() {
        RecordRef ref = written(upsert(1, "k-1")).ref();

        assertThat(lookup().authoritative()).isTrue();
        assertThat(found("k-1")).containsExactly(ref);
        assertThat(found("k-2")).isEmpty();
    }

    @Test
    @DisplayName("leads by the key to a creation whose answer was lost; creating again changes nothing")
    void lostCreationIsFoundByKey() {
        system().loseNextAnswer();

        WriteOutcome lost = upsert(1, "k-1");
        List<RecordRef> found = found("k-1");

        assertThat(lost).isEqualTo(new WriteOutcome.Unknown());
        assertThat(found).hasSize(1).isEqualTo(system().records());
        assertThat(written(upsert(1, "k-1")).ref()).isEqualTo(found.get(0));
        assertThat(system().records()).hasSize(1);
    }

    @Test
    @DisplayName("creates nothing beside a record that holds the key, and says which one or that it was refused")
    void plainCreationWithATakenKeyIsRefused() {
        RecordRef there = written(upsert(1, "k-1")).ref();

        WriteOutcome outcome = write(create(null, keyed(2, "k-1"))).get(0);

        assertRefused(outcome, there);
        assertThat(system().records()).containsExactly(there);
        assertHolds(there, system().sample(1));
    }

    @Test
    @DisplayName("leaves both records alone when an update would take the other's key")
    void updateToATakenKeyIsRefused() {
        RecordRef one = written(upsert(1, "k-1")).ref();
        RecordRef two = written(upsert(2, "k-2")).ref();

        WriteOutcome outcome = write(update(two, uniqueKey(), "k-1")).get(0);

        assertRefused(outcome, one);
        assertThat(found("k-1")).containsExactly(one);
        assertThat(found("k-2")).containsExactly(two);
    }

    private static void assertRefused(WriteOutcome outcome, RecordRef holder) {
        if (outcome instanceof WriteOutcome.AlreadyExists exists) {
            assertThat(exists.ref()).isEqualTo(holder);
        } else {
            assertThat(outcome).isInstanceOf(WriteOutcome.Rejected.class);
        }
    }

    private WriteOutcome upsert(int number, String key) {
        return write(create(uniqueKey(), keyed(number, key))).get(0);
    }

    private Map<Field, String> keyed(int number, String key) {
        Map<Field, String> values = new LinkedHashMap<>(system().sample(number));
        values.put(uniqueKey(), key);
        return values;
    }

    private RecordLookup lookup() {
        return capability(
                capability(access().finder(), "RecordFinder").by(List.of(uniqueKey())), "look-up by " + uniqueKey());
    }

    private List<RecordRef> found(String key) {
        return lookup().find(List.of(List.of(key)), fields()).get(0).stream()
                .map(Record::ref)
                .toList();
    }
}
