package io.tidelock.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome.AlreadyExists;
import io.tidelock.connector.WriteOutcome.Written;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Value;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InMemorySystemTest {

    private static final RecordType PATIENT = RecordType.of("patient");
    private static final Field NAME = Field.text("name");
    private static final Field CODE = Field.text("code");

    @Test
    void holdsTheTypesThatTheTestDeclares() {
        InMemorySystem clinic = InMemorySystem.builder("clinic")
                .type(PATIENT, List.of(NAME, CODE), CODE)
                .account("north")
                .idsFrom(7)
                .build();
        RecordRef ann = clinic.create(PATIENT, Map.of(NAME, "Ann", CODE, "A1"));
        RecordWriter writer = clinic.access(PATIENT).writer().orElseThrow();

        assertThat(clinic.account()).hasToString("clinic:north");
        assertThat(ann.id()).isEqualTo("7");
        assertThat(clinic.schema()).isEmpty();
        assertThat(writer.write(List.of(new WriteOperation.Create("i", null, Map.of("code", Value.text("A1"))))))
                .isEqualTo(List.of(new AlreadyExists(ann)));
        assertThatThrownBy(() -> clinic.records(RecordType.of("doctor")))
                .hasMessage("There are no records of type doctor here; there are [patient]");
    }

    @Test
    void rewritesWhatIsWrittenAndSaysSoOnlyWhereItGivesReceipts() {
        InMemorySystem clinic = InMemorySystem.builder("clinic")
                .type(PATIENT, List.of(NAME))
                .rewriting(PATIENT, NAME, text -> text.toUpperCase(Locale.ROOT))
                .withoutReceipts()
                .build();
        RecordWriter writer = clinic.access(PATIENT).writer().orElseThrow();

        Written written =
                (Written) writer.write(List.of(new WriteOperation.Create("i", null, Map.of("name", Value.text("Ann")))))
                        .get(0);

        assertThat(written.receipt()).isEmpty();
        assertThat(clinic.value(written.ref(), NAME)).isEqualTo("ANN");
    }

    @Test
    void manyThreadsLoseNothing() throws Exception {
        InMemorySystem clinic = InMemorySystem.builder("clinic")
                .type(PATIENT, List.of(NAME, CODE), CODE)
                .build();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        CountDownLatch done = new CountDownLatch(400);
        try {
            IntStream.range(0, 400)
                    .forEach(i -> threads.execute(() -> {
                        clinic.create(PATIENT, Map.of(CODE, "C" + i));
                        clinic.access(PATIENT).reader().orElseThrow().read(List.of("1"), Set.of());
                        done.countDown();
                    }));
            done.await();
        } finally {
            threads.shutdown();
        }

        assertThat(clinic.records(PATIENT))
                .extracting(Record::ref)
                .doesNotHaveDuplicates()
                .hasSize(400);
        assertThat(clinic.calls().reads()).isEqualTo(400);
    }
}
