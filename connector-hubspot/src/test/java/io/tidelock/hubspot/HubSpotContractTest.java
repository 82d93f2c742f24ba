package io.tidelock.hubspot;

import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.record.Association;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Schema.Pipeline;
import io.tidelock.record.Schema.Stage;
import io.tidelock.testkit.AssociationContract;
import io.tidelock.testkit.ChangeFeedContract;
import io.tidelock.testkit.ContractSystem;
import io.tidelock.testkit.FlaggedRecordsContract;
import io.tidelock.testkit.MergeContract;
import io.tidelock.testkit.PipelineContract;
import io.tidelock.testkit.RecordFinderContract;
import io.tidelock.testkit.RecordReaderContract;
import io.tidelock.testkit.RecordRemoverContract;
import io.tidelock.testkit.RecordWriterContract;
import io.tidelock.testkit.SchemaOwnerContract;
import io.tidelock.testkit.UniqueKeyContract;
import io.tidelock.testkit.fake.hubspot.FakeHubSpotBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** Binds every contract to HubSpot's contacts, as the fake shows them. */
@DisplayName("HubSpot's contacts")
class HubSpotContractTest {

    @Nested
    @Tag("G2")
    class Feed extends ChangeFeedContract {
        @Override
        protected ContractSystem open() {
            return new FakePortal().removals(Duration.ofMinutes(1));
        }
    }

    @Nested
    class Reader extends RecordReaderContract {
        @Override
        protected ContractSystem open() {
            return new FakePortal();
        }
    }

    @Nested
    @DisplayName("A record finder by a unique field")
    class FinderByEmail extends RecordFinderContract {
        @Override
        protected ContractSystem open() {
            return new FakePortal();
        }

        @Override
        protected Field lookupField() {
            return Contact.EMAIL;
        }
    }

    @Nested
    @DisplayName("A record finder by any other field")
    class FinderByName extends RecordFinderContract {
        @Override
        protected ContractSystem open() {
            return new FakePortal();
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
            return new FakePortal();
        }

        @Override
        protected Map<Field, String> refusedSample() {
            return Map.of(Contact.EMAIL, "not-an-address");
        }
    }

    @Nested
    @DisplayName("A plain association field")
    class Associations extends AssociationContract {
        private final FakePortal portal = new FakePortal();

        @Override
        protected ContractSystem open() {
            return portal;
        }

        @Override
        protected Association association() {
            return Association.to(Deal.TYPE);
        }

        @Override
        protected RecordRef createOther(int number) {
            return portal.deal(number);
        }
    }

    @Nested
    @DisplayName("A labelled association field")
    class LabelledAssociations extends AssociationContract {
        private final FakePortal portal = new FakePortal("v3", FakeHubSpotBuilder::likeTheGuides);

        @Override
        protected ContractSystem open() {
            return portal;
        }

        @Override
        protected Association association() {
            return Association.to(Deal.TYPE).labelled("Patient");
        }

        @Override
        protected RecordRef createOther(int number) {
            return portal.deal(number);
        }
    }

    @Nested
    @Tag("G24")
    class Remover extends RecordRemoverContract {
        @Override
        protected ContractSystem open() {
            return new FakePortal();
        }
    }

    @Nested
    @Tag("G25")
    class UniqueKey extends UniqueKeyContract {
        @Override
        protected ContractSystem open() {
            return new FakePortal();
        }

        @Override
        protected Field uniqueKey() {
            return FakePortal.KEY;
        }
    }

    @Nested
    @Tag("G11")
    class Merge extends MergeContract {
        private final FakePortal portal = new FakePortal();

        @Override
        protected ContractSystem open() {
            return portal;
        }

        @Override
        protected RecordRef merge(RecordRef first, RecordRef second) {
            return portal.merge(first, second);
        }
    }

    @Nested
    @Tag("G11")
    @DisplayName("A portal whose batches follow merges and repeat trace ids")
    class MergeFollowed extends MergeContract {
        private final FakePortal portal = new FakePortal(
                "2026-09", settings -> settings.batchReadFollowsMerges().echoTraceIds());

        @Override
        protected ContractSystem open() {
            return portal;
        }

        @Override
        protected RecordRef merge(RecordRef first, RecordRef second) {
            return portal.merge(first, second);
        }
    }

    @Nested
    class Flagged extends FlaggedRecordsContract {
        @Override
        protected ContractSystem open() {
            return new FakePortal();
        }

        @Override
        protected Field flag() {
            return FakePortal.FLAG;
        }
    }

    @Nested
    @Tag("CL-14")
    @Tag("CV-11")
    class Pipelines extends PipelineContract {
        private final FakePortal portal = new FakePortal();

        @Override
        protected ContractSystem open() {
            return portal;
        }

        @Override
        protected void rename(Pipeline pipeline, String label) {
            portal.hubspot.administrator().renamePipeline("deals", pipeline.label(), label);
        }

        @Override
        protected void addStage(Pipeline pipeline, String label) {
            portal.hubspot.administrator().addStage("deals", pipeline.label(), label, "0.5");
        }

        @Override
        protected void removeStage(Pipeline pipeline, Stage stage) {
            portal.hubspot.administrator().removeStage("deals", pipeline.label(), stage.label());
        }

        @Override
        protected void remove(Pipeline pipeline) {
            portal.hubspot.administrator().removePipeline("deals", pipeline.label());
        }
    }

    @Nested
    class Schema extends SchemaOwnerContract {
        @Override
        protected ContractSystem open() {
            return new FakePortal();
        }
    }
}
