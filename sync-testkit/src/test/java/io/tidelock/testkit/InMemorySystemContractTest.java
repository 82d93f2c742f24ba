package io.tidelock.testkit;

import io.tidelock.connector.Connector;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/** Binds the contracts to a system of the plainer sort: nothing unique, no receipts, no properties of one's own. */
@DisplayName("An in-memory clinic")
class InMemorySystemContractTest {

    @Nested
    class Feed extends ChangeFeedContract {
        @Override
        protected ContractSystem open() {
            return new Clinic();
        }
    }

    @Nested
    class Reader extends RecordReaderContract {
        @Override
        protected ContractSystem open() {
            return new Clinic();
        }
    }

    @Nested
    class Finder extends RecordFinderContract {
        @Override
        protected ContractSystem open() {
            return new Clinic();
        }

        @Override
        protected Field lookupField() {
            return Clinic.EMAIL;
        }
    }

    @Nested
    class Writer extends RecordWriterContract {
        @Override
        protected ContractSystem open() {
            return new Clinic();
        }

        @Override
        protected Map<Field, String> refusedSample() {
            return Map.of(Clinic.EMAIL, "not-an-address");
        }
    }

    @Nested
    class Remover extends RecordRemoverContract {
        @Override
        protected ContractSystem open() {
            return new Clinic();
        }
    }

    @Nested
    @DisplayName("A list of records in a range of moments")
    class Moments extends RecordsInRangeContract {
        @Override
        protected ContractSystem open() {
            return new Clinic();
        }

        @Override
        protected Field rangeField() {
            return Clinic.SEEN_AT;
        }
    }

    @Nested
    @DisplayName("A list of records in a range of dates")
    class Dates extends RecordsInRangeContract {
        @Override
        protected ContractSystem open() {
            return new Clinic();
        }

        @Override
        protected Field rangeField() {
            return Clinic.BORN_ON;
        }
    }

    private static final class Clinic implements ContractSystem {
        static final RecordType PATIENT = RecordType.of("patient");
        static final Field EMAIL = Field.email("email");
        static final Field NOTES = Field.text("notes");
        static final Field SEEN_AT = Field.instant("seen_at");
        static final Field BORN_ON = Field.date("born_on");

        private final ManualClock clock = new ManualClock();
        private final InMemorySystem clinic = InMemorySystem.builder("clinic")
                .type(PATIENT, List.of(EMAIL, NOTES, SEEN_AT, BORN_ON))
                .clock(clock)
                .withoutReceipts()
                .build();

        @Override
        public Connector connector() {
            return clinic;
        }

        @Override
        public RecordType type() {
            return PATIENT;
        }

        @Override
        public ManualClock clock() {
            return clock;
        }

        @Override
        public Map<Field, String> sample(int number) {
            return Map.of(EMAIL, "person" + number + "@example.com", NOTES, "Notes " + number);
        }

        @Override
        public Field textField() {
            return NOTES;
        }

        @Override
        public RecordRef create(Map<Field, String> values) {
            return clinic.create(PATIENT, values);
        }

        @Override
        public void edit(RecordRef ref, Field field, @Nullable String text) {
            clinic.edit(ref, field, text);
        }

        @Override
        public void remove(RecordRef ref) {
            clinic.archive(ref);
        }

        @Override
        public List<RecordRef> records() {
            return clinic.records(PATIENT).stream().map(Record::ref).toList();
        }

        @Override
        public int requests() {
            return clinic.calls().total();
        }

        @Override
        public void loseNextAnswer() {
            clinic.failNext(Fault.answerLost());
        }
    }
}
