package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.Connector;
import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.Flow;
import io.tidelock.record.RecordRef;
import io.tidelock.store.InMemoryStore;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class IsolationTest {

    private static final String CANARY = "Canary7Q";

    @Test
    void twoIntegrationsOnOneStoreKnowNothingOfEachOther() {
        SyncStore shared = new InMemoryStore();
        Clinic one = Clinic.setup().store(shared).build();
        Clinic two = Clinic.setup().store(shared).build();
        two.engine = two.engine("clinic-2", UnaryOperator.identity());
        one.patient("Ada", "Byron", "ada@example.com", null);
        one.pass();
        two.patient("Bo", "Lee", "ada@example.com", null);

        SyncReport report = two.pass();

        assertThat(report.writes()).isEqualTo(1);
        assertThat(two.contacts())
                .singleElement()
                .satisfies(contact ->
                        assertThat(contact.value("first_name").plain()).isEqualTo("Bo"));
        assertThat(one.contacts()).hasSize(1);
        assertThat(one.pass().quiet()).isTrue();
    }

    @Test
    void secondNodeInTheMiddleOfAWriteCreatesNoTwin() {
        Clinic clinic = Clinic.oneWay();
        clinic.patient("Ada", "Byron", "ada@example.com", null);
        SyncEngine other = clinic.engine(UnaryOperator.identity());
        clinic.crm.watch(new Once(Call.Kind.WRITE, other::runNow));

        clinic.pass();
        clinic.pass();

        assertThat(clinic.contacts()).hasSize(1);
        assertThat(other.runNow().quiet()).isTrue();
    }

    @Test
    void secondNodeDoesNotRepeatACreationThatNothingRecognises() {
        Clinic clinic = Clinic.setup()
                .back(ConflictPolicy.SOURCE_WINS)
                .flow(Flow.Builder::createsBothWays)
                .build();
        clinic.contact("Ada", "Byron", "ada@example.com", null);
        SyncEngine other = clinic.engine(Flow.Builder::createsBothWays);
        clinic.clinic.watch(new Once(Call.Kind.WRITE, other::runNow));

        clinic.pass();
        clinic.pass();

        assertThat(clinic.clinic.records(Clinic.PATIENT)).hasSize(1);
        clinic.pass();
        assertThat(clinic.pass().quiet()).isTrue();
        assertThat(clinic.parked()).isEmpty();
    }

    @Test
    void nodesThatTakeTurnsAgree() {
        Clinic clinic = Clinic.setup().back(ConflictPolicy.HOLD).build();
        SyncEngine other = clinic.engine(UnaryOperator.identity());
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        clinic.crm.edit(clinic.contactOf(ada), Contact.CITY, "London");

        clinic.clock.advance(Duration.ofMinutes(1));
        other.runNow();

        assertThat(clinic.clinic.value(ada, Clinic.CITY)).isEqualTo("London");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void whatRecordsHoldIsInNoReportNoReasonAndNoText() {
        Clinic clinic = Clinic.setup().back(ConflictPolicy.HOLD).build();
        List<String> said = new ArrayList<>();
        RecordRef ada = clinic.patient(CANARY, CANARY, CANARY + "@example.com", "0400 000 001");
        clinic.patient("Bo" + CANARY, CANARY, CANARY + "@example.com", "0400 000 001");
        said.add(clinic.pass().toString());
        RecordRef contact = clinic.contactOf(ada);
        clinic.clinic.edit(ada, Clinic.CITY, CANARY + "1");
        clinic.crm.edit(contact, Contact.CITY, CANARY + "2");
        said.add(clinic.pass().toString());
        clinic.crm.refuse(operation -> true, "CLOSED");
        clinic.clinic.edit(ada, Clinic.LAST, CANARY + "3");
        said.add(clinic.pass().toString());
        clinic.crm.acceptAll();
        clinic.clinic.edit(ada, Clinic.LAST, CANARY + "4");
        clinic.crm.failNext(Fault.throwing(new IllegalArgumentException(CANARY), Call.Kind.WRITE));
        said.add(clinic.pass().toString());
        said.add(clinic.engine.parked("patients").toString());
        said.add(clinic.engine.toString());
        Connector connector = clinic.crm;
        said.add(connector.toString());
        said.add(clinic.crm.record(contact).toString());

        assertThat(String.join("\n", said).toLowerCase(Locale.ROOT))
                .contains("conflict", "closed", "city")
                .doesNotContain(CANARY.toLowerCase(Locale.ROOT));
    }
}
