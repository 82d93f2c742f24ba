package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Company;
import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.Eligibility;
import io.tidelock.mapping.Eligibility.Ruling;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.GonePolicy;
import io.tidelock.mapping.MergePolicy;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.StoreRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MergedRecordsTest {

    @Test
    void linkFollowsAChainOfMergesAndTheAliasesPointToItsEnd() {
        Clinic clinic = Clinic.setup().back(ConflictPolicy.HOLD).build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        RecordRef first = clinic.contactOf(ada);
        RecordRef second = clinic.contact("A.", "Byron", null, null);
        RecordRef third = clinic.contact("Lady", "Lovelace", null, null);

        clinic.crm.merge(second, first);
        clinic.pass();
        clinic.crm.merge(third, second);
        clinic.pass();
        clinic.clinic.edit(ada, Clinic.CITY, "London");
        clinic.pass();

        assertThat(clinic.contactOf(ada)).isEqualTo(third);
        assertThat(clinic.crm.value(third, Contact.CITY)).isEqualTo("London");
        assertThat(aliases(clinic, Side.TARGET, first, second))
                .containsOnly(Map.entry(first, third), Map.entry(second, third));
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void chainThatWasMadeBetweenTwoPassesIsFollowedAtOnce() {
        Clinic clinic = Clinic.setup().back(ConflictPolicy.HOLD).build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        RecordRef second = clinic.contact("A.", "Byron", null, null);
        RecordRef third = clinic.contact("Lady", "Lovelace", null, null);

        clinic.crm.merge(second, clinic.contactOf(ada));
        clinic.crm.merge(third, second);
        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.MOVED)).isEqualTo(1);
        assertThat(clinic.contacts()).hasSize(1);
        clinic.pass();
        assertThat(clinic.contactOf(ada)).isEqualTo(third);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    @Tag("SE-07")
    void survivorsLinkStaysAndTheOtherCounterpartIsKeptUnlinkedAndTold() {
        Clinic clinic = keeping();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        RecordRef bo = clinic.patient("Bo", "Lee", "bo@example.com", null);
        clinic.pass();
        RecordRef survivor = clinic.contactOf(ada);
        clinic.crm.merge(survivor, clinic.contactOf(bo));

        SyncReport report = clinic.pass();

        assertThat(report.verdicts())
                .filteredOn(verdict -> verdict.code().equals("MERGED_ONTO_LINKED"))
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.reason()).contains(bo.toString(), "kept"));
        assertThat(clinic.parked()).isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();

        clinic.clinic.edit(bo, Clinic.CITY, "Oslo");
        clinic.clinic.edit(ada, Clinic.CITY, "Rome");
        SyncReport edits = clinic.pass();

        assertThat(edits.verdicts()).extracting(Verdict::code).contains("COUNTERPART_MERGED");
        assertThat(clinic.crm.value(survivor, Contact.CITY)).isEqualTo("Rome");
        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.clinic.records(Clinic.PATIENT)).hasSize(2);
        assertThat(clinic.parked()).isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    @Tag("SE-07")
    void mergedSourcesKeepBothCounterpartsAlsoWhereGoneOnesAreRemoved() {
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.onMerge(MergePolicy.KEEP_SURVIVORS).whenSourceGone(GonePolicy.REMOVE))
                .build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        RecordRef bo = clinic.patient("Bo", "Lee", "bo@example.com", null);
        RecordRef cy = clinic.patient("Cy", "Poe", "cy@example.com", null);
        clinic.pass();

        clinic.clinic.merge(bo, ada);
        clinic.pass();
        clinic.clinic.merge(cy, bo);
        clinic.pass();
        clinic.clinic.edit(cy, Clinic.CITY, "Rome");
        clinic.pass();

        assertThat(clinic.contacts()).hasSize(3);
        assertThat(clinic.crm.value(clinic.contactOf(cy), Contact.CITY)).isEqualTo("Rome");
        assertThat(aliases(clinic, Side.SOURCE, ada, bo)).containsOnly(Map.entry(ada, cy), Map.entry(bo, cy));
        assertThat(clinic.parked()).isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void oldPageOfAnAbsorbedRecordBringsNothingBack() {
        ReplayingConnector replaying = new ReplayingConnector();
        Clinic clinic = Clinic.setup()
                .business(replaying::around)
                .clinic(business -> business.pageSize(1))
                .build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        clinic.clinic.mergeIntoNew(ada, clinic.clinic.create(Clinic.PATIENT, Map.of(Clinic.CITY, "London")));
        clinic.pass();
        clinic.pass();

        replaying.replayFirstPage();
        SyncReport report = clinic.pass();

        assertThat(report.writes()).isZero();
        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void childThatNamesAMergedParentFindsItsSurvivor() {
        Clinic clinic = families();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        RecordRef survivor =
                clinic.clinic.mergeIntoNew(ada, clinic.clinic.create(Clinic.PATIENT, Map.of(Clinic.CITY, "London")));
        clinic.pass();
        assertThat(clinic.contactOf(survivor)).isNotNull();

        clinic.clinic.edit(Leads.create(clinic, "Child", null), Leads.PARENT, ada.id());
        clinic.pass();

        assertThat(clinic.crm.records(Company.TYPE)).hasSize(1);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void childWaitingForAParentThatWasNeverLinkedIsWokenByItsSurvivor() {
        Clinic clinic = families();
        clinic.crm.refuse(operation -> true, "CLOSED");
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        RecordRef bo = clinic.patient("Bo", "Lee", "bo@example.com", null);
        clinic.clinic.edit(Leads.create(clinic, "Child", null), Leads.PARENT, ada.id());
        clinic.pass();
        clinic.clinic.merge(bo, ada);
        clinic.pass();
        assertThat(clinic.pass().quiet()).as("an alias is stored once").isTrue();

        clinic.crm.acceptAll();
        clinic.engine.resync("patients", Side.SOURCE, bo);
        clinic.pass();
        clinic.pass();

        assertThat(clinic.crm.records(Company.TYPE)).hasSize(1);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    private static Clinic keeping() {
        return Clinic.setup()
                .back(ConflictPolicy.HOLD)
                .flow(flow -> flow.createsBothWays().onMerge(MergePolicy.KEEP_SURVIVORS))
                .build();
    }

    private static Clinic families() {
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

    private static Map<RecordRef, RecordRef> aliases(Clinic clinic, Side side, RecordRef... refs) {
        return clinic.store
                .load(StoreRequest.about(IntegrationId.of("clinic-1"), "patients", side, List.of(refs)))
                .aliases();
    }
}
