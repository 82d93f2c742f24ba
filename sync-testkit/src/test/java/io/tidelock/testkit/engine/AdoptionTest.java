package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tidelock.answers.AdoptionReport;
import io.tidelock.answers.AdoptionReport.Kind;
import io.tidelock.crm.Contact;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdoptionTest {

    private static final String FLOW = "patients";

    @Test
    void pairsOfATableAreLinkedAndWhatIsWrongIsReportedByLine() throws IOException {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = clinic.patient("Ada", "Byron", null, null);
        RecordRef bo = clinic.patient("Bo", "Lee", null, null);
        RecordRef one = clinic.contact("A.", "B.", null, null);
        RecordRef other = clinic.contact("B.", "L.", null, null);
        String table = "\ufeffpatient,contact\n"
                + "\"" + ada.id() + "\"; " + one.id() + "\r\n\n"
                + bo.id() + "\t" + one.id() + "\n"
                + bo.id() + "," + other.id() + ",x\n"
                + "404," + other.id() + "\n"
                + bo.id() + "," + other.id() + "\n";
        clinic.crm.resetCalls();

        AdoptionReport report = clinic.engine.adoption(FLOW).fromPairs(new StringReader(table));

        assertThat(report.linked()).isEqualTo(2);
        assertThat(report.findings())
                .extracting(AdoptionReport.Finding::line, AdoptionReport.Finding::kind)
                .containsExactly(
                        tuple(1L, Kind.MISSING),
                        tuple(4L, Kind.AMBIGUOUS),
                        tuple(5L, Kind.UNREADABLE),
                        tuple(6L, Kind.MISSING));
        assertThat(clinic.crm.calls().writes()).isZero();
        assertThat(clinic.engine
                        .adoption(FLOW)
                        .fromPairs(new StringReader(table))
                        .alreadyLinked())
                .isEqualTo(2);
        clinic.pass();
        assertThat(clinic.contacts()).hasSize(2);
        assertThat(clinic.contactOf(ada)).isEqualTo(one);
        assertThat(clinic.contactOf(bo)).isEqualTo(other);
    }

    @Test
    void incumbentsPropertyInTheCrmLinksThePairs() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = clinic.patient("Ada", "Byron", null, null);
        RecordRef bo = clinic.patient("Bo", "Lee", null, null);
        RecordRef cy = clinic.patient("Cy", "Ng", null, null);
        RecordRef one = marked(clinic, "A.", ada.id());
        marked(clinic, "B.", bo.id());
        marked(clinic, "B2", bo.id());

        AdoptionReport report = clinic.engine.adoption(FLOW).fromProperty(Side.TARGET, Contact.JOB_TITLE);

        assertThat(List.of(report.linked(), report.ambiguous(), report.missing()))
                .containsExactly(1, 1, 1);
        assertThat(report.findings().get(1).reason()).contains(cy.toString());
        clinic.pass();
        assertThat(clinic.contactOf(ada)).isEqualTo(one);
        assertThat(clinic.contacts())
                .as("the others are matched or created as ever")
                .hasSize(5);
    }

    private static RecordRef marked(Clinic clinic, String first, String id) {
        RecordRef contact = clinic.contact(first, "X", null, null);
        clinic.crm.edit(contact, Contact.JOB_TITLE, id);
        return contact;
    }

    @Test
    void sourceMayNameItsCounterpart() {
        Clinic clinic = Clinic.oneWay();
        RecordRef there = clinic.contact("A.", "B.", null, null);
        RecordRef ada = clinic.patient("Ada", "Byron", null, null);
        clinic.clinic.edit(ada, Clinic.TOKEN, there.id());
        clinic.patient("Bo", "Lee", null, null);

        AdoptionReport report = clinic.engine.adoption(FLOW).fromProperty(Side.SOURCE, Clinic.TOKEN);

        assertThat(report.linked()).isEqualTo(1);
        assertThat(report.missing()).isEqualTo(1);
        clinic.pass();
        assertThat(clinic.contactOf(ada)).isEqualTo(there);
    }

    @Test
    void pairThatIsLinkedOtherwiseStays() throws IOException {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = clinic.patient("Ada", "Byron", null, null);
        clinic.pass();
        RecordRef mine = clinic.contactOf(ada);
        RecordRef other = clinic.contact("A.", "B.", null, null);

        AdoptionReport report = clinic.engine.adoption(FLOW).fromPairs(new StringReader(ada.id() + "," + other.id()));

        assertThat(report.ambiguous()).isEqualTo(1);
        assertThat(report.findings().get(0).reason()).contains(mine.toString());
        clinic.pass();
        assertThat(clinic.contactOf(ada)).isEqualTo(mine);
    }

    @Test
    void longTableIsTakenPieceByPieceInBulk() throws IOException {
        Clinic clinic = Clinic.oneWay();
        StringBuilder table = new StringBuilder();
        for (RecordRef patient : RemovalTest.patients(clinic, 250)) {
            table.append(patient.id())
                    .append(',')
                    .append(clinic.contact("C", patient.id(), null, null).id())
                    .append('\n');
        }
        clinic.crm.resetCalls();

        AdoptionReport report = clinic.engine.adoption(FLOW).fromPairs(new StringReader(table.toString()));

        assertThat(report.linked()).isEqualTo(250);
        assertThat(clinic.crm.calls().reads()).isEqualTo(3);
    }

    @Test
    void whatCannotBeLookedUpIsRefused() {
        Invoices invoices = Invoices.byLine();

        assertThatThrownBy(() -> invoices.engine.adoption("lines")).hasMessageContaining("parts or versions");
        assertThatThrownBy(() -> Clinic.oneWay().engine.adoption("moons")).hasMessageContaining("There is no flow");
    }
}
