package io.tidelock.cliniko;

import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.testkit.ChangeFeedContract;
import io.tidelock.testkit.ContractSystem;
import io.tidelock.testkit.MergeContract;
import io.tidelock.testkit.RecordFinderContract;
import io.tidelock.testkit.RecordReaderContract;
import io.tidelock.testkit.RecordRemoverContract;
import io.tidelock.testkit.RecordWriterContract;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

@DisplayName("Cliniko's patients:")
class PatientContractsTest {

    @Nested
    class Feed extends ChangeFeedContract {
        @Override
        protected ContractSystem open() {
            return new PatientContractSystem();
        }
    }

    @Nested
    class Reader extends RecordReaderContract {
        @Override
        protected ContractSystem open() {
            return new PatientContractSystem();
        }
    }

    @Nested
    class FinderByEmail extends RecordFinderContract {
        @Override
        protected ContractSystem open() {
            return new PatientContractSystem();
        }

        @Override
        protected Field lookupField() {
            return Patient.EMAIL;
        }
    }

    @Nested
    class FinderByName extends RecordFinderContract {
        @Override
        protected ContractSystem open() {
            return new PatientContractSystem();
        }

        @Override
        protected Field lookupField() {
            return Patient.LAST_NAME;
        }
    }

    @Nested
    class Writer extends RecordWriterContract {
        @Override
        protected ContractSystem open() {
            return new PatientContractSystem();
        }

        @Override
        protected Map<Field, String> refusedSample() {
            Map<Field, String> refused = new LinkedHashMap<>(new PatientContractSystem().sample(9));
            refused.put(Patient.OCCUPATION, "x".repeat(256));
            return refused;
        }
    }

    @Nested
    class Remover extends RecordRemoverContract {
        @Override
        protected ContractSystem open() {
            return new PatientContractSystem();
        }
    }

    @Nested
    class Merging extends MergeContract {
        private final PatientContractSystem patients = new PatientContractSystem();

        @Override
        protected ContractSystem open() {
            return patients;
        }

        @Override
        protected RecordRef merge(RecordRef first, RecordRef second) {
            patients.surgery.clinic.mergePatients(second.id(), first.id());
            return first;
        }
    }
}
