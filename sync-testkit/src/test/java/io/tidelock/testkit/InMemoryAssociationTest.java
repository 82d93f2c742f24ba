package io.tidelock.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.record.Association;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The in-memory CRM holds associations as CRMs do. */
class InMemoryAssociationTest {

    private static final Field CONTACTS = Association.to(Contact.TYPE).field();
    private static final Field PATIENTS =
            Association.to(Contact.TYPE).labelled("Patient").field();
    private static final Field DEALS = Association.to(Deal.TYPE).field();

    private final InMemoryCrm crm = InMemoryCrm.create();
    private final RecordRef ada = crm.create(Contact.TYPE, Map.of(Contact.LAST_NAME, "Ada"));
    private final RecordRef bo = crm.create(Contact.TYPE, Map.of(Contact.LAST_NAME, "Bo"));
    private final RecordRef deal = crm.create(Deal.TYPE, Map.of(Deal.NAME, "deal"));

    @Test
    void bothEndsShowIt() {
        crm.edit(deal, CONTACTS, ada.id() + ";" + bo.id());

        assertThat(crm.value(ada, DEALS)).isEqualTo(deal.id());
        assertThat(crm.record(deal).value(CONTACTS)).isEqualTo(Value.items(List.of(ada.id(), bo.id())));
        crm.edit(ada, DEALS, null);
        assertThat(crm.value(deal, CONTACTS)).isEqualTo(bo.id());
    }

    @Test
    void labelledOnesStandApart() {
        crm.edit(deal, CONTACTS, ada.id());
        crm.edit(deal, PATIENTS, bo.id());

        assertThat(crm.value(deal, CONTACTS)).isEqualTo(ada.id());
        assertThat(crm.value(deal, PATIENTS)).isEqualTo(bo.id());
        assertThat(crm.value(bo, DEALS)).isNull();
    }

    @Test
    void recordThatIsNotThereIsRefused() {
        crm.archive(bo);
        WriteOperation create = new WriteOperation.Create("1", null, Map.of(CONTACTS.name(), Value.text(bo.id())));

        assertThat(crm.access(Deal.TYPE).writer().orElseThrow().write(List.of(create)))
                .singleElement()
                .isInstanceOfSatisfying(
                        WriteOutcome.Rejected.class,
                        rejected -> assertThat(rejected.code()).isEqualTo("INVALID_ASSOCIATION"));
        assertThatThrownBy(() -> crm.edit(deal, CONTACTS, "7")).hasMessageContaining("INVALID_ASSOCIATION");
    }

    @Test
    void archivingDropsItAndTheSurvivorOfAMergeInheritsIt() {
        crm.edit(deal, CONTACTS, ada.id());
        crm.edit(deal, PATIENTS, ada.id());

        crm.merge(bo, ada);
        assertThat(crm.value(deal, CONTACTS)).isEqualTo(bo.id());
        assertThat(crm.value(deal, PATIENTS)).isEqualTo(bo.id());

        crm.archive(bo);
        assertThat(crm.value(deal, CONTACTS)).isNull();
        crm.restore(bo);
        assertThat(crm.value(deal, PATIENTS)).isNull();
    }

    @Test
    void connectorShowsTheAssociationsThatAreAskedFor() {
        crm.edit(deal, CONTACTS, ada.id());

        var shown = crm.access(Deal.TYPE)
                .reader()
                .orElseThrow()
                .read(List.of(deal.id()), java.util.Set.of(CONTACTS.name(), PATIENTS.name()));

        assertThat(shown).singleElement().satisfies(outcome -> {
            var record = ((io.tidelock.connector.ReadOutcome.Present) outcome).record();
            assertThat(record.value(CONTACTS)).isEqualTo(Value.items(List.of(ada.id())));
            assertThat(record.value(PATIENTS)).isEqualTo(Value.empty());
            assertThat(record.value(DEALS)).isEqualTo(Value.absent());
        });
    }
}
