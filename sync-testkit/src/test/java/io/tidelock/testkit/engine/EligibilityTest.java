package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Company;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.Eligibility;
import io.tidelock.mapping.Eligibility.Ruling;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import org.junit.jupiter.api.Test;

class EligibilityTest {

    private static final Eligibility WITH_EMAIL = new Eligibility(
            "with e-mail",
            1,
            patient -> patient.value(Clinic.EMAIL).isPresent()
                    ? Ruling.eligible()
                    : Ruling.excluded("NO_EMAIL", "It has no e-mail address"));

    @Test
    void recordThatTakesNoPartIsLeftOutAndToldOnce() {
        Clinic clinic = Clinic.setup().flow(flow -> flow.eligible(WITH_EMAIL)).build();
        RecordRef ada = clinic.patient("Ada", "Byron", null, null);

        SyncReport first = clinic.pass();
        clinic.clinic.edit(ada, Clinic.CITY, "London");
        SyncReport second = clinic.pass();

        assertThat(first.count(Kind.EXCLUDED)).isEqualTo(1);
        assertThat(first.verdicts())
                .singleElement()
                .satisfies(v -> assertThat(v.code()).isEqualTo("NO_EMAIL"));
        assertThat(second.quiet()).isTrue();
        assertThat(second.verdicts()).isEmpty();
        assertThat(clinic.contacts()).isEmpty();
    }

    @Test
    void recordThatTakesPartOnlyIfItIsLinkedIsFollowedAndNeverCreated() {
        Eligibility known = new Eligibility(
                "with e-mail, or known",
                1,
                patient -> patient.value(Clinic.EMAIL).isPresent()
                        ? Ruling.eligible()
                        : Ruling.onlyIfLinked("NO_EMAIL", "It has no e-mail address"));
        Clinic clinic = Clinic.setup().flow(flow -> flow.eligible(known)).build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.patient("Bo", "Ng", null, null);
        assertThat(clinic.pass().count(Kind.EXCLUDED)).isEqualTo(1);
        assertThat(clinic.contacts()).hasSize(1);

        clinic.clinic.edit(ada, Clinic.EMAIL, null);
        clinic.clinic.edit(ada, Clinic.CITY, "London");
        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.EXCLUDED)).isZero();
        assertThat(report.count(Kind.UPDATED)).isEqualTo(1);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void recordTakesPartAsSoonAsItMayAndIsToldAnewWhenItNoLongerDoes() {
        Clinic clinic = Clinic.setup().flow(flow -> flow.eligible(WITH_EMAIL)).build();
        RecordRef ada = clinic.patient("Ada", "Byron", null, null);
        clinic.pass();

        clinic.clinic.edit(ada, Clinic.EMAIL, "ada@example.com");
        assertThat(clinic.pass().count(Kind.CREATED)).isEqualTo(1);
        clinic.clinic.edit(ada, Clinic.EMAIL, null);

        assertThat(clinic.pass().count(Kind.EXCLUDED)).isEqualTo(1);
        assertThat(clinic.contacts()).as("its contact stays").hasSize(1);
    }

    @Test
    void childWaitsForItsParentAndIsWokenByTheLinkNotByAnEdit() {
        Clinic clinic = waiting();
        RecordRef parent = clinic.patient("Ada", "Byron", null, null);
        RecordRef child = Leads.create(clinic, "Child", null);
        clinic.clinic.edit(child, Leads.PARENT, parent.id());
        clinic.crm.refuse(operation -> true, "CLOSED");

        SyncReport first = clinic.pass();
        SyncReport meanwhile = clinic.pass();
        clinic.crm.acceptAll();
        clinic.engine.resync("patients", Side.SOURCE, parent);
        clinic.pass();
        clinic.pass();

        assertThat(first.count(Kind.DEFERRED)).isEqualTo(1);
        assertThat(meanwhile.quiet()).as("waiting costs nothing").isTrue();
        assertThat(clinic.crm.records(Company.TYPE)).hasSize(1);
        assertThat(clinic.engine.parked("children")).isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void childOfAParentInTheSamePassDoesNotWait() {
        Clinic clinic = waiting();
        RecordRef parent = clinic.patient("Ada", "Byron", null, null);
        RecordRef child = Leads.create(clinic, "Child", null);
        clinic.clinic.edit(child, Leads.PARENT, parent.id());

        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.DEFERRED)).isZero();
        assertThat(report.count(Kind.CREATED)).isEqualTo(2);
    }

    /** Leads become companies once the patient they name is a contact. */
    private static Clinic waiting() {
        Eligibility afterParent = new Eligibility(
                "after parent",
                1,
                lead -> Ruling.deferred(
                        "patients",
                        RecordRef.of(Clinic.PATIENT, lead.value(Leads.PARENT).plain())));
        Flow children = Flow.toCrm("children", Leads.LEAD, Company.TYPE)
                .reads(Leads.PARENT)
                .eligible(afterParent)
                .map(FieldMapping.from(Leads.NAME).to(Company.NAME))
                .build();
        return Clinic.setup()
                .plan(plan -> plan.flow(children))
                .clinic(system -> system.type(Leads.LEAD, Leads.FIELDS))
                .build();
    }
}
