package io.tidelock.cliniko;

import io.tidelock.record.Field;
import io.tidelock.testkit.ChangeFeedContract;
import io.tidelock.testkit.ContractSystem;
import io.tidelock.testkit.RecordFinderContract;
import io.tidelock.testkit.RecordReaderContract;
import io.tidelock.testkit.RecordRemoverContract;
import io.tidelock.testkit.RecordWriterContract;
import io.tidelock.testkit.RecordsInRangeContract;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/** The contracts for what Cliniko has besides patients, as far as each applies; records without any text of their own cannot be fed to all. */
@DisplayName("Cliniko's")
class ClinicContractsTest {

    @Nested
    @DisplayName("contacts:")
    class Contacts {

        @Nested
        class Feed extends ChangeFeedContract {
            @Override
            protected ContractSystem open() {
                return ClinicContractSystem.contacts();
            }
        }

        @Nested
        class Reader extends RecordReaderContract {
            @Override
            protected ContractSystem open() {
                return ClinicContractSystem.contacts();
            }
        }

        @Nested
        class FinderByEmail extends RecordFinderContract {
            @Override
            protected ContractSystem open() {
                return ClinicContractSystem.contacts();
            }

            @Override
            protected Field lookupField() {
                return ClinikoContact.EMAIL;
            }
        }

        @Nested
        class Writer extends RecordWriterContract {
            @Override
            protected ContractSystem open() {
                return ClinicContractSystem.contacts();
            }

            @Override
            protected Map<Field, String> refusedSample() {
                Map<Field, String> refused = new LinkedHashMap<>();
                refused.put(ClinikoContact.LAST_NAME, "Sample");
                refused.put(ClinikoContact.OCCUPATION, "x".repeat(256));
                return refused;
            }
        }

        @Nested
        class Remover extends RecordRemoverContract {
            @Override
            protected ContractSystem open() {
                return ClinicContractSystem.contacts();
            }
        }
    }

    @Nested
    @DisplayName("patient cases:")
    class Cases {

        @Nested
        class Feed extends ChangeFeedContract {
            @Override
            protected ContractSystem open() {
                return ClinicContractSystem.cases();
            }

            @Override
            protected boolean keepsRemoved() {
                return true;
            }
        }

        @Nested
        class Reader extends RecordReaderContract {
            @Override
            protected ContractSystem open() {
                return ClinicContractSystem.cases();
            }

            @Override
            protected boolean keepsRemoved() {
                return true;
            }
        }
    }

    @Nested
    @DisplayName("items of invoices:")
    class Items {

        @Nested
        class Feed extends ChangeFeedContract {
            @Override
            protected ContractSystem open() {
                return ClinicContractSystem.items();
            }
        }

        @Nested
        class Reader extends RecordReaderContract {
            @Override
            protected ContractSystem open() {
                return ClinicContractSystem.items();
            }
        }
    }

    @Nested
    @DisplayName("appointments:")
    class Appointments extends RecordsInRangeContract {
        @Override
        protected ContractSystem open() {
            return ClinicContractSystem.appointments();
        }

        @Override
        protected Field rangeField() {
            return Appointment.STARTS_AT;
        }
    }

    @Nested
    @DisplayName("group appointments:")
    class Groups extends RecordsInRangeContract {
        @Override
        protected ContractSystem open() {
            return ClinicContractSystem.groups();
        }

        @Override
        protected Field rangeField() {
            return GroupAppointment.STARTS_AT;
        }
    }
}
