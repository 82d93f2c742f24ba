package io.tidelock.examples;

import static io.tidelock.examples.RingostatToHubSpot.CLIENT;
import static io.tidelock.examples.RingostatToHubSpot.E164;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.engine.SyncEngine;
import io.tidelock.ringostat.CallAction;
import io.tidelock.ringostat.CallScenario;
import io.tidelock.store.InMemoryStore;
import io.tidelock.testkit.fake.FakeHttp;
import io.tidelock.testkit.fake.hubspot.Answers;
import io.tidelock.testkit.fake.hubspot.FakeHubSpot;
import io.tidelock.testkit.fake.ringostat.FakeRingostat;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What calls become in HubSpot, scenario by scenario, over HTTP on both sides and behind a search index that lags. */
class RingostatToHubSpotTest {

    private final RingostatToHubSpot shop = RingostatToHubSpot.open();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    @Tag("RS-01")
    void answeredCallOfANewClientBecomesAContactAndADealOfWhoAnswered() {
        Map<String, String> call = new LinkedHashMap<>(
                Map.of("caller", "067 123-45-67", "disposition", "PROPER", "employee_number", "4312", "billsec", "65"));
        call.putAll(Map.of("utm_source", "google", "utm_medium", "cpc", "utm_campaign", "brand", "utm_term", "shop"));
        call.put("recording", "https://rec.example/play/1");
        String id = shop.call(call);
        Instant began = shop.clock.instant();

        shop.pass();

        assertThat(shop.parked()).isEmpty();
        assertThat(shop.only("contacts"))
                .containsEntry("phone", E164)
                .containsEntry("sync_phone_e164", E164)
                .containsEntry("hubspot_owner_id", shop.olena);
        assertThat(shop.only("deals"))
                .containsEntry("hubspot_owner_id", shop.olena)
                .containsEntry("pipeline", "default")
                .containsEntry("dealstage", "appointmentscheduled")
                .containsEntry("ringostat_utm_source", "google")
                .containsEntry("ringostat_utm_medium", "cpc")
                .containsEntry("ringostat_utm_campaign", "brand")
                .containsEntry("ringostat_utm_term", "shop");
        assertThat(shop.only("calls"))
                .containsEntry("hs_timestamp", began.toString().replace("Z", ".000Z"))
                .containsEntry("hs_call_title", "Incoming call, Olena Koval")
                .containsEntry("hs_call_direction", "INBOUND")
                .containsEntry("hs_call_status", "COMPLETED")
                .containsEntry("hs_call_duration", "65000")
                .containsEntry("hs_call_from_number", E164)
                .containsEntry("hs_call_recording_url", "https://rec.example/play/1")
                .containsEntry("hubspot_owner_id", shop.olena)
                .containsKey("ringostat_call_id");
        assertThat(shop.only("calls").get("ringostat_call_id")).endsWith(id);
        assertThat(shop.associated("deals", "contacts")).containsExactly(shop.onlyId("contacts"));
        assertThat(shop.associated("calls", "contacts")).containsExactly(shop.onlyId("contacts"));
        assertThat(shop.associated("calls", "deals")).containsExactly(shop.onlyId("deals"));
        assertThat(shop.counts()).containsExactly(1, 1, 1, 0, 0);
        assertRests();
    }

    @Test
    @Tag("RS-02")
    void callTakenByTheResponsibleIsAddedToWhatIsThere() {
        String contact = shop.client(E164, shop.olena);
        shop.answered(CLIENT, "4312");

        shop.pass();

        assertThat(shop.counts()).containsExactly(1, 1, 1, 0, 0);
        assertThat(shop.associated("calls", "contacts")).containsExactly(contact);
        assertThat(shop.associated("calls", "deals")).containsExactly(shop.onlyId("deals"));
        assertRests();
    }

    @Test
    @Tag("RS-02")
    void knownClientWithoutAnOpenDealGetsOneOfTheResponsible() {
        String contact = shop.contact(Map.of("phone", E164, "lastname", "Ivan", "hubspot_owner_id", shop.petro));
        String won = shop.deal(contact, shop.olena, "closedwon");
        shop.clock.advance(Duration.ofMinutes(1));
        shop.answered(CLIENT, "4312");

        shop.pass();

        assertThat(shop.counts()).containsExactly(1, 2, 1, 0, 1);
        Set<String> deals = shop.associated("calls", "deals");
        assertThat(deals).hasSize(1).doesNotContain(won);
        assertThat(shop.hubspot.record("deals", deals.iterator().next()).orElseThrow())
                .containsEntry("hubspot_owner_id", shop.petro);
        assertRests();
    }

    @Test
    @Tag("RS-03")
    void callTakenByAnotherSaysWhoTookItOnBothAndTheOwnerStays() {
        String contact = shop.client(E164, shop.olena);
        shop.answered(CLIENT, "4313");

        shop.pass();

        assertThat(shop.only("notes").get("hs_note_body")).startsWith("Petro Bondar took the call");
        assertThat(shop.only("notes")).containsKey("hs_timestamp");
        assertThat(shop.associated("notes", "contacts")).containsExactly(contact);
        assertThat(shop.associated("notes", "deals")).containsExactly(shop.onlyId("deals"));
        assertThat(shop.only("calls")).containsEntry("hubspot_owner_id", shop.petro);
        assertThat(shop.only("deals")).containsEntry("hubspot_owner_id", shop.olena);
        assertThat(shop.only("contacts")).containsEntry("hubspot_owner_id", shop.olena);
        assertRests();
    }

    @Test
    @Tag("RS-04")
    void missedCallOfANewClientIsTheTopManagers() {
        shop.missed(CLIENT);
        Instant began = shop.clock.instant();

        shop.pass();

        assertThat(shop.counts()).containsExactly(1, 1, 1, 1, 0);
        assertThat(shop.only("contacts")).containsEntry("hubspot_owner_id", shop.boss);
        assertThat(shop.only("deals")).containsEntry("hubspot_owner_id", shop.boss);
        assertThat(shop.only("tasks"))
                .containsEntry("hubspot_owner_id", shop.boss)
                .containsEntry("hs_task_subject", "Call the client back")
                .containsEntry("hs_task_status", "NOT_STARTED")
                .containsEntry("hs_task_priority", "HIGH")
                .containsEntry(
                        "hs_timestamp",
                        began.plus(Duration.ofHours(4)).toString().replace("Z", ".000Z"));
        assertThat(shop.associated("tasks", "contacts")).containsExactly(shop.onlyId("contacts"));
        assertThat(shop.associated("tasks", "deals")).containsExactly(shop.onlyId("deals"));
        assertRests();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+380671234567", "380671234567", "067 123 45 67", "(067) 123-45-67", "80671234567"})
    @Tag("RS-05")
    @Tag("RS-09")
    void missedCallOfAKnownClientIsATaskForTheResponsibleHoweverTheNumberIsWritten(String phone) {
        String contact = shop.client(phone, shop.olena);
        shop.missed("0671234567");

        shop.pass();

        assertThat(shop.counts()).containsExactly(1, 1, 1, 1, 0);
        assertThat(shop.only("contacts")).containsEntry("phone", phone).containsEntry("sync_phone_e164", E164);
        assertThat(shop.only("tasks")).containsEntry("hubspot_owner_id", shop.olena);
        assertThat(shop.only("tasks").get("hs_task_body")).contains(E164);
        assertThat(shop.associated("tasks", "contacts")).containsExactly(contact);
        assertThat(shop.associated("tasks", "deals")).containsExactly(shop.onlyId("deals"));
        assertThat(shop.only("calls")).containsEntry("hs_call_status", "NO_ANSWER");
        assertRests();
    }

    @Test
    @Tag("RS-06")
    void outgoingCallsAreAddedToWhatIsThereAndCreateNothing() {
        String contact = shop.client(E164, shop.olena);
        shop.made(CLIENT, "4312", "ANSWERED");
        shop.made("380671234568", "4312", "ANSWERED");

        shop.pass();

        assertThat(shop.counts()).containsExactly(1, 1, 1, 0, 0);
        assertThat(shop.only("calls"))
                .containsEntry("hs_call_direction", "OUTBOUND")
                .containsEntry("hs_call_to_number", E164);
        assertThat(shop.associated("calls", "contacts")).containsExactly(contact);
        assertThat(shop.associated("calls", "deals")).containsExactly(shop.onlyId("deals"));
        assertRests();
    }

    @Test
    @Tag("RS-07")
    void unknownEmployeeIsATaskForTheTopManagerAndAKnownClientsCallIsAttached() {
        String contact = shop.client(E164, shop.olena);
        shop.call(Map.of("caller", CLIENT, "disposition", "PROPER", "connected_with", "380501112233"));

        shop.pass();

        assertThat(shop.counts()).containsExactly(1, 1, 1, 1, 0);
        assertThat(shop.only("tasks")).containsEntry("hubspot_owner_id", shop.boss);
        assertThat(shop.only("tasks").get("hs_task_subject")).contains("settings");
        assertThat(shop.associated("calls", "contacts")).containsExactly(contact);
    }

    @Test
    @Tag("RS-07")
    void unknownEmployeeOfANewClientAHiddenNumberAndAnAmbiguousOneAreTasksOnly() {
        shop.contact(Map.of("phone", "+380671234569", "lastname", "One"));
        shop.contact(Map.of("phone", "067 123 45 69", "lastname", "Two"));
        shop.clock.advance(Duration.ofMinutes(1));
        shop.call(Map.of("caller", CLIENT, "disposition", "ANSWERED", "employee_number", "9999"));
        shop.missed("anonymous");
        shop.answered("380671234569", "4312");

        shop.pass();

        assertThat(shop.counts()).containsExactly(2, 0, 0, 3, 0);
        assertThat(shop.hubspot.records("tasks").values())
                .allSatisfy(task -> assertThat(task).containsEntry("hubspot_owner_id", shop.boss));
        assertRests();
    }

    @Test
    @Tag("RS-09")
    void employeesOwnNumberIsNobodysContact() {
        shop.answered("0501112299", "4312");

        shop.pass();

        assertThat(shop.counts()).containsExactly(0, 0, 0, 0, 0);
    }

    @Test
    @Tag("RS-08")
    void cellsOfTheMatrixAreSettings() {
        try (RingostatToHubSpot other =
                new RingostatToHubSpot(settings -> settings.on(CallScenario.MISSED_NEW, CallAction.nothing()))) {
            other.missed(CLIENT);

            other.pass();

            assertThat(other.counts()).containsExactly(0, 0, 0, 0, 0);
        }
    }

    @Test
    @Tag("RS-09")
    void callsOfOneNewNumberMakeOneContactAndOneDealThoughSearchKnowsNeither() {
        for (String spelling : new String[] {"380671234567", "0671234567", "067 123 45 67", "+38 (067) 123-45-67"}) {
            shop.answered(spelling, "4312");
            shop.pass();
        }

        assertThat(shop.counts()).containsExactly(1, 1, 4, 0, 0);
        assertRests();
    }

    @Test
    @Tag("RS-10")
    @Tag("RS-11")
    void webhooksInEveryDialectThriceAndOutOfOrderRecordEachCallOnceAndTheRecordingThatComesLate() {
        String first = shop.answered(CLIENT, "4312");
        shop.missed("380671234568");

        shop.storm()
                .forEach(request -> assertThat(shop.receive(request).status()).isEqualTo(204));
        shop.pass();
        shop.pass();

        assertThat(shop.counts()).containsExactly(2, 2, 2, 1, 0);
        shop.project.editCall(first, Map.of("recording", "https://rec.example/play/2"));
        shop.storm().forEach(shop::receive);
        shop.clock.advance(Duration.ofHours(1));
        shop.pass();
        assertThat(shop.counts()).containsExactly(2, 2, 2, 1, 0);
        assertThat(shop.hubspot.records("calls").values())
                .filteredOn(call -> "https://rec.example/play/2".equals(call.get("hs_call_recording_url")))
                .hasSize(1);
        assertRests();
    }

    @Test
    @Tag("RS-10")
    void answersThatAreLostOnTheWayMakeNoTwins() {
        for (String path : new String[] {"/contacts/batch/upsert", "/deals/batch/create", "/calls/batch/upsert"}) {
            shop.hubspot.loseAnswer(1, FakeHubSpot.on("POST", path), Answers.html(502));
        }
        shop.answered(CLIENT, "4312");

        for (int i = 0; i < 6; i++) {
            shop.clock.advance(Duration.ofMinutes(10));
            shop.pass();
        }

        assertThat(shop.counts()).containsExactly(1, 1, 1, 0, 0);
    }

    @Test
    @Tag("RS-12")
    void contactsOfThePortalGoIntoTheContactBookAndFollow() {
        try (RingostatToHubSpot other = new RingostatToHubSpot(settings -> settings.contactBook("hubspot"))) {
            String contact = other.client("067 123 45 67", other.olena);

            other.pass();

            assertThat(other.project.contactBook())
                    .singleElement()
                    .satisfies(entry -> assertThat(entry)
                            .contains(
                                    "\"fullName\":\"Client\"",
                                    "\"externalId\":\"" + contact + "\"",
                                    "\"responsible\":\"" + other.olena + "\"",
                                    "\"" + E164 + "\""));

            other.clock.advance(Duration.ofMinutes(1));
            other.hubspot.edit("contacts", contact, Map.of("lastname", "Customer", "mobilephone", "0501234567"));
            other.clock.advance(Duration.ofMinutes(1));
            other.pass();

            assertThat(other.project.contactBook())
                    .singleElement()
                    .satisfies(entry -> assertThat(entry).contains("Customer", "+380501234567"));
            other.clock.advance(Duration.ofMinutes(1));
            assertThat(other.pass().quiet()).isTrue();
        }
    }

    @Test
    @Tag("RS-10")
    void callsOfTwoProjectsWithOneIdAreTwoCalls() {
        FakeRingostat other =
                FakeRingostat.builder().clock(shop.clock).project(171_001).build();
        other.employee("1", "Petro Bondar", "petro@shop.example", "other_petro");
        try (FakeHttp server = FakeHttp.serving(other).start()) {
            SyncEngine second = shop.engine(
                    "other", shop.project(server, "other", 171_001), new InMemoryStore(), settings -> settings);
            String id = shop.call(
                    Map.of("uniqueid", "ua-1", "caller", CLIENT, "disposition", "PROPER", "employee_number", "4312"));
            other.call(
                    shop.clock.instant(),
                    Map.of("uniqueid", id, "caller", "380671234568", "disposition", "PROPER", "employee_number", "1"));

            shop.pass();
            second.runNow();
            shop.pass();

            assertThat(id).isEqualTo("ua-1");
            assertThat(shop.counts()).containsExactly(2, 2, 2, 0, 0);
            assertThat(shop.hubspot.records("calls").values())
                    .extracting(call -> call.get("ringostat_call_id"))
                    .containsExactlyInAnyOrder("171000:ua-1", "171001:ua-1");
            assertThat(shop.hubspot.records("calls").values())
                    .extracting(call -> call.get("hs_call_from_number"))
                    .containsExactlyInAnyOrder(E164, "+380671234568");
        }
    }

    private void assertRests() {
        shop.clock.advance(Duration.ofMinutes(1));
        shop.hubspot.clearCalls();
        assertThat(shop.pass().quiet()).isTrue();
        assertThat(shop.hubspot.calls("(create|update|upsert|archive)$")).isEmpty();
    }
}
