package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.answers.PlannedChange;
import io.tidelock.answers.Preview;
import io.tidelock.answers.Values;
import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.EmptyPolicy;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Association;
import io.tidelock.record.Field;
import io.tidelock.record.FieldType;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import io.tidelock.record.Side;
import io.tidelock.store.InMemoryStore;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreCommit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Associations are fields: ids travel by the links of the flow that links the records they lead to. */
@Tag("I13")
class ReferenceTest {

    static final RecordType VISIT = RecordType.of("visit");
    static final Field NAME = Field.text("name");
    static final Field VISIT_ID = Field.text("visit_id");
    static final Field PATIENT_ID = Field.text("patient_id");
    static final Field PATIENT_IDS = new Field("patient_ids", FieldType.REFS);
    static final Field CONTACTS =
            Association.to(Contact.TYPE).labelled("Patient").field();
    private static final Field DEALS =
            Association.to(Deal.TYPE).labelled("Patient").field();

    @Test
    void idsAreTranslatedByTheLinksOfTheParentsAndShownFromBothEnds() {
        Clinic clinic = one(UnaryOperator.identity());
        RecordRef ada = patient(clinic, "Ada");
        visit(clinic, ada);

        SyncReport report = clinic.pass();

        RecordRef deal = deal(clinic);
        assertThat(report.count(Kind.CREATED)).as("both in one pass").isEqualTo(2);
        assertThat(clinic.crm.value(deal, CONTACTS))
                .isEqualTo(clinic.contactOf(ada).id());
        assertThat(clinic.crm.value(clinic.contactOf(ada), DEALS)).isEqualTo(deal.id());
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void childIsPreviewedWithAParentThatDoesNotExistYet() {
        Clinic clinic = one(UnaryOperator.identity());
        RecordRef visit = visit(clinic, patient(clinic, "Ada"));

        Preview preview = clinic.engine.preview(Values.SHOWN);

        assertThat(preview.flow("visits").parked()).isEmpty();
        PlannedChange deal = preview.changes().get(1);
        assertThat(deal.origin()).isEqualTo(visit);
        assertThat(deal.associations())
                .containsExactly(Association.to(Contact.TYPE).labelled("Patient"));
        assertThat(deal.values())
                .containsEntry(
                        CONTACTS.name(), preview.changes().get(0).record().id());
    }

    @Test
    void otherParentTakesTheFirstOnesPlaceAndForeignAssociationsStay() {
        Clinic clinic = one(UnaryOperator.identity());
        RecordRef ada = patient(clinic, "Ada");
        RecordRef bo = patient(clinic, "Bo");
        RecordRef visit = visit(clinic, ada);
        clinic.pass();
        RecordRef deal = deal(clinic);
        RecordRef stranger = clinic.contact("Str", "Anger", null, null);
        clinic.crm.edit(deal, CONTACTS, clinic.contactOf(ada).id() + ";" + stranger.id());

        clinic.clinic.edit(visit, PATIENT_ID, bo.id());
        clinic.pass();

        assertThat(clinic.crm.value(deal, CONTACTS))
                .isEqualTo(clinic.contactOf(bo).id() + ";" + stranger.id());
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void childWaitsForItsParentAndIsWokenByTheLink() {
        Clinic clinic = one(UnaryOperator.identity());
        RecordRef ada = patient(clinic, "Ada");
        visit(clinic, ada);
        clinic.crm.refuse(operation -> true, "CLOSED");

        SyncReport first = clinic.pass();
        assertThat(first.count(Kind.DEFERRED)).isEqualTo(1);
        assertThat(clinic.pass().quiet()).as("waiting costs nothing").isTrue();
        clinic.crm.acceptAll();
        clinic.engine.resync("patients", Side.SOURCE, ada);
        clinic.pass();

        assertThat(clinic.crm.value(deal(clinic), CONTACTS))
                .isEqualTo(clinic.contactOf(ada).id());
        assertThat(clinic.engine.parked("visits")).isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void optionalAssociationIsAddedOnceTheParentIsLinkedWithoutAnEdit() {
        Clinic clinic = one(FieldMapping.Builder::optional);
        RecordRef ada = patient(clinic, "Ada");
        RecordRef visit = visit(clinic, ada);
        clinic.crm.refuse(this::isContact, "CLOSED");

        SyncReport first = clinic.pass();
        RecordRef deal = deal(clinic);
        assertThat(first.count(Kind.CREATED)).isEqualTo(1);
        assertThat(clinic.crm.value(deal, CONTACTS)).isNull();
        clinic.clinic.touch(visit);
        clinic.crm.touch(deal);
        assertThat(clinic.pass().storeChanges())
                .as("shown again, it goes on waiting")
                .isZero();
        assertThat(clinic.engine.parked("visits"))
                .singleElement()
                .satisfies(parked -> assertThat(parked.state()).isEqualTo(Parked.State.WAITING));

        clinic.crm.acceptAll();
        clinic.engine.resync("patients", Side.SOURCE, ada);
        clinic.pass();

        assertThat(clinic.crm.value(deal, CONTACTS))
                .isEqualTo(clinic.contactOf(ada).id());
        assertThat(clinic.engine.parked("visits")).isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void ofSeveralOptionalParentsEachIsAddedAsItComes() {
        Clinic clinic = several(FieldMapping.Builder::optional);
        RecordRef ada = patient(clinic, "Ada");
        RecordRef bo = patient(clinic, "Bo");
        RecordRef cy = patient(clinic, "Cy");
        visits(clinic, ada.id() + ";" + bo.id() + ";" + cy.id());
        clinic.crm.refuse(this::isContact, "CLOSED");
        clinic.pass();
        assertThat(clinic.pass().quiet()).as("waiting costs nothing").isTrue();

        clinic.crm.acceptAll();
        clinic.engine.resync("patients", Side.SOURCE, bo);
        clinic.pass();
        clinic.clock.advance(Duration.ofMinutes(15));
        clinic.crm.refuse(this::isContact, "CLOSED");
        clinic.pass();
        assertThat(clinic.crm.value(deal(clinic), CONTACTS))
                .isEqualTo(clinic.contactOf(bo).id());

        clinic.crm.acceptAll();
        clinic.clock.advance(Duration.ofDays(2));
        clinic.pass();
        clinic.pass();

        assertThat(clinic.crm.value(deal(clinic), CONTACTS).split(";")).hasSize(3);
        assertThat(clinic.engine.parked("visits")).isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void targetsAssociationsReachTheSourceAndUnlinkedOnesAreLeftAlone() {
        Clinic clinic = several(FieldMapping.Builder::twoWay);
        RecordRef ada = patient(clinic, "Ada");
        RecordRef bo = patient(clinic, "Bo");
        RecordRef visit = visits(clinic, ada.id());
        clinic.pass();
        RecordRef deal = deal(clinic);
        RecordRef stranger = clinic.contact("Str", "Anger", null, null);

        clinic.crm.edit(
                deal,
                CONTACTS,
                clinic.contactOf(ada).id() + ";" + clinic.contactOf(bo).id() + ";" + stranger.id());
        clinic.pass();
        assertThat(clinic.clinic.value(visit, PATIENT_IDS)).isEqualTo(ada.id() + ";" + bo.id());

        clinic.clinic.edit(visit, PATIENT_IDS, bo.id());
        clinic.pass();
        assertThat(clinic.crm.value(deal, CONTACTS).split(";"))
                .containsExactlyInAnyOrder(clinic.contactOf(bo).id(), stranger.id());
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void singleReferenceTravelsBackAndIsHeldWhenThereIsNoRoomForTwo() {
        Clinic clinic = one(FieldMapping.Builder::twoWay);
        RecordRef ada = patient(clinic, "Ada");
        RecordRef bo = patient(clinic, "Bo");
        RecordRef visit = visit(clinic, ada);
        clinic.pass();
        RecordRef deal = deal(clinic);

        clinic.crm.edit(deal, CONTACTS, clinic.contactOf(bo).id());
        clinic.pass();
        assertThat(clinic.clinic.value(visit, PATIENT_ID)).isEqualTo(bo.id());

        clinic.crm.edit(
                deal,
                CONTACTS,
                clinic.contactOf(ada).id() + ";" + clinic.contactOf(bo).id());
        SyncReport two = clinic.pass();
        assertThat(two.count(Kind.HELD)).isEqualTo(1);
        assertThat(clinic.clinic.value(visit, PATIENT_ID)).isEqualTo(bo.id());
    }

    @Test
    void parentThatListsItsChildrenIsAssociatedWithThem() {
        Flow houses = Flow.toCrm("houses", VISIT, io.tidelock.crm.Company.TYPE)
                .map(
                        FieldMapping.from(NAME).to(io.tidelock.crm.Company.NAME),
                        FieldMapping.from(PATIENT_IDS)
                                .to(Association.to(Contact.TYPE).field())
                                .linkedBy("patients"))
                .build();
        Clinic clinic = Clinic.setup()
                .clinic(system -> system.type(VISIT, List.of(NAME, PATIENT_IDS)))
                .plan(plan -> plan.flow(houses))
                .build();
        RecordRef ada = patient(clinic, "Ada");
        RecordRef bo = patient(clinic, "Bo");
        visits(clinic, ada.id() + ";" + bo.id());

        clinic.pass();

        RecordRef house =
                clinic.crm.records(io.tidelock.crm.Company.TYPE).get(0).ref();
        assertThat(clinic.crm.value(
                        clinic.contactOf(ada),
                        Association.to(io.tidelock.crm.Company.TYPE).field()))
                .isEqualTo(house.id());
        assertThat(clinic.crm.value(house, Association.to(Contact.TYPE).field()).split(";"))
                .containsExactlyInAnyOrder(
                        clinic.contactOf(ada).id(), clinic.contactOf(bo).id());
    }

    @Test
    void textFieldHoldsTheCounterpartsId() {
        Flow visits = Flow.toCrm("visits", VISIT, Deal.TYPE)
                .map(FieldMapping.from(PATIENT_ID)
                        .to(Deal.DESCRIPTION)
                        .linkedBy("patients")
                        .optional())
                .build();
        Clinic clinic = Clinic.setup()
                .clinic(system -> system.type(VISIT, List.of(NAME, PATIENT_ID)))
                .plan(plan -> plan.flow(visits))
                .build();
        RecordRef ada = patient(clinic, "Ada");
        visit(clinic, ada);
        clinic.crm.refuse(this::isContact, "CLOSED");
        clinic.pass();
        assertThat(clinic.crm.value(deal(clinic), Deal.DESCRIPTION)).isNull();

        clinic.crm.acceptAll();
        clinic.engine.resync("patients", Side.SOURCE, ada);
        clinic.pass();

        assertThat(clinic.crm.value(deal(clinic), Deal.DESCRIPTION))
                .isEqualTo(clinic.contactOf(ada).id());
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void survivorOfMergedContactsKeepsTheAssociation() {
        Clinic clinic = one(FieldMapping.Builder::twoWay);
        RecordRef ada = patient(clinic, "Ada");
        RecordRef visit = visit(clinic, ada);
        clinic.pass();
        RecordRef deal = deal(clinic);
        RecordRef survivor = clinic.contact("A", "Other", null, null);
        clinic.crm.merge(survivor, clinic.contactOf(ada));
        clinic.pass();

        clinic.clinic.edit(visit, NAME, "later");
        clinic.crm.touch(deal);
        clinic.pass();

        assertThat(clinic.crm.value(deal, CONTACTS)).isEqualTo(survivor.id());
        assertThat(clinic.clinic.value(visit, PATIENT_ID)).isEqualTo(ada.id());
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void associationThatWentWithAnArchivedRecordIsNotTakenFromTheSource() {
        Clinic clinic = several(mapping -> mapping.twoWay().whenEmptied(EmptyPolicy.CLEAR));
        RecordRef ada = patient(clinic, "Ada");
        RecordRef bo = patient(clinic, "Bo");
        RecordRef visit = visits(clinic, ada.id() + ";" + bo.id());
        clinic.pass();
        RecordRef deal = deal(clinic);

        clinic.crm.archive(clinic.contactOf(ada));
        clinic.crm.edit(deal, CONTACTS, null);
        clinic.pass();

        assertThat(clinic.clinic.value(visit, PATIENT_IDS))
                .as("Bo was taken away by a person, Ada went with her contact")
                .isEqualTo(ada.id());
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void referenceThatHasNoCounterpartYetOutlivesAWriteBack() {
        Clinic clinic = several(mapping -> mapping.twoWay().optional());
        RecordRef ada = patient(clinic, "Ada");
        RecordRef visit = visits(clinic, ada.id() + ";99");
        clinic.pass();
        RecordRef bo = patient(clinic, "Bo");
        clinic.pass();

        clinic.crm.edit(
                deal(clinic),
                CONTACTS,
                clinic.contactOf(ada).id() + ";" + clinic.contactOf(bo).id());
        clinic.pass();

        assertThat(clinic.clinic.value(visit, PATIENT_IDS)).isEqualTo(ada.id() + ";" + bo.id() + ";99");
    }

    @Test
    void referenceToARecordThatWasMergedAwayLeadsToItsSurvivor() {
        Clinic clinic = one(UnaryOperator.identity());
        RecordRef ada = patient(clinic, "Ada");
        clinic.pass();
        RecordRef absorbed = RecordRef.of(Clinic.PATIENT, "old");
        StoreCommit merged = new StoreCommit(IntegrationId.of("clinic-1"));
        merged.alias(new Parked.Key("patients", Side.SOURCE, absorbed), ada);
        clinic.store.commit(merged);

        visit(clinic, absorbed);
        clinic.pass();

        assertThat(clinic.crm.value(deal(clinic), CONTACTS))
                .isEqualTo(clinic.contactOf(ada).id());
    }

    @Test
    void recordThatIsGoneIsNeitherAddedNorWaitedFor() {
        Clinic clinic = one(UnaryOperator.identity());
        RecordRef ada = patient(clinic, "Ada");
        clinic.pass();
        clinic.crm.archive(clinic.contactOf(ada));
        clinic.clinic.touch(ada);
        clinic.clinic.edit(ada, Clinic.CITY, "Rome");
        clinic.pass();

        visit(clinic, ada);
        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.CREATED)).isEqualTo(1);
        assertThat(clinic.crm.value(deal(clinic), CONTACTS)).isNull();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void associationGoesWhenTheReferenceIsEmptiedAndThatIsOptedInto() {
        Clinic clinic = one(mapping -> mapping.whenEmptied(EmptyPolicy.CLEAR));
        RecordRef visit = visit(clinic, patient(clinic, "Ada"));
        clinic.pass();

        clinic.clinic.edit(visit, PATIENT_ID, null);
        clinic.pass();

        assertThat(clinic.crm.value(deal(clinic), CONTACTS)).isNull();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void killedAnywhere() {
        CrashSweep.sweep(
                steps -> setup(PATIENT_IDS, mapping -> mapping.twoWay().optional())
                        .store(steps.watch(new InMemoryStore()))
                        .build(),
                ReferenceTest::story);
    }

    private static void story(Clinic clinic) {
        RecordRef ada = patient(clinic, "Ada");
        RecordRef visit = visits(clinic, ada.id() + ";" + (Long.parseLong(ada.id()) + 2));
        CrashSweep.pass(clinic);
        RecordRef bo = patient(clinic, "Bo");
        RecordRef cy = patient(clinic, "Cy");
        CrashSweep.pass(clinic);
        clinic.clinic.edit(visit, PATIENT_IDS, bo.id());
        clinic.crm.edit(
                deal(clinic),
                CONTACTS,
                clinic.contactOf(ada).id() + ";" + clinic.contactOf(cy).id());
        CrashSweep.pass(clinic);
    }

    private boolean isContact(io.tidelock.connector.WriteOperation operation) {
        return operation instanceof io.tidelock.connector.WriteOperation.Create create
                && create.values().containsKey(Clinic.PATIENT_ID.name());
    }

    /** Visits of one patient each become deals. */
    private static Clinic one(UnaryOperator<FieldMapping.Builder> change) {
        return setup(PATIENT_ID, change).build();
    }

    /** Visits of several patients each become deals. */
    private static Clinic several(UnaryOperator<FieldMapping.Builder> change) {
        return setup(PATIENT_IDS, change).build();
    }

    static Clinic.Setup setup(Field patients, UnaryOperator<FieldMapping.Builder> change) {
        Flow visits = Flow.toCrm("visits", VISIT, Deal.TYPE)
                .idField(VISIT_ID)
                .map(
                        FieldMapping.from(NAME).to(Deal.NAME),
                        change.apply(FieldMapping.from(patients).to(CONTACTS).linkedBy("patients")))
                .build();
        return Clinic.setup()
                .clinic(system -> system.type(VISIT, List.of(NAME, PATIENT_ID, PATIENT_IDS)))
                .crm(crm -> crm.property(
                        Schema.Property.of(Deal.TYPE, VISIT_ID, "Visit id").asUnique()))
                .plan(plan -> plan.flow(visits));
    }

    static RecordRef patient(Clinic clinic, String name) {
        return clinic.patient(name, "Lee", name + "@example.com", null);
    }

    static RecordRef visit(Clinic clinic, RecordRef patient) {
        return clinic.clinic.create(VISIT, Map.of(NAME, "visit", PATIENT_ID, patient.id()));
    }

    static RecordRef visits(Clinic clinic, @Nullable String patients) {
        RecordRef visit = clinic.clinic.create(VISIT, Map.of(NAME, "visit"));
        clinic.clinic.edit(visit, PATIENT_IDS, patients);
        return visit;
    }

    static RecordRef deal(Clinic clinic) {
        return clinic.crm.records(Deal.TYPE).get(0).ref();
    }
}
