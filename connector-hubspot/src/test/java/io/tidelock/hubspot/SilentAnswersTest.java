package io.tidelock.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncEngine;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.Plan;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.store.InMemoryStore;
import io.tidelock.testkit.InMemorySystem;
import io.tidelock.testkit.fake.FakeResponse;
import io.tidelock.testkit.fake.hubspot.Answers;
import io.tidelock.testkit.fake.hubspot.FakeHubSpot;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HubSpot says that all is well and nothing was written, or that all is lost and everything was: it is read again. */
class SilentAnswersTest {

    private static final RecordType MEMBER = RecordType.of("member");
    private static final Field NAME = Field.text("name");
    private static final Field EMAIL = Field.email("email");

    private final FakePortal portal = new FakePortal("2026-03");
    private final InMemorySystem members = InMemorySystem.builder("members")
            .type(MEMBER, List.of(NAME, EMAIL))
            .clock(portal.clock)
            .build();
    private final SyncEngine engine = engine();

    @BeforeEach
    void member() {
        members.create(MEMBER, Map.of(NAME, "Byron", EMAIL, "ada@example.com"));
    }

    @AfterEach
    void close() {
        portal.close();
    }

    @ParameterizedTest
    @Tag("G14")
    @ValueSource(strings = {"{\"status\":\"COMPLETE\",\"results\":[]}", "{\"results\":[],\"errors\":[]}", "{}"})
    void creationThatWroteNothingIsMadeOnceMore(String nothing) {
        portal.hubspot.answerInstead(1, FakeHubSpot.on("POST", "/batch/upsert"), FakeResponse.json(200, nothing));

        settle();

        assertThat(portal.hubspot.records("contacts")).hasSize(1);
        assertThat(portal.hubspot.calls("batch/upsert")).hasSize(2);
    }

    @Test
    @Tag("G14")
    void changeThatWroteNothingIsReadAndMadeOnceMore() {
        settle();
        edit("Lovelace");
        portal.hubspot.answerInstead(
                1, FakeHubSpot.on("POST", "/batch/update"), FakeResponse.json(200, "{\"results\":[]}"));

        settle();

        assertThat(name()).isEqualTo("Lovelace");
        assertThat(portal.hubspot.calls("batch/update")).hasSize(2);
    }

    @ParameterizedTest
    @Tag("G18")
    @ValueSource(ints = {502, 520, 524})
    void writeWhoseAnswerIsAnHtmlPageIsReadAndNotMadeTwice(int status) {
        portal.hubspot.loseAnswer(1, FakeHubSpot.on("POST", "/batch/upsert"), Answers.html(status));
        settle();
        edit("Lovelace");
        portal.hubspot.loseAnswer(1, FakeHubSpot.on("POST", "/batch/update"), Answers.html(status));

        settle();

        assertThat(portal.hubspot.records("contacts")).hasSize(1);
        assertThat(name()).isEqualTo("Lovelace");
        assertThat(portal.hubspot.calls("batch/(upsert|update)")).hasSize(2);
    }

    @Test
    @Tag("G18")
    void lockedAccountIsWrittenAfterTheLock() {
        portal.hubspot.answerInstead(1, FakeHubSpot.on("POST", "/batch/upsert"), Answers.locked());

        assertThat(engine.runNow().resumeAt()).contains(portal.clock.instant().plusSeconds(2));
        portal.clock.advance(Duration.ofSeconds(2));
        engine.runNow();

        assertThat(portal.hubspot.records("contacts")).hasSize(1);
    }

    private void edit(String name) {
        RecordRef member = members.records(MEMBER).get(0).ref();
        members.edit(member, NAME, name);
    }

    private String name() {
        return String.valueOf(
                portal.hubspot.records("contacts").values().iterator().next().get("lastname"));
    }

    private void settle() {
        for (int i = 0; i < 4; i++) {
            portal.clock.advance(Duration.ofMinutes(10));
            engine.runNow();
        }
        assertThat(engine.runNow().interruptions()).isEmpty();
    }

    private SyncEngine engine() {
        Flow flow = Flow.toCrm("members", MEMBER, Contact.TYPE)
                .idField(FakePortal.KEY)
                .match(MatchRule.on(EMAIL, Contact.EMAIL))
                .map(FieldMapping.from(NAME).to(Contact.LAST_NAME).twoWay())
                .map(FieldMapping.from(EMAIL).to(Contact.EMAIL))
                .build();
        return SyncEngine.builder()
                .integration("tenant-1")
                .plan(Plan.named("members").flow(flow).build())
                .business(members)
                .crm(portal.hubSpotConnector())
                .store(new InMemoryStore())
                .fingerprintKey("sixteen bytes or more".getBytes(StandardCharsets.UTF_8))
                .clock(portal.clock)
                .build();
    }
}
