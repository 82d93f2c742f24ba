package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.RequestRejectedException;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.PassLimit;
import io.tidelock.mapping.RequestFlag;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Schema;
import io.tidelock.record.Side;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("CL-11")
class RequestStatusTest {

    private static final int LIMIT = 4;
    private static final Field STATUS = Field.text("update_patient_status");

    private final Clinic clinic = Clinic.setup()
            .back(ConflictPolicy.SOURCE_WINS)
            .flow(flow -> flow.onRequest(RequestFlag.yesNo(Clinic.UPDATE).showingFailuresIn(STATUS))
                    .limit(new PassLimit("people", LIMIT)))
            .crm(crm -> crm.property(Schema.Property.of(Contact.TYPE, STATUS, "Status")))
            .build();
    private final RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
    private final RecordRef contact = linked();

    private RecordRef linked() {
        clinic.pass();
        return clinic.contactOf(ada);
    }

    @Test
    void refusalStandsOnTheRecordUntilTheRequestSucceeds() {
        clinic.clinic.refuse(ada, "LOCKED");
        ask("Lovelace");

        SyncReport refused = clinic.pass();

        assertThat(refused.writes()).as("the status alone").isEqualTo(1);
        assertThat(status()).startsWith("LOCKED: ");
        assertThat(clinic.crm.value(contact, Clinic.UPDATE)).isEqualTo("Yes");
        assertThat(clinic.pass().quiet()).as("it is said once").isTrue();

        clinic.clinic.acceptAll();
        clinic.clock.advance(Duration.ofHours(1));
        clinic.pass();

        assertThat(status()).isNull();
        assertThat(clinic.crm.value(contact, Clinic.UPDATE)).isEqualTo("No");
        assertThat(clinic.clinic.value(ada, Clinic.LAST)).isEqualTo("Lovelace");
        assertThat(clinic.pass().writes()).isZero();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x\uD83D\uDE00", "\n\r\n"})
    void longReasonIsCutWhereItStaysAsItIsWritten(String end) {
        clinic.clinic.refuse(ada, "L".repeat(498) + end);
        ask("Lovelace");

        clinic.pass();

        String shown = Objects.requireNonNull(status());
        assertThat(shown).isEqualTo(shown.strip()).startsWith("LLL").hasSizeBetween(498, 500);
        assertThat(Character.isSurrogate(shown.charAt(shown.length() - 1))).isFalse();
        clinic.crm.edit(contact, STATUS, shown + " ");
        assertThat(clinic.pass().writes()).as("a blank is no other text").isZero();
    }

    @Test
    void anotherReasonReplacesTheFirst() {
        clinic.clinic.refuse(ada, "LOCKED");
        ask("Lovelace");
        clinic.pass();

        clinic.clinic.acceptAll();
        clinic.clinic.refuse(ada, "NAME_RESERVED");
        clinic.clock.advance(Duration.ofHours(1));
        clinic.pass();

        assertThat(status()).startsWith("NAME_RESERVED: ");
    }

    @Test
    void disputeIsShownWhereSomebodyAsks() {
        clinic.patient("Bo", "Lee", "lee@example.com", null);
        clinic.patient("Cy", "Lee", "lee2@example.com", null);
        clinic.clinic.records(Clinic.PATIENT).stream()
                .filter(patient -> patient.value(Clinic.LAST).plain().equals("Lee"))
                .forEach(patient -> clinic.clinic.editUnseen(patient.ref(), Clinic.EMAIL, "both@example.com"));
        RecordRef asking = clinic.contact("Di", "Lee", "both@example.com", null);
        clinic.crm.edit(asking, Clinic.UPDATE, "Yes");

        clinic.pass();

        assertThat(clinic.crm.value(asking, STATUS)).startsWith("SEVERAL_MATCHES: ");
        assertThat(clinic.crm.value(asking, Clinic.UPDATE)).isEqualTo("Yes");
    }

    @Test
    void withdrawnRequestTakesItsStatusAlong() {
        clinic.clinic.refuse(ada, "LOCKED");
        ask("Lovelace");
        clinic.pass();

        clinic.crm.edit(contact, Clinic.UPDATE, "No");
        clinic.engine.resync("patients", Side.TARGET, contact);
        clinic.pass();

        assertThat(status()).isNull();
        assertThat(clinic.parked()).isEmpty();
    }

    @Test
    void statusThatGotLostIsMadeUpFor() {
        clinic.clinic.refuse(ada, "LOCKED");
        ask("Lovelace");
        clinic.pass();
        clinic.crm.edit(contact, STATUS, null);

        clinic.pass();

        assertThat(status()).startsWith("LOCKED: ");
    }

    @Test
    void recordThatRefusesToShowItIsNotPestered() {
        clinic.clinic.refuse(ada, "LOCKED");
        ask("Lovelace");
        clinic.crm.refuse(contact, "READ_ONLY");

        clinic.pass();

        assertThat(status()).isNull();
        assertThat(clinic.engine.parked("patients")).singleElement().satisfies(parked -> {
            assertThat(parked.code()).isEqualTo("LOCKED");
            assertThat(parked.reason()).endsWith("the record refuses to show it");
        });
        assertThat(clinic.pass().quiet()).isTrue();
        clinic.crm.acceptAll();
        clinic.clock.advance(Duration.ofHours(1));
        clinic.pass();
        assertThat(status()).startsWith("LOCKED: ").doesNotContain("refuses to show");
    }

    @Test
    void crmWithoutThePropertyHearsRequestsAllTheSame() {
        clinic.crm.undefine(Contact.TYPE, STATUS);
        clinic.clinic.refuse(ada, "LOCKED");
        ask("Lovelace");
        assertThat(clinic.pass().interruptions()).isEmpty();

        clinic.clinic.acceptAll();
        clinic.clock.advance(Duration.ofHours(1));
        clinic.pass();

        assertThat(clinic.clinic.value(ada, Clinic.LAST)).isEqualTo("Lovelace");
        assertThat(clinic.crm.value(contact, Clinic.UPDATE)).isEqualTo("No");
    }

    @Test
    void limitCountsWhatIsShown() {
        for (int i = 0; i < 5; i++) {
            RecordRef patient = clinic.patient("P" + i, "Sample", "p" + i + "@example.com", null);
            clinic.clinic.refuse(patient, "LOCKED");
        }
        clinic.pass();
        clinic.pass();
        for (RecordRef each :
                clinic.contacts().stream().map(there -> there.ref()).toList()) {
            clinic.crm.edit(each, Contact.CITY, "Oslo");
            clinic.crm.edit(each, Clinic.UPDATE, "Yes");
        }

        assertThat(clinic.pass().writes()).isLessThanOrEqualTo(LIMIT);
        for (int i = 0; i < 4; i++) {
            assertThat(clinic.pass().writes()).isLessThanOrEqualTo(LIMIT);
        }
        assertThat(clinic.contacts())
                .filteredOn(there -> there.value(STATUS).isPresent())
                .hasSize(5);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void whatNobodyKnowsOfStaysOpenWhenTheSystemTakesNoMore() {
        RecordRef bo = clinic.patient("Bo", "Lee", "bo@example.com", null);
        clinic.pass();
        clinic.clinic.refuse(ada, "LOCKED");
        clinic.clinic.refuse(bo, "LOCKED");
        ask("Lovelace");
        clinic.crm.edit(clinic.contactOf(bo), Contact.CITY, "Oslo");
        clinic.crm.edit(clinic.contactOf(bo), Clinic.UPDATE, "Yes");
        clinic.crm.failNext(
                Fault.throwing(new RequestRejectedException("No", 400, "BAD_BATCH", Map.of()), Call.Kind.WRITE));
        clinic.crm.failNext(Fault.answerLost());
        clinic.crm.failNext(Fault.throwing(new RetryLaterException("Busy", Duration.ZERO, null), Call.Kind.WRITE));

        clinic.pass();

        assertThat(clinic.store.openIntents(WatchedStore.INTEGRATION, "patients"))
                .as("the half whose answer got lost")
                .hasSize(1);
        clinic.pass();
        clinic.pass();
        assertThat(clinic.store.openIntents(WatchedStore.INTEGRATION, "patients"))
                .isEmpty();
        assertThat(clinic.contacts())
                .extracting(there -> there.value(STATUS).plain())
                .allMatch(text -> text.startsWith("LOCKED: "));
        assertThat(clinic.pass().quiet()).isTrue();
    }

    private void ask(String lastName) {
        clinic.crm.edit(contact, Contact.LAST_NAME, lastName);
        clinic.crm.edit(contact, Clinic.UPDATE, "Yes");
    }

    private @Nullable String status() {
        return clinic.crm.value(contact, STATUS);
    }
}
