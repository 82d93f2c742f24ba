package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.Converter;
import io.tidelock.mapping.EmptyPolicy;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Strength;
import io.tidelock.record.RecordRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PolicyTest {

    @Test
    void createOnlyFieldIsWrittenOnce() {
        Clinic clinic = with(FieldMapping.Builder::createOnly);
        RecordRef ada = ada(clinic, "one");
        RecordRef contact = clinic.contactOf(ada);

        clinic.clinic.edit(ada, Clinic.TOKEN, "two");
        clinic.pass();

        assertThat(clinic.crm.value(contact, Contact.JOB_TITLE)).isEqualTo("one");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void createOnlyFieldOfAContactThatWasThereIsLeftAlone() {
        Clinic clinic = with(FieldMapping.Builder::createOnly);
        clinic.contact("Ada", "Byron", "ada@example.com", null);

        RecordRef ada = ada(clinic, "one");

        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.JOB_TITLE)).isNull();
    }

    @Test
    void tableTranslatesBothWays() {
        Map<String, String> table = new LinkedHashMap<>();
        table.put("m", "Doctor");
        table.put("md", "Doctor");
        table.put("n", "Nurse");
        Clinic clinic =
                with(mapping -> mapping.twoWay().converted(Converter.enumMap("jobs", 1, table, Map.of("Doctor", "m"))));
        RecordRef ada = ada(clinic, "md");
        RecordRef contact = clinic.contactOf(ada);

        assertThat(clinic.crm.value(contact, Contact.JOB_TITLE)).isEqualTo("Doctor");
        clinic.pass();
        assertThat(clinic.clinic.value(ada, Clinic.TOKEN))
                .as("two map onto one, settled")
                .isEqualTo("md");

        clinic.crm.edit(contact, Contact.JOB_TITLE, "Nurse");
        clinic.pass();
        assertThat(clinic.clinic.value(ada, Clinic.TOKEN)).isEqualTo("n");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void fieldThatIsWrittenOnlyWhereEmptyLeavesWhatIsThere() {
        Clinic clinic = with(mapping -> mapping.strength(Strength.ONLY_IF_EMPTY));
        RecordRef there = clinic.contact("Ada", "Byron", "ada@example.com", null);
        clinic.crm.edit(there, Contact.JOB_TITLE, "theirs");

        RecordRef ada = ada(clinic, "ours");
        assertThat(clinic.crm.value(there, Contact.JOB_TITLE)).isEqualTo("theirs");

        clinic.crm.edit(there, Contact.JOB_TITLE, null);
        clinic.clinic.edit(ada, Clinic.TOKEN, "ours again");
        clinic.pass();
        assertThat(clinic.crm.value(there, Contact.JOB_TITLE)).isEqualTo("ours again");
    }

    @Test
    void fieldThatAlwaysHoldsUndoesTheEditOfThePeopleThereWhenItIsSeen() {
        Clinic clinic = with(mapping -> mapping.strength(Strength.ALWAYS));
        RecordRef ada = ada(clinic, "ours");
        RecordRef contact = clinic.contactOf(ada);

        clinic.crm.edit(contact, Contact.JOB_TITLE, "theirs");
        clinic.clinic.edit(ada, Clinic.CITY, "London");
        clinic.pass();

        assertThat(clinic.crm.value(contact, Contact.JOB_TITLE)).isEqualTo("ours");
    }

    @Test
    void emptyingTravelsWhereItIsOptedInto() {
        Clinic clinic = with(mapping -> mapping.whenEmptied(EmptyPolicy.CLEAR));
        RecordRef ada = ada(clinic, "ours");

        clinic.clinic.edit(ada, Clinic.TOKEN, null);
        clinic.pass();

        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.JOB_TITLE)).isNull();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void propertyThatIsGoneIsAbsentNotEmpty() {
        Clinic clinic = Clinic.setup()
                .back(ConflictPolicy.SOURCE_WINS)
                .mapping(mapping -> mapping.whenEmptied(EmptyPolicy.CLEAR))
                .flow(flow -> flow.map(FieldMapping.from(Clinic.TOKEN)
                        .to(Contact.JOB_TITLE)
                        .twoWay()
                        .whenEmptied(EmptyPolicy.CLEAR)))
                .build();
        RecordRef ada = ada(clinic, "ours");
        RecordRef contact = clinic.contactOf(ada);

        clinic.crm.undefine(Contact.TYPE, Contact.JOB_TITLE);
        clinic.crm.edit(contact, Contact.CITY, "London");
        clinic.pass();

        assertThat(clinic.clinic.value(ada, Clinic.TOKEN)).isEqualTo("ours");
        assertThat(clinic.clinic.value(ada, Clinic.CITY)).isEqualTo("London");
    }

    @Test
    void targetWinsWhereItIsToldTo() {
        Clinic clinic = Clinic.setup().back(ConflictPolicy.TARGET_WINS).build();
        RecordRef ada = ada(clinic, "x");
        RecordRef contact = clinic.contactOf(ada);

        clinic.clinic.edit(ada, Clinic.CITY, "London");
        clinic.crm.edit(contact, Contact.CITY, "Paris");
        clinic.pass();

        assertThat(clinic.clinic.value(ada, Clinic.CITY)).isEqualTo("Paris");
        assertThat(clinic.crm.value(contact, Contact.CITY)).isEqualTo("Paris");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void valuesThatDifferWhenTwoRecordsMeetAreHeldWhereThePlanSaysSo() {
        Clinic clinic = Clinic.setup()
                .back(ConflictPolicy.SOURCE_WINS)
                .mapping(mapping -> mapping.onFirstLink(ConflictPolicy.HOLD))
                .build();
        RecordRef contact = clinic.contact("Augusta", "Byron", "ada@example.com", null);
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);

        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.HELD)).isEqualTo(1);
        assertThat(clinic.contactOf(ada)).as("they are linked all the same").isEqualTo(contact);
        assertThat(clinic.crm.value(contact, Contact.FIRST_NAME)).isEqualTo("Augusta");
        assertThat(clinic.clinic.value(ada, Clinic.FIRST)).isEqualTo("Ada");
    }

    @Test
    void conflictIsToldOnceAndIsQuietUntilItIsSettledAndThenToldAnew() {
        Clinic clinic = Clinic.setup().back(ConflictPolicy.HOLD).build();
        RecordRef ada = ada(clinic, "x");
        RecordRef contact = clinic.contactOf(ada);
        clinic.clinic.edit(ada, Clinic.CITY, "London");
        clinic.crm.edit(contact, Contact.CITY, "Paris");

        SyncReport first = clinic.pass();
        clinic.clinic.touch(ada);
        clinic.crm.touch(contact);
        SyncReport shownAgain = clinic.pass();
        clinic.crm.edit(contact, Contact.CITY, "London");
        clinic.pass();
        clinic.clinic.edit(ada, Clinic.CITY, "Oslo");
        clinic.crm.edit(contact, Contact.CITY, "Rome");
        SyncReport second = clinic.pass();

        assertThat(first.count(Kind.HELD)).as("once, though both feeds show it").isEqualTo(1);
        assertThat(shownAgain.storeChanges()).isLessThanOrEqualTo(1);
        assertThat(shownAgain.count(Kind.HELD)).isZero();
        assertThat(second.count(Kind.HELD)).isEqualTo(1);
        clinic.clinic.touch(ada);
        assertThat(clinic.pass().writes()).isZero();
    }

    private static Clinic with(UnaryOperator<FieldMapping.Builder> change) {
        return Clinic.setup()
                .flow(flow ->
                        flow.map(change.apply(FieldMapping.from(Clinic.TOKEN).to(Contact.JOB_TITLE))))
                .build();
    }

    private static RecordRef ada(Clinic clinic, String token) {
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.clinic.edit(ada, Clinic.TOKEN, token);
        clinic.pass();
        return ada;
    }
}
