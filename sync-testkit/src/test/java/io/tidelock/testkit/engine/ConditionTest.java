package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.Condition;
import io.tidelock.mapping.Converter;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Mappings that hold for some records only, and defaults for empty sources. */
class ConditionTest {

    private static final Condition LONDON = new Condition(
            "in London", 1, patient -> patient.value(Clinic.CITY).plain().equals("London"));

    @Test
    void mappingSaysNothingWhereItsConditionDoesNotHold() {
        Clinic clinic = with(mapping -> mapping.onlyWhen(LONDON));
        RecordRef ada = ada(clinic, "one");
        RecordRef contact = clinic.contactOf(ada);

        assertThat(clinic.crm.value(contact, Contact.JOB_TITLE)).isNull();
        clinic.crm.edit(contact, Contact.JOB_TITLE, "theirs");
        clinic.clinic.edit(ada, Clinic.TOKEN, "two");
        clinic.pass();

        assertThat(clinic.crm.value(contact, Contact.JOB_TITLE)).isEqualTo("theirs");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void valueTravelsAsSoonAsTheConditionHoldsAndStaysWhenItNoLongerDoes() {
        Clinic clinic = with(mapping -> mapping.onlyWhen(LONDON));
        RecordRef ada = ada(clinic, "one");
        RecordRef contact = clinic.contactOf(ada);

        clinic.clinic.edit(ada, Clinic.CITY, "London");
        clinic.pass();
        assertThat(clinic.crm.value(contact, Contact.JOB_TITLE)).isEqualTo("one");

        clinic.clinic.edit(ada, Clinic.CITY, "Paris");
        clinic.clinic.edit(ada, Clinic.TOKEN, "two");
        clinic.pass();
        assertThat(clinic.crm.value(contact, Contact.JOB_TITLE)).isEqualTo("one");

        clinic.clinic.edit(ada, Clinic.CITY, "London");
        clinic.pass();
        assertThat(clinic.crm.value(contact, Contact.JOB_TITLE))
                .as("the base was left alone meanwhile")
                .isEqualTo("two");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void conditionThatFailsHoldsOneRecordOnly() {
        Condition broken = new Condition("broken", 1, patient -> {
            if (patient.value(Clinic.FIRST).plain().equals("Bo")) {
                throw new IllegalStateException("0400 000 001");
            }
            return true;
        });
        Clinic clinic = with(mapping -> mapping.onlyWhen(broken));
        clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.patient("Bo", "Lee", "bo@example.com", null);

        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.CREATED)).isEqualTo(1);
        assertThat(clinic.parked()).containsExactly("RULE_FAILED");
        assertThat(clinic.engine.parked("patients"))
                .singleElement()
                .satisfies(parked -> assertThat(parked.reason()).doesNotContain("0400"));
    }

    @Test
    void emptySourceStandsForItsDefaultAndIsConverted() {
        Converter jobs = Converter.enumMap("jobs", 1, Map.of("none", "Unknown", "md", "Doctor"));
        Clinic clinic = with(mapping -> mapping.defaultsTo(Value.text("none")).converted(jobs));
        RecordRef ada = ada(clinic, null);
        RecordRef contact = clinic.contactOf(ada);

        assertThat(clinic.crm.value(contact, Contact.JOB_TITLE)).isEqualTo("Unknown");
        clinic.clinic.edit(ada, Clinic.TOKEN, "md");
        clinic.pass();
        assertThat(clinic.crm.value(contact, Contact.JOB_TITLE)).isEqualTo("Doctor");
        clinic.clinic.edit(ada, Clinic.TOKEN, null);
        clinic.pass();
        assertThat(clinic.crm.value(contact, Contact.JOB_TITLE)).isEqualTo("Unknown");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    private static Clinic with(UnaryOperator<FieldMapping.Builder> change) {
        return Clinic.setup()
                .flow(flow ->
                        flow.map(change.apply(FieldMapping.from(Clinic.TOKEN).to(Contact.JOB_TITLE))))
                .build();
    }

    private static RecordRef ada(Clinic clinic, @org.jspecify.annotations.Nullable String token) {
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.clinic.edit(ada, Clinic.TOKEN, token);
        clinic.pass();
        return ada;
    }
}
