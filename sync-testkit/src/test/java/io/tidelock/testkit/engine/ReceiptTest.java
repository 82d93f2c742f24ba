package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.testkit.Call;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ReceiptTest {

    @Test
    void serverThatRewritesValuesSettlesAtOnce() {
        Clinic clinic = Clinic.setup()
                .back(ConflictPolicy.HOLD)
                .crm(crm -> crm.rewriting(Contact.TYPE, Contact.LAST_NAME, text -> text.toUpperCase(Locale.ROOT)))
                .build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);

        clinic.pass();

        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.LAST_NAME)).isEqualTo("BYRON");
        assertThat(clinic.pass().writes()).isZero();
        assertThat(clinic.clinic.value(ada, Clinic.LAST))
                .as("it is not written back")
                .isEqualTo("Byron");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void serverThatDoesNotSayWhatItStoredIsAskedOnceForABatch() {
        Clinic clinic = Clinic.setup()
                .back(ConflictPolicy.HOLD)
                .crm(crm -> crm.withoutReceipts()
                        .rewriting(Contact.TYPE, Contact.LAST_NAME, text -> text.toUpperCase(Locale.ROOT)))
                .build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.patient("Bo", "Lee", "bo@example.com", null);

        clinic.pass();

        assertThat(clinic.crm.calls().reads()).isEqualTo(1);
        assertThat(clinic.pass().writes()).isZero();
        assertThat(clinic.clinic.value(ada, Clinic.LAST)).isEqualTo("Byron");
    }

    @Test
    void valueThatTheServerMakesUnreadableIsHeldAndTheLinkIsKept() {
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.map(FieldMapping.from(Clinic.TOKEN).to(Field.decimal(Contact.JOB_TITLE.name()))))
                .crm(crm -> crm.rewriting(Contact.TYPE, Contact.JOB_TITLE, text -> "unreadable"))
                .build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.clinic.edit(ada, Clinic.TOKEN, "1");

        clinic.pass();
        clinic.clinic.edit(ada, Clinic.CITY, "London");
        clinic.pass();

        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.parked()).containsExactly("UNREADABLE_VALUE");
    }

    @Test
    void editMadeWhileThePassWasUnderWayIsNotLost() {
        Clinic clinic = Clinic.setup().back(ConflictPolicy.SOURCE_WINS).build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        RecordRef contact = clinic.contactOf(ada);
        clinic.clinic.edit(ada, Clinic.LAST, "Lovelace");
        clinic.crm.watch(new Once(Call.Kind.WRITE, () -> clinic.crm.edit(contact, Contact.CITY, "Paris")));

        clinic.pass();
        clinic.pass();

        assertThat(clinic.clinic.value(ada, Clinic.CITY)).isEqualTo("Paris");
        assertThat(clinic.crm.value(contact, Contact.LAST_NAME)).isEqualTo("Lovelace");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void observationOlderThanWhatWasSettledIsReadAgainAndOverwritesNothing() {
        ReplayingConnector replaying = new ReplayingConnector();
        Clinic clinic = Clinic.setup().business(replaying::around).build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        clinic.clock.advance(Duration.ofMinutes(1));
        clinic.clinic.edit(ada, Clinic.LAST, "Lovelace");
        clinic.pass();

        replaying.replayFirstPage();
        SyncReport report = clinic.pass();

        assertThat(report.observed()).isPositive();
        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.LAST_NAME)).isEqualTo("Lovelace");
        assertThat(report.quiet()).isTrue();
    }
}
