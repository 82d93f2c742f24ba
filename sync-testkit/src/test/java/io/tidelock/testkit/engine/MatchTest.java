package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Contact;
import io.tidelock.engine.FlowReport;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.BusinessIds;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.PhoneNumbers;
import io.tidelock.record.RecordRef;
import org.junit.jupiter.api.Test;

/** Each kind of match rule leads a patient to the contact that is there already, through the whole loop. */
class MatchTest {

    @Test
    void emailMatchesInAnyCase() {
        Clinic clinic = Clinic.oneWay();
        RecordRef there = clinic.contact("A.", "B.", "ada@example.com", null);

        RecordRef ada = clinic.patient("Ada", "Byron", " ADA@Example.com ", null);
        clinic.pass();

        assertLinked(clinic, ada, there);
    }

    @Test
    void nameIsConfirmedByTheNumberInAnySpelling() {
        Clinic clinic = Clinic.oneWay();
        RecordRef there = clinic.contact("ada", "BYRON", null, "+61 400 000 001");
        clinic.contact("Ada", "Byron", null, "+61 400 000 002");

        RecordRef ada = clinic.patient("Ada", "Byron", null, "0400 000 001");
        clinic.pass();

        assertThat(clinic.contacts()).hasSize(2);
        assertThat(clinic.contactOf(ada)).isEqualTo(there);
    }

    @Test
    void phoneMatchesWhereTheOtherSideKeepsItAsE164() {
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.match(MatchRule.on(Clinic.MOBILE, Contact.PHONE, PhoneNumbers.e164("AU"))))
                .build();
        RecordRef there = clinic.contact("A.", "B.", null, null);
        clinic.crm.edit(there, Contact.PHONE, "+61 400 000 001");

        RecordRef ada = clinic.patient("Ada", "Byron", null, "(0400) 000-001");
        clinic.pass();

        assertLinked(clinic, ada, there);
    }

    @Test
    void businessIdMatchesWithoutItsSeparators() {
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.match(MatchRule.on(Clinic.TOKEN, Contact.JOB_TITLE, BusinessIds.plain())))
                .build();
        RecordRef there = clinic.contact("A.", "B.", null, null);
        clinic.crm.edit(there, Contact.JOB_TITLE, "FI12345678");

        RecordRef ada = clinic.patient("Ada", "Byron", null, null);
        clinic.clinic.edit(ada, Clinic.TOKEN, "fi 1234567-8");
        clinic.pass();

        assertLinked(clinic, ada, there);
    }

    @Test
    void businessIdConfirmsWhatTheNameFinds() {
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.match(MatchRule.on(Clinic.CITY, Contact.CITY)
                        .confirmedBy(Clinic.TOKEN, Contact.JOB_TITLE, BusinessIds.plain())))
                .build();
        RecordRef there = clinic.contact("A.", "B.", null, null);
        clinic.crm.edit(there, Contact.CITY, "Turku");
        clinic.crm.edit(there, Contact.JOB_TITLE, "FI 1234567-8");

        RecordRef ada = clinic.patient("Ada", "Byron", null, null);
        clinic.clinic.edit(ada, Clinic.CITY, "Turku");
        clinic.clinic.edit(ada, Clinic.TOKEN, "fi12345678");
        clinic.pass();

        assertLinked(clinic, ada, there);
    }

    @Test
    void contactThatMatchesNobodyIsCountedAndLeftAlone() {
        Clinic clinic = Clinic.setup().back(ConflictPolicy.HOLD).build();
        clinic.contact("Ada", "Byron", "ada@example.com", null);

        SyncReport report = clinic.pass();

        assertThat(report.flows()).extracting(FlowReport::ignored).containsExactly(1);
        assertThat(clinic.clinic.records(Clinic.PATIENT)).isEmpty();
        assertThat(clinic.parked()).isEmpty();
    }

    @Test
    void refusedContactIsForgottenOnceThePlanCreatesNothingOfIt() {
        Clinic clinic = Clinic.twoWay();
        RecordRef contact = clinic.contact("Ada", "Byron", "ada@example.com", null);
        clinic.clinic.refuse(operation -> true, "CLOSED");
        clinic.pass();
        assertThat(clinic.parked()).containsExactly("CLOSED");

        clinic.clinic.acceptAll();
        clinic.revise(flow -> flow);
        clinic.crm.edit(contact, Contact.CITY, "Rome");
        clinic.pass();

        assertThat(clinic.parked()).isEmpty();
        assertThat(clinic.clinic.records(Clinic.PATIENT)).isEmpty();
    }

    private static void assertLinked(Clinic clinic, RecordRef patient, RecordRef contact) {
        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.contactOf(patient)).isEqualTo(contact);
        assertThat(clinic.pass().quiet()).isTrue();
    }
}
