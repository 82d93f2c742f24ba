package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.PassLimit;
import io.tidelock.mapping.RequestFlag;
import io.tidelock.record.RecordRef;
import org.junit.jupiter.api.Test;

class LimitTest {

    private static final PassLimit TWO = new PassLimit("two", 2);

    @Test
    void limitBelowThePageSizeStrandsNothing() {
        Clinic clinic = Clinic.setup().flow(flow -> flow.limit(TWO)).build();
        patients(clinic, 7);

        for (int done = 2; done < 7; done += 2) {
            SyncReport report = clinic.pass();
            assertThat(report.count(Kind.CREATED)).isEqualTo(2);
            assertThat(report.more()).isTrue();
        }
        SyncReport last = clinic.pass();

        assertThat(clinic.contacts()).hasSize(7);
        assertThat(last.more()).isFalse();
        assertThat(clinic.parked()).isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void whatWasLeftOverComesFirst() {
        Clinic clinic = Clinic.setup().flow(flow -> flow.limit(TWO)).build();
        patients(clinic, 3);
        clinic.pass();
        clinic.patient("Zoe", "New", "zoe@example.com", null);

        clinic.pass();

        assertThat(clinic.contacts())
                .extracting(contact -> contact.value(Contact.FIRST_NAME).plain())
                .containsExactly("First0", "First1", "First2", "Zoe");
    }

    @Test
    void recordsThatNeedNoWriteDoNotCount() {
        Clinic clinic = Clinic.setup().flow(flow -> flow.limit(TWO)).build();
        patients(clinic, 4);
        clinic.pass();
        clinic.pass();
        clinic.clinic.records(Clinic.PATIENT).forEach(patient -> clinic.clinic.touch(patient.ref()));
        patients(clinic, 2);

        SyncReport report = clinic.pass();

        assertThat(report.unchanged()).isEqualTo(4);
        assertThat(report.count(Kind.CREATED)).isEqualTo(2);
    }

    @Test
    void flowsShareALimitOfTheSameName() {
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.limit(TWO))
                .plan(plan -> plan.flow(leads().limit(TWO).build()))
                .clinic(system -> system.type(Leads.LEAD, Leads.FIELDS))
                .build();
        patients(clinic, 1);
        Leads.create(clinic, "Ann", "ann@example.com");
        Leads.create(clinic, "Bob", "bob@example.com");

        SyncReport report = clinic.pass();

        assertThat(report.writes()).isEqualTo(2);
        assertThat(clinic.pass().writes()).isEqualTo(1);
        assertThat(clinic.contacts()).hasSize(3);
    }

    @Test
    void recordThatWaitsForItsTurnIsToldOnce() {
        Clinic clinic = Clinic.setup().flow(flow -> flow.limit(TWO)).build();
        patients(clinic, 6);

        assertThat(clinic.pass().count(Kind.PENDING)).isEqualTo(4);
        assertThat(clinic.pass().count(Kind.PENDING)).isZero();
    }

    @Test
    void requestsBeyondTheLimitAreTakenByTheNextPass() {
        Clinic clinic = Clinic.setup()
                .back(ConflictPolicy.SOURCE_WINS)
                .flow(flow -> flow.onRequest(RequestFlag.yesNo(Clinic.UPDATE)).limit(TWO))
                .build();
        for (int i = 0; i < 3; i++) {
            RecordRef contact = clinic.contact("First" + i, "Last", "c" + i + "@example.com", null);
            clinic.crm.edit(contact, Clinic.UPDATE, "Yes");
        }

        clinic.pass();
        clinic.pass();

        assertThat(clinic.clinic.records(Clinic.PATIENT)).hasSize(3);
        assertThat(clinic.contacts())
                .allSatisfy(contact ->
                        assertThat(contact.value(Clinic.UPDATE).plain()).isEqualTo("No"));
    }

    private static Flow.Builder leads() {
        return Leads.flow().map(FieldMapping.from(Leads.NAME).to(Contact.FIRST_NAME));
    }

    private static void patients(Clinic clinic, int count) {
        int start = clinic.clinic.records(Clinic.PATIENT).size();
        for (int i = start; i < start + count; i++) {
            clinic.patient("First" + i, "Last" + i, "p" + i + "@example.com", null);
        }
    }
}
