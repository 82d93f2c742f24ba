package io.tidelock.testkit;

import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.record.Association;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Schema.Pipeline;
import io.tidelock.record.Schema.Stage;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/** Binds every contract to the in-memory CRM; a vendor's binding looks the same. */
@DisplayName("The in-memory CRM")
class InMemoryContractTest {

    private final InMemoryContractSystem system = new InMemoryContractSystem();

    @Nested
    class Feed extends ChangeFeedContract {
        @Override
        protected ContractSystem open() {
            return system;
        }
    }

    @Nested
    class Reader extends RecordReaderContract {
        @Override
        protected ContractSystem open() {
            return system;
        }
    }

    @Nested
    @DisplayName("A record finder by a unique field")
    class FinderByUniqueField extends RecordFinderContract {
        @Override
        protected ContractSystem open() {
            return system;
        }

        @Override
        protected Field lookupField() {
            return Contact.EMAIL;
        }
    }

    @Nested
    @DisplayName("A record finder by any other field")
    class FinderByOtherField extends RecordFinderContract {
        @Override
        protected ContractSystem open() {
            return system;
        }

        @Override
        protected Field lookupField() {
            return Contact.LAST_NAME;
        }
    }

    @Nested
    class Writer extends RecordWriterContract {
        @Override
        protected ContractSystem open() {
            return system;
        }

        @Override
        protected Map<Field, String> refusedSample() {
            return Map.of(Contact.EMAIL, "not-an-address", Contact.CITY, "Perth");
        }
    }

    @Nested
    class Pipelines extends PipelineContract {
        @Override
        protected ContractSystem open() {
            return system;
        }

        @Override
        protected void rename(Pipeline pipeline, String label) {
            system.crm().renamePipeline(pipeline.type(), pipeline.name(), label);
        }

        @Override
        protected void addStage(Pipeline pipeline, String label) {
            system.crm().addStage(pipeline.type(), pipeline.name(), Stage.open(label, label, 50));
        }

        @Override
        protected void removeStage(Pipeline pipeline, Stage stage) {
            system.crm().removeStage(pipeline.type(), pipeline.name(), stage.name());
        }

        @Override
        protected void remove(Pipeline pipeline) {
            system.crm().removePipeline(pipeline.type(), pipeline.name());
        }
    }

    @Nested
    class Associations extends AssociationContract {
        @Override
        protected ContractSystem open() {
            return system;
        }

        @Override
        protected Association association() {
            return Association.to(Deal.TYPE).labelled("Patient");
        }

        @Override
        protected RecordRef createOther(int number) {
            return system.deal(number);
        }
    }

    @Nested
    class Remover extends RecordRemoverContract {
        @Override
        protected ContractSystem open() {
            return system;
        }
    }

    @Nested
    class UniqueKey extends UniqueKeyContract {
        @Override
        protected ContractSystem open() {
            return system;
        }

        @Override
        protected Field uniqueKey() {
            return InMemoryContractSystem.KEY;
        }
    }

    @Nested
    class Merge extends MergeContract {
        @Override
        protected ContractSystem open() {
            return system;
        }

        @Override
        protected RecordRef merge(RecordRef first, RecordRef second) {
            return system.merge(first, second);
        }
    }

    @Nested
    @DisplayName("A system that merges into a new record")
    class MergeIntoNew extends MergeContract {
        @Override
        protected ContractSystem open() {
            return system;
        }

        @Override
        protected RecordRef merge(RecordRef first, RecordRef second) {
            return system.mergeIntoNew(first, second);
        }
    }

    @Nested
    class Flagged extends FlaggedRecordsContract {
        @Override
        protected ContractSystem open() {
            return system;
        }

        @Override
        protected Field flag() {
            return InMemoryContractSystem.FLAG;
        }
    }

    @Nested
    class SchemaOwner extends SchemaOwnerContract {
        @Override
        protected ContractSystem open() {
            return system;
        }
    }
}
