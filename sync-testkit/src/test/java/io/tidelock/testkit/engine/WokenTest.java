package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Company;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.Eligibility;
import io.tidelock.mapping.Eligibility.Ruling;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.PassLimit;
import io.tidelock.record.RecordRef;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Leads whose parents are leads of the same flow, and are seen after them. */
class WokenTest {

    @Test
    void childThatIsSeenBeforeItsParentNeedsNoSecondPass() {
        Clinic clinic = families(flow -> flow);
        RecordRef child = Leads.create(clinic, "Child", null);
        adopt(clinic, child, Leads.create(clinic, "Parent", null));

        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.DEFERRED)).isEqualTo(1);
        assertThat(report.count(Kind.CREATED)).isEqualTo(2);
        assertThat(clinic.engine.parked("leads")).isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void grandchildOfTheSameFlowIsTheNextPassesAndNobodyRunsInCircles() {
        Clinic clinic = families(flow -> flow);
        RecordRef grandchild = Leads.create(clinic, "Grandchild", null);
        RecordRef child = Leads.create(clinic, "Child", null);
        adopt(clinic, child, Leads.create(clinic, "Parent", null));
        adopt(clinic, grandchild, child);

        assertThat(clinic.pass().count(Kind.CREATED)).isEqualTo(2);
        assertThat(clinic.pass().count(Kind.CREATED)).isEqualTo(1);

        assertThat(clinic.crm.records(Company.TYPE)).hasSize(3);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void wokenChildKeepsToTheLimitAndWhatWasLeftOverByItStays() {
        Clinic clinic = families(flow -> flow.limit(new PassLimit("one", 1)));
        RecordRef child = Leads.create(clinic, "Child", null);
        adopt(clinic, child, Leads.create(clinic, "Parent", null));
        Leads.create(clinic, "Other", null);

        assertThat(clinic.pass().count(Kind.CREATED)).isEqualTo(1);
        assertThat(clinic.engine.parked("leads")).hasSize(2);

        clinic.pass();
        clinic.pass();
        assertThat(clinic.crm.records(Company.TYPE)).hasSize(3);
    }

    private static void adopt(Clinic clinic, RecordRef child, RecordRef parent) {
        clinic.clinic.edit(child, Leads.PARENT, parent.id());
        clinic.clinic.touch(parent);
    }

    private static Clinic families(UnaryOperator<Flow.Builder> change) {
        Eligibility afterParent = new Eligibility(
                "after parent",
                1,
                lead -> lead.value(Leads.PARENT).isPresent()
                        ? Ruling.deferred(
                                "leads",
                                RecordRef.of(
                                        Leads.LEAD, lead.value(Leads.PARENT).plain()))
                        : Ruling.eligible());
        Flow leads = change.apply(Flow.toCrm("leads", Leads.LEAD, Company.TYPE)
                        .reads(Leads.PARENT)
                        .eligible(afterParent)
                        .map(FieldMapping.from(Leads.NAME).to(Company.NAME)))
                .build();
        return Clinic.setup()
                .plan(plan -> plan.flow(leads))
                .clinic(system -> system.type(Leads.LEAD, Leads.FIELDS))
                .build();
    }
}
