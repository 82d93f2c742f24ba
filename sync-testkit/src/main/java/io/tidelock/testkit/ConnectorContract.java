package io.tidelock.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordAccess;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What all contracts share: a fresh system for every test. A connector that lacks the capability of a contract fails it;
 * bind the contracts of the capabilities it has.
 */
public abstract class ConnectorContract {

    /** How long contracts let pass for an index, or a feed that looks back, to show everything. */
    static final Duration SETTLING = Duration.ofMinutes(2);

    private ContractSystem system;

    /** Collects the shared parts of a contract; only contracts extend this. */
    @SuppressWarnings("NullAway.Init") // opened before each test
    ConnectorContract() {}

    /** Opens a system with an empty account. Called once before every test. */
    protected abstract ContractSystem open();

    @BeforeEach
    void openSystem() {
        system = open();
    }

    @AfterEach
    void closeSystem() {
        system.close();
    }

    final ContractSystem system() {
        return system;
    }

    final RecordAccess access() {
        return system.connector().access(system.type());
    }

    final <T> T capability(Optional<T> capability, String name) {
        return capability.orElseThrow(() -> new AssertionError("The connector gives no " + name
                + " for records of type " + system.type() + "; bind only the contracts of what it can do"));
    }

    final void settle() {
        system.clock().advance(SETTLING);
    }

    final RecordRef createSample(int number) {
        return system.create(system.sample(number));
    }

    final List<RecordRef> createSamples(int count) {
        return IntStream.range(0, count).mapToObj(this::createSample).toList();
    }

    /** Returns the names of the sample's fields. */
    final Set<String> fields() {
        Set<String> names = new LinkedHashSet<>();
        system.sample(0).keySet().forEach(field -> names.add(field.name()));
        assertThat(names)
                .as("the sample's fields")
                .hasSizeGreaterThan(1)
                .contains(textField().name());
        return names;
    }

    final String sampleText(int number, Field field) {
        return Objects.requireNonNull(system.sample(number).get(field), () -> "The sample has no " + field);
    }

    final Field textField() {
        return system.textField();
    }

    final ReadOutcome readOutcome(RecordRef ref) {
        return capability(access().reader(), "RecordReader")
                .read(List.of(ref.id()), fields())
                .get(0);
    }

    final Record read(RecordRef ref) {
        ReadOutcome outcome = readOutcome(ref);
        assertThat(outcome).isInstanceOf(ReadOutcome.Present.class);
        return ((ReadOutcome.Present) outcome).record();
    }

    final String shown(Record record, Field field) {
        return canonical(field, record.value(field));
    }

    /** Returns the form in which equal values are equal; says so where the record does not show the field. */
    static String canonical(Field field, Value value) {
        return value.isAbsent() ? "absent" : field.type().canonical(field.type().read(value));
    }

    static String canonical(Field field, String text) {
        return canonical(field, Value.text(text));
    }

    static Map<String, Value> values(Map<Field, String> texts) {
        Map<String, Value> values = new LinkedHashMap<>();
        texts.forEach((field, text) -> values.put(field.name(), field.type().read(Value.text(text))));
        return values;
    }
}
