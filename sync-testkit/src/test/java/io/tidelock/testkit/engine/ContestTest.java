package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.Condition;
import io.tidelock.mapping.ContestedKey;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.MatchRule;
import io.tidelock.record.Field;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Schema;
import io.tidelock.testkit.Call;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whose a key is, also when that turns out between the look-up and the write. */
class ContestTest {

    private static final Field CARD = Field.text("card");

    @Test
    void contactThatIsCreatedWhileWeLookIsTakenOnAndNotDoubled() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.clinic.edit(ada, Clinic.CITY, "London");
        clinic.crm.watch(new Once(Call.Kind.WRITE, () -> clinic.contact("A.", "B.", "ada@example.com", null)));

        SyncReport report = clinic.pass();

        assertThat(clinic.contacts()).hasSize(1);
        assertThat(report.count(Kind.LINKED)).isEqualTo(1);
        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.CITY)).isEqualTo("London");
        assertThat(clinic.parked()).isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();

        clinic.crm.resetCalls();
        clinic.clinic.edit(ada, Clinic.CITY, "Rome");
        clinic.pass();
        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.CITY)).isEqualTo("Rome");
        assertThat(clinic.crm.calls().reads())
                .as("every field of it is settled")
                .isZero();
    }

    @Test
    void contactThatSomebodyLeftAndThatGetsOurKeyWhileWeLookIsTakenOver() {
        Clinic clinic = Clinic.oneWay();
        RecordRef bo = clinic.patient("Bo", "Lee", "bo@example.com", null);
        clinic.pass();
        RecordRef contact = clinic.contactOf(bo);
        clinic.clinic.archive(bo);
        clinic.pass();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.crm.watch(new Once(Call.Kind.WRITE, () -> clinic.crm.edit(contact, Contact.EMAIL, "ada@example.com")));

        clinic.pass();

        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.contactOf(ada)).isEqualTo(contact);
        assertThat(clinic.store.links(IntegrationId.of("clinic-1"), "patients", null, 10))
                .singleElement()
                .satisfies(link -> assertThat(link.source()).isEqualTo(ada));
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void firstRuleThatFindsSomebodyDecides() {
        Clinic clinic = Clinic.oneWay();
        RecordRef byMail = clinic.contact("A.", "B.", "ada@example.com", null);
        RecordRef byNumber = clinic.contact("Ada", "Byron", null, "0400 000 001");

        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", "0400 000 001");
        clinic.pass();

        assertThat(clinic.contactOf(ada)).isEqualTo(byMail);
        assertThat(clinic.crm.value(byNumber, Clinic.PATIENT_ID)).isNull();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void ofTwoThatAgreeAlikeTheOneWithTheLowerIdGetsTheContact() {
        Clinic clinic = Clinic.oneWay();
        RecordRef there = clinic.contact("Cy", "Lee", "lee@example.com", null);
        RecordRef ann = clinic.patient("Ann", "Lee", "lee@example.com", null);
        clinic.clock.advance(Duration.ofSeconds(1));
        clinic.patient("Bo", "Lee", "lee@example.com", null);
        clinic.clock.advance(Duration.ofSeconds(1));
        clinic.clinic.touch(ann); // so the feed shows her last

        clinic.pass();

        assertThat(clinic.contactOf(ann)).isEqualTo(there);
    }

    @Test
    void keyThatAnothersContactGetsWhileWeLookStaysThere() {
        Clinic clinic = Clinic.oneWay();
        RecordRef bo = clinic.patient("Bo", "Lee", "bo@example.com", null);
        clinic.pass();
        RecordRef bos = clinic.contactOf(bo);
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.crm.watch(new Once(Call.Kind.WRITE, () -> clinic.crm.edit(bos, Contact.EMAIL, "ada@example.com")));

        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.KEPT_APART)).isEqualTo(1);
        assertThat(clinic.contacts()).hasSize(2);
        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.EMAIL)).isNull();
        assertThat(clinic.crm.value(bos, Contact.EMAIL)).isEqualTo("ada@example.com");
        assertThat(clinic.contactOf(bo)).isEqualTo(bos);
    }

    @Test
    void keyThatAnothersContactGetsWhileWeLookIsForAPersonWhereThePlanSaysSo() {
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.onContestedKey(ContestedKey.DISPUTE))
                .build();
        RecordRef bo = clinic.patient("Bo", "Lee", "bo@example.com", null);
        clinic.pass();
        RecordRef bos = clinic.contactOf(bo);
        clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.crm.watch(new Once(Call.Kind.WRITE, () -> clinic.crm.edit(bos, Contact.EMAIL, "ada@example.com")));

        clinic.pass();

        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.parked()).containsExactly("KEY_CONTESTED");
    }

    @Test
    void onlyTheKeyThatSomebodyElseHoldsIsLeftOutOfAnEdit() {
        Clinic clinic = Clinic.setup()
                .crm(crm -> crm.property(
                        Schema.Property.of(Contact.TYPE, CARD, "Card").asUnique()))
                .flow(flow -> flow.match(MatchRule.on(Clinic.TOKEN, CARD))
                        .map(FieldMapping.from(Clinic.TOKEN).to(CARD)))
                .build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.clinic.edit(ada, Clinic.TOKEN, "17");
        clinic.pass();
        RecordRef contact = clinic.contactOf(ada);
        RecordRef other = clinic.contact("Bo", "Lee", "bo@example.com", null);
        clinic.crm.edit(other, CARD, "18");

        clinic.clinic.edit(ada, Clinic.TOKEN, "18");
        clinic.clinic.edit(ada, Clinic.EMAIL, "byron@example.com");
        clinic.pass();

        assertThat(clinic.crm.value(contact, Contact.EMAIL)).isEqualTo("byron@example.com");
        assertThat(clinic.crm.value(contact, CARD)).isEqualTo("17");
        assertThat(clinic.crm.value(other, CARD)).isEqualTo("18");
        assertThat(clinic.parked()).isEmpty();
    }

    @Test
    void recordThatLacksAContestedKeyIsWrittenOnceAndWithoutIt() {
        Clinic clinic = Clinic.oneWay();
        clinic.patient("Ann", "Lee", "lee@example.com", null);
        RecordRef child = clinic.patient("Bo", "Lee", "lee@example.com", null);
        clinic.pass();
        clinic.crm.resetCalls();

        clinic.clinic.edit(child, Clinic.CITY, "Oslo");
        clinic.pass();

        assertThat(clinic.crm.value(clinic.contactOf(child), Contact.CITY)).isEqualTo("Oslo");
        assertThat(clinic.crm.calls().writes())
                .as("it is not tried and refused")
                .isEqualTo(1);
    }

    @Test
    void nobodyIsAskedWhoHoldsAKeyThatBothShow() {
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.map(FieldMapping.from(Clinic.TOKEN)
                        .to(Contact.JOB_TITLE)
                        .onlyWhen(new Condition("never", 1, record -> false))))
                .build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", "0400 000 001");
        clinic.pass();
        clinic.crm.resetCalls();

        clinic.clinic.edit(ada, Clinic.CITY, "Rome");
        clinic.pass();

        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.CITY)).isEqualTo("Rome");
        assertThat(clinic.crm.calls().lookups()).isZero();
    }

    @Test
    void twoThatWantOneContactAreOneAndAnother() {
        Clinic clinic = Clinic.oneWay();
        RecordRef there = clinic.contact("Bo", "Lee", "lee@example.com", null);
        RecordRef ann = clinic.patient("Ann", "Lee", "lee@example.com", null);
        RecordRef bo = clinic.patient("Bo", "Lee", "lee@example.com", null);

        SyncReport report = clinic.pass();

        assertThat(clinic.contactOf(bo)).as("it agrees more").isEqualTo(there);
        assertThat(report.count(Kind.KEPT_APART)).isEqualTo(1);
        assertThat(clinic.crm.value(clinic.contactOf(ann), Contact.EMAIL)).isNull();
        assertThat(clinic.crm.calls().writes())
                .as("nothing is tried and refused")
                .isEqualTo(1);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void contactThatCarriesTheIdOfAnotherIsNotFree() {
        Clinic clinic = Clinic.oneWay();
        RecordRef there = clinic.contact("Ada", "Byron", "ada@example.com", null);
        clinic.crm.edit(there, Clinic.PATIENT_ID, "another clinic's 7");

        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();

        assertThat(clinic.contacts()).hasSize(2);
        assertThat(clinic.contactOf(ada)).isNotEqualTo(there);
        assertThat(clinic.crm.value(there, Clinic.PATIENT_ID)).isEqualTo("another clinic's 7");
    }

    @Test
    void severalThatMatchAreNamedToAPerson() {
        Clinic clinic = Clinic.oneWay();
        RecordRef one = clinic.contact("Ada", "Byron", null, "0400 000 001");
        RecordRef two = clinic.contact("Ada", "Byron", null, "0400 000 001");

        clinic.patient("Ada", "Byron", null, "0400 000 001");
        clinic.pass();

        assertThat(clinic.contacts()).hasSize(2);
        assertThat(clinic.engine.parked("patients")).singleElement().satisfies(parked -> {
            assertThat(parked.code()).isEqualTo("SEVERAL_MATCHES");
            assertThat(parked.reason()).contains(one.toString(), two.toString());
        });
    }

    @Test
    void contactOfAPatientWhoIsGoneBelongsToTheOneWhoCameAfter() {
        Clinic clinic = Clinic.oneWay();
        RecordRef old = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        RecordRef contact = clinic.contactOf(old);
        RecordRef again = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.crm.watch(new Once(Call.Kind.LOOKUP, () -> clinic.clinic.erase(old)));

        clinic.pass();

        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.contactOf(again)).isEqualTo(contact);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void contactOfAPatientWhoIsMergedAwayMeanwhileIsTheSurvivors() {
        Clinic clinic = Clinic.oneWay();
        RecordRef old = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        RecordRef contact = clinic.contactOf(old);
        RecordRef survivor = clinic.patient("Ada", "Lovelace", "ada@example.com", null);
        clinic.crm.watch(new Once(Call.Kind.LOOKUP, () -> clinic.clinic.merge(survivor, old)));

        clinic.pass();

        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.contactOf(survivor)).isEqualTo(contact);
        assertThat(clinic.crm.value(contact, Contact.LAST_NAME)).isEqualTo("Lovelace");
        clinic.pass();
        assertThat(clinic.pass().quiet()).isTrue();
    }
}
