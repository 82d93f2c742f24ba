package io.tidelock.cliniko;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Contact;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("CL-07")
class PreferredNameTest {

    @Test
    void switchedOnLaterItReachesWhatIsLinkedWithinTheLimitAndWithoutAnEdit() {
        try (Reception reception = Reception.open()) {
            List<String> patients = List.of(named(reception, "Ada"), named(reception, "Bo"), named(reception, "Cy"));
            reception.surgery.clinic.createContact(Map.of("last_name", "Doctor", "preferred_name", "Doc"));
            reception.pass();

            reception.settings(
                    settings -> settings.revision(2).preferredFirstName(true).recordsPerRun(2));

            assertThat(reception.pass().writes()).isEqualTo(2);
            reception.pass();
            reception.pass();
            assertThat(patients).allSatisfy(patient -> {
                assertThat(reception
                                .contactOf(patient)
                                .value(ClinikoPlan.PREFERRED_FIRST_NAME)
                                .plain())
                        .isEqualTo("Lovely");
                assertThat(reception
                                .contactOf(patient)
                                .value(Contact.FIRST_NAME)
                                .plain())
                        .isNotEqualTo("Lovely");
            });
            assertThat(reception
                            .holding(Contact.TYPE, Contact.LAST_NAME, "Doctor")
                            .value(ClinikoPlan.PREFERRED_FIRST_NAME)
                            .plain())
                    .isEqualTo("Doc");
            assertThat(reception.pass().quiet()).isTrue();
        }
    }

    private static String named(Reception reception, String first) {
        String patient = reception.patient(first);
        reception.surgery.clinic.editPatient(patient, Map.of("preferred_first_name", "Lovely"));
        return patient;
    }
}
