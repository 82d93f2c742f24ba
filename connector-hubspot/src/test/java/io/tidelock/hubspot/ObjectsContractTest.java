package io.tidelock.hubspot;

import io.tidelock.record.Field;
import io.tidelock.testkit.ChangeFeedContract;
import io.tidelock.testkit.ContractSystem;
import io.tidelock.testkit.RecordReaderContract;
import io.tidelock.testkit.RecordRemoverContract;
import io.tidelock.testkit.RecordWriterContract;
import io.tidelock.testkit.UniqueKeyContract;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Binds the contracts to HubSpot's other objects: each kind writes, and two or three of them stand for what they share. */
@DisplayName("HubSpot's objects")
class ObjectsContractTest {

    @Nested
    @ParameterizedClass
    @ValueSource(strings = {"company", "task"})
    class Feed extends ChangeFeedContract {
        private final String type;

        Feed(String type) {
            this.type = type;
        }

        @Override
        protected ContractSystem open() {
            return new OtherObjects(type).removals(Duration.ofMinutes(1));
        }
    }

    @Nested
    @ParameterizedClass
    @ValueSource(strings = {"ticket", "call"})
    class Reader extends RecordReaderContract {
        private final String type;

        Reader(String type) {
            this.type = type;
        }

        @Override
        protected ContractSystem open() {
            return new OtherObjects(type);
        }
    }

    @Nested
    @ParameterizedClass
    @ValueSource(strings = {"company", "deal", "ticket", "product", "line_item", "task", "call", "note", "meeting"})
    class Writer extends RecordWriterContract {
        private final String type;

        Writer(String type) {
            this.type = type;
        }

        @Override
        protected ContractSystem open() {
            return new OtherObjects(type);
        }

        @Override
        protected Map<Field, String> refusedSample() {
            return Map.of(Field.text("no_such_property"), "nothing to write this to");
        }
    }

    @Nested
    @ParameterizedClass
    @ValueSource(strings = {"line_item", "note"})
    class Remover extends RecordRemoverContract {
        private final String type;

        Remover(String type) {
            this.type = type;
        }

        @Override
        protected ContractSystem open() {
            return new OtherObjects(type);
        }
    }

    @Nested
    @ParameterizedClass
    @ValueSource(strings = {"deal", "product", "meeting"})
    class UniqueKey extends UniqueKeyContract {
        private final String type;

        UniqueKey(String type) {
            this.type = type;
        }

        @Override
        protected ContractSystem open() {
            return new OtherObjects(type);
        }

        @Override
        protected Field uniqueKey() {
            return FakePortal.KEY;
        }
    }
}
