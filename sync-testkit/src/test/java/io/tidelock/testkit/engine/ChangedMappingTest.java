package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.Converter;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.store.StoreRequest;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A mapping that says something else than before reaches a link that is there when its record is looked at again. */
@Tag("CL-07")
class ChangedMappingTest {

    private final Clinic clinic = Clinic.oneWay();
    private final RecordRef ada = clinic.patient("ada", "Byron", "ada@example.com", null);

    @Test
    void addedMappingFillsAndSettlesWithoutWritingWhatIsEqual() {
        clinic.clinic.edit(ada, Clinic.TOKEN, "one");
        clinic.pass();
        RecordRef contact = clinic.contactOf(ada);
        clinic.crm.edit(contact, Contact.COUNTRY, "one");

        SyncReport equal = lookAgain(FieldMapping.from(Clinic.TOKEN).to(Contact.COUNTRY));
        assertThat(equal.writes()).as("both show the same").isZero();

        SyncReport empty = lookAgain(FieldMapping.from(Clinic.TOKEN).to(Contact.JOB_TITLE));
        assertThat(empty.writes()).isEqualTo(1);
        assertThat(clinic.crm.value(contact, Contact.JOB_TITLE)).isEqualTo("one");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void changedConverterIsAppliedThoughTheSourceIsUnchanged() {
        clinic.pass();
        UnaryOperator<Value> shout = value -> Value.text(value.plain().toUpperCase(Locale.ROOT));

        lookAgain(FieldMapping.from(Clinic.FIRST)
                .to(Contact.JOB_TITLE)
                .converted(Converter.of("as is", 1, UnaryOperator.identity(), UnaryOperator.identity())));
        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.JOB_TITLE)).isEqualTo("ada");
        lookAgain(FieldMapping.from(Clinic.FIRST)
                .to(Contact.JOB_TITLE)
                .converted(Converter.of("as is", 2, shout, UnaryOperator.identity())));

        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.JOB_TITLE)).isEqualTo("ADA");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void changedSourceFieldIsNotComparedWithWhatTheOtherFieldShowed() {
        clinic.clinic.edit(ada, Clinic.CITY, "Rome");
        clinic.pass();
        lookAgain(FieldMapping.from(Clinic.FIRST).to(Contact.JOB_TITLE));

        lookAgain(FieldMapping.from(Clinic.CITY).to(Contact.JOB_TITLE));

        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.JOB_TITLE)).isEqualTo("Rome");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void whatAMappingSettledThatIsGoneIsForgotten() {
        clinic.pass();
        lookAgain(FieldMapping.from(Clinic.FIRST).to(Contact.JOB_TITLE));
        assertThat(settled()).contains("job_title<first_name", "first_name<first_name", "clinic_type<=");

        lookAgain(FieldMapping.from(Clinic.CITY).to(Contact.JOB_TITLE));

        assertThat(settled()).contains("job_title<city").doesNotContain("job_title<first_name");
    }

    private SyncReport lookAgain(FieldMapping.Builder mapping) {
        clinic.revise(flow -> flow.map(mapping));
        clinic.engine.resync("patients", Side.SOURCE, ada);
        return clinic.pass();
    }

    private Set<String> settled() {
        return clinic.store
                .load(StoreRequest.about(
                        io.tidelock.record.IntegrationId.of("clinic-1"), "patients", Side.SOURCE, Set.of(ada)))
                .link(ada)
                .orElseThrow()
                .base()
                .fields()
                .keySet();
    }
}
