package io.tidelock.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.RecordFinder;
import io.tidelock.connector.RecordLookup;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.record.Field;
import io.tidelock.record.FieldType;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Proves that a {@link RecordFinder} finds by one field what holds it, and nothing else. Bind it once for every such field. */
@DisplayName("A record finder")
public abstract class RecordFinderContract extends ConnectorContract {

    private static final int MORE_THAN_A_REQUEST_TAKES = 150;

    /** Makes the contract. */
    protected RecordFinderContract() {}

    /** Returns a text or e-mail field of the sample by which records can be looked up. */
    protected abstract Field lookupField();

    @Test
    @DisplayName("answers key by key in their order, each with its own hits")
    void answersInTheOrderOfTheKeys() {
        List<RecordRef> created = createSamples(3);

        List<List<Record>> hits = find(List.of(key(2), key(7), key(0)));

        assertThat(refs(hits)).containsExactly(List.of(created.get(2)), List.of(), List.of(created.get(0)));
    }

    @Test
    @DisplayName("shows what a hit holds in the requested fields")
    void showsRequestedFields() {
        createSample(1);

        Record hit = find(List.of(key(1))).get(0).get(0);

        for (Map.Entry<Field, String> held : system().sample(1).entrySet()) {
            assertThat(shown(hit, held.getKey()))
                    .as("what the finder shows in " + held.getKey())
                    .isEqualTo(canonical(held.getKey(), held.getValue()));
        }
    }

    @Test
    @DisplayName("finds every record that holds the key, and one only where it says it is authoritative")
    void findsEveryRecordThatHoldsTheKey() {
        List<RecordRef> expected = new ArrayList<>(List.of(createSample(1)));
        if (!lookup().authoritative()) {
            Map<Field, String> twin = new LinkedHashMap<>(system().sample(2));
            twin.put(lookupField(), key(1));
            expected.add(system().create(twin));
        }

        List<List<Record>> hits = find(List.of(key(1)));

        assertThat(refs(hits).get(0)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    @DisplayName("finds an e-mail address in any letter case")
    void letterCaseOfAnEmailDoesNotMatter() {
        RecordRef ref = createSample(1);
        boolean email = lookupField().type() == FieldType.EMAIL;

        List<List<Record>> hits = find(List.of(email ? key(1).toUpperCase(Locale.ROOT) : key(1)));

        assertThat(refs(hits)).containsExactly(List.of(ref));
    }

    @Test
    @DisplayName("looks up more keys than one of the vendor's requests takes")
    void looksUpMoreKeysThanARequestTakes() {
        List<RecordRef> created = createSamples(3);
        List<String> keys = new ArrayList<>(IntStream.range(10, 10 + MORE_THAN_A_REQUEST_TAKES)
                .mapToObj(this::key)
                .toList());
        keys.set(0, key(0));
        keys.set(120, key(1));
        keys.set(MORE_THAN_A_REQUEST_TAKES - 1, key(2));

        List<List<RecordRef>> hits = refs(find(keys));

        assertThat(hits).hasSize(MORE_THAN_A_REQUEST_TAKES);
        assertThat(hits.get(0)).containsExactly(created.get(0));
        assertThat(hits.get(120)).containsExactly(created.get(1));
        assertThat(hits.get(MORE_THAN_A_REQUEST_TAKES - 1)).containsExactly(created.get(2));
        assertThat(hits.stream().filter(list -> !list.isEmpty())).hasSize(3);
    }

    @Test
    @DisplayName("takes a key with quotes, separators and operators for what it is")
    void hostileKeyIsOnlyAKey() {
        List<RecordRef> created = createSamples(2);
        List<String> hostile = lookupField().type() == FieldType.EMAIL
                ? List.of("x'or'1'='1@example.com", "a&b=c@example.com", "100%@example.com")
                : List.of("x' OR '1'='1", "a&b=c;d,e:f\\\"", "100%");
        List<String> keys = new ArrayList<>(hostile);
        keys.add(key(1));

        assertThat(refs(find(keys))).containsExactly(List.of(), List.of(), List.of(), List.of(created.get(1)));
    }

    @Test
    @DisplayName("finds a removed record no longer")
    void removedRecordIsNotFound() {
        RecordRef removed = createSample(1);
        createSample(2);

        system().remove(removed);

        assertThat(find(List.of(key(1))).get(0)).isEmpty();
    }

    @Test
    @DisplayName("finds by the new value after an edit, not by the old one")
    void editedRecordIsFoundByItsNewValue() {
        RecordRef ref = createSample(1);

        system().edit(ref, lookupField(), key(5));

        assertThat(refs(find(List.of(key(1), key(5))))).containsExactly(List.of(), List.of(ref));
    }

    @Test
    @DisplayName("makes no call for no keys")
    void noKeysNoCall() {
        int before = system().requests();

        assertThat(lookup().find(List.of(), fields())).isEmpty();
        assertThat(system().requests()).isEqualTo(before);
    }

    @Test
    @DisplayName("finds nothing by a field that the system does not have: it cannot, is refused, or comes back empty")
    void unknownFieldFindsNothing() {
        createSample(1);
        int before = system().requests();

        var lookup = finder().by(List.of(Field.text("tidelock_no_such_field")));

        assertThat(system().requests()).as("calls made by asking for a look-up").isEqualTo(before);
        if (lookup.isPresent()) {
            try {
                assertThat(lookup.get().find(List.of(List.of("x")), fields())).containsExactly(List.of());
            } catch (RequestRejectedException refused) {
                assertThat(refused.code()).isNotBlank();
            }
        }
    }

    private String key(int number) {
        return sampleText(number, lookupField());
    }

    private RecordFinder finder() {
        return capability(access().finder(), "RecordFinder");
    }

    private RecordLookup lookup() {
        return capability(finder().by(List.of(lookupField())), "look-up by " + lookupField());
    }

    /** What is not authoritative gets the time it needs. */
    private List<List<Record>> find(List<String> keys) {
        RecordLookup lookup = lookup();
        if (!lookup.authoritative()) {
            settle();
        }
        return lookup.find(keys.stream().map(List::of).toList(), fields());
    }

    private static List<List<RecordRef>> refs(List<List<Record>> hits) {
        return hits.stream()
                .map(list -> list.stream().map(Record::ref).toList())
                .toList();
    }
}
