package io.tidelock.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidelock.crm.Contact;
import io.tidelock.engine.ConfigurationException;
import io.tidelock.engine.SyncEngine;
import io.tidelock.mapping.Plan;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.store.InMemoryStore;
import io.tidelock.testkit.InMemoryCrm;
import io.tidelock.testkit.InMemorySystem;
import io.tidelock.testkit.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ChangedDocumentTest {

    private static final Field BILLING = Field.text("billing_street");
    private static final String CHANGE = """
            format: 1
            plan: Members
            revision: %d
            flows:
              members:
                mappings:
                  - {source: name, target: last_name, direction: BOTH}
                  - {source: email, target: email}
                  - {source: billing_street, sourceType: TEXT, target: street}
            """;

    private final ManualClock clock = new ManualClock();
    private final InMemoryStore store = new InMemoryStore();
    private final InMemorySystem club = InMemorySystem.builder("club")
            .clock(clock)
            .type(Samples.MEMBER, List.of(Samples.NAME, Samples.EMAIL, BILLING))
            .build();
    private final InMemoryCrm crm = InMemoryCrm.builder().clock(clock).build();

    @Test
    @Tag("QB-10")
    @Tag("CL-07")
    void aMappingThatAUserAddsReachesExistingLinksWithoutAnEdit() {
        club.create(
                Samples.MEMBER, Map.of(Samples.NAME, "Byron", Samples.EMAIL, "ada@example.com", BILLING, "1 Main St"));
        run(Samples.members());
        RecordRef contact = crm.records(Contact.TYPE).get(0).ref();
        assertThat(crm.value(contact, Contact.STREET)).isNull();

        run(PlanDocument.of(Samples.members()).load(CHANGE.formatted(4)));

        assertThat(crm.records(Contact.TYPE)).hasSize(1);
        assertThat(crm.value(contact, Contact.STREET)).isEqualTo("1 Main St");
    }

    @Test
    void aChangeUnderTheSameRevisionIsRefused() {
        run(Samples.members());

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> run(PlanDocument.of(Samples.members()).load(CHANGE.formatted(3))));
    }

    private void run(Plan plan) {
        SyncEngine engine = SyncEngine.builder()
                .integration("club")
                .plan(plan)
                .business(club)
                .crm(crm)
                .store(store)
                .clock(clock)
                .fingerprintKey("a key of 32 bytes, or a few more".getBytes(StandardCharsets.UTF_8))
                .build();
        for (int pass = 0; pass < 3; pass++) {
            clock.advance(Duration.ofHours(1));
            engine.runNow();
        }
    }
}
