package io.tidelock.record;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One record as one system showed it at one moment.
 *
 * <p>A connector may implement this over its own data or use {@link #of(RecordRef)}. Implementations are immutable and
 * never show field values in {@code toString}.
 *
 * <p>The name collides with {@code java.lang.Record} under star imports: import this type by its full name.
 */
@SuppressWarnings("JavaLangClash") // the owner chose the name; see above
public interface Record {

    /** Returns what it is and its id. */
    RecordRef ref();

    /** Returns the names of the fields the system said something about, in a stable order. */
    Set<String> fields();

    /** Returns what the record shows in a field; {@link Value#absent()} for a field not in {@link #fields()}. */
    Value value(String field);

    /** Returns the vendor's change stamp, on the vendor's clock; empty when it has none. */
    Optional<Instant> changedAt();

    /** Returns when the record was created, on the vendor's clock; empty when the vendor does not say. */
    Optional<Instant> createdAt();

    /** Returns what the record shows in a field, read as the field's type. */
    default Value value(Field field) {
        return field.type().read(value(field.name()));
    }

    /** Starts a record without fields. */
    static Builder of(RecordRef ref) {
        return new Builder(ref);
    }

    /** Builds a {@link Record}; not thread-safe. */
    final class Builder {
        private final RecordRef ref;
        private Map<String, Value> values = new LinkedHashMap<>();
        private boolean handedOver;
        private @Nullable Instant changedAt;
        private @Nullable Instant createdAt;

        private Builder(RecordRef ref) {
            this.ref = ref;
        }

        /** Sets a field; an absent value leaves the field out. */
        public Builder set(String field, Value value) {
            if (handedOver) {
                values = new LinkedHashMap<>(values);
                handedOver = false;
            }
            if (value.isAbsent()) {
                values.remove(field);
            } else {
                values.put(field, value);
            }
            return this;
        }

        /** Sets a field. */
        public Builder set(Field field, Value value) {
            return set(field.name(), value);
        }

        /** Sets a field to text; {@code null} says "empty". */
        public Builder set(Field field, @Nullable String text) {
            return set(field.name(), Value.text(text));
        }

        /** Sets the fields. */
        public Builder setAll(Map<String, Value> fields) {
            fields.forEach(this::set);
            return this;
        }

        /** Sets the vendor's change stamp; {@code null} for none. */
        public Builder changedAt(@Nullable Instant stamp) {
            this.changedAt = stamp;
            return this;
        }

        /** Sets when the record was created; {@code null} where the vendor does not say. */
        public Builder createdAt(@Nullable Instant stamp) {
            this.createdAt = stamp;
            return this;
        }

        /** Builds the record. */
        public Record build() {
            handedOver = true;
            return new MapRecord(ref, values, changedAt, createdAt);
        }
    }
}
