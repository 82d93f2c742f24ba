package io.tidelock.ringostat;

import static io.tidelock.ringostat.Shop.CLIENT;
import static io.tidelock.ringostat.Shop.associated;
import static io.tidelock.ringostat.Shop.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Call;
import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.crm.Note;
import io.tidelock.crm.Task;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What calls become over HTTP, scenario by scenario. */
class CallScenariosTest {

    private final Shop shop = Shop.open();

    @AfterEach
    void close() {
        shop.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ANSWERED", "PROPER", "REPEATED", "proper"})
    @Tag("RS-01")
    void answeredCallOfANewClientBecomesAContactAndADealOfWhoAnswered(String disposition) {
        Map<String, String> call = new LinkedHashMap<>(Map.of(
                "caller",
                "067 123-45-67",
                "disposition",
                disposition,
                "employee_number",
                "4312",
                "utm_source",
                "google",
                "utm_medium",
                "cpc",
                "utm_campaign",
                "brand",
                "recording",
                "https://rec.example/play/1"));
        call.put("utm_term", "clinic");
        shop.call(call);

        shop.pass();

        Record contact = shop.only(Contact.TYPE);
        Record deal = shop.only(Deal.TYPE);
        Record recorded = shop.only(Call.TYPE);
        assertThat(text(contact, Contact.PHONE)).isEqualTo("+380671234567");
        assertThat(text(contact, RingostatPlan.PHONE_KEY)).isEqualTo("+380671234567");
        assertThat(text(deal, Deal.OWNER)).isEqualTo(shop.olena.id());
        assertThat(text(deal, RingostatPlan.UTM_SOURCE)).isEqualTo("google");
        assertThat(text(deal, RingostatPlan.UTM_MEDIUM)).isEqualTo("cpc");
        assertThat(text(deal, RingostatPlan.UTM_CAMPAIGN)).isEqualTo("brand");
        assertThat(text(deal, RingostatPlan.UTM_TERM)).isEqualTo("clinic");
        assertThat(associated(deal, Contact.TYPE)).isEqualTo(contact.ref().id());
        assertThat(associated(recorded, Contact.TYPE)).isEqualTo(contact.ref().id());
        assertThat(associated(recorded, Deal.TYPE)).isEqualTo(deal.ref().id());
        assertThat(text(recorded, Call.RECORDING)).isEqualTo("https://rec.example/play/1");
        assertThat(text(recorded, Call.STATUS)).isEqualTo("COMPLETED");
        assertThat(text(recorded, Call.OWNER)).isEqualTo(shop.olena.id());
        assertThat(text(recorded, Call.FROM)).isEqualTo("+380671234567");
        assertThat(shop.counts()).containsExactly(1, 1, 1, 0, 0);
        assertThat(shop.pass().quiet()).isTrue();
    }

    @Test
    @Tag("RS-02")
    void callTakenByTheResponsibleIsAddedToWhatIsThere() {
        RecordRef contact = shop.client("+380671234567", shop.olena);
        shop.answered(CLIENT, "4312");

        shop.pass();

        assertThat(shop.counts()).containsExactly(1, 1, 1, 0, 0);
        assertThat(associated(shop.only(Call.TYPE), Contact.TYPE)).isEqualTo(contact.id());
        assertThat(associated(shop.only(Call.TYPE), Deal.TYPE))
                .isEqualTo(shop.only(Deal.TYPE).ref().id());
        assertThat(shop.pass().quiet()).isTrue();
    }

    @Test
    @Tag("RS-02")
    void openDealsOwnerIsResponsibleRatherThanTheContacts() {
        RecordRef contact = shop.contact(Map.of(Contact.PHONE, "+380671234567", Contact.OWNER, shop.petro.id()));
        shop.deal(contact, shop.olena);
        shop.answered(CLIENT, "4312");

        assertThat(shop.pass().verdicts())
                .filteredOn(verdict -> verdict.flow().equals(RingostatPlan.NOTES))
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.code()).isEqualTo("ANSWERED_BY_RESPONSIBLE"));
    }

    @Test
    @Tag("RS-03")
    void callTakenByAnotherSaysWhoTookItOnBothAndTheOwnerStays() {
        RecordRef contact = shop.client("+380671234567", shop.olena);
        shop.answered(CLIENT, "4313");

        shop.pass();

        Record note = shop.only(Note.TYPE);
        assertThat(text(note, Note.BODY)).startsWith("Petro Bondar took the call");
        assertThat(associated(note, Contact.TYPE)).isEqualTo(contact.id());
        assertThat(associated(note, Deal.TYPE))
                .isEqualTo(shop.only(Deal.TYPE).ref().id());
        assertThat(text(shop.only(Call.TYPE), Call.OWNER)).isEqualTo(shop.petro.id());
        assertThat(text(shop.only(Call.TYPE), Call.TITLE)).isEqualTo("Incoming call, Petro Bondar");
        assertThat(text(shop.only(Deal.TYPE), Deal.OWNER)).isEqualTo(shop.olena.id());
        assertThat(text(shop.only(Contact.TYPE), Contact.OWNER)).isEqualTo(shop.olena.id());
        assertThat(shop.pass().quiet()).isTrue();
    }

    @Test
    @Tag("RS-04")
    void missedCallOfANewClientIsTheTopManagers() {
        shop.missed(CLIENT);
        Instant began = shop.clock.instant();

        shop.pass();

        Record task = shop.only(Task.TYPE);
        assertThat(shop.counts()).containsExactly(1, 1, 1, 1, 0);
        assertThat(text(shop.only(Contact.TYPE), Contact.OWNER)).isEqualTo(shop.boss.id());
        assertThat(text(shop.only(Deal.TYPE), Deal.OWNER)).isEqualTo(shop.boss.id());
        assertThat(text(task, Task.OWNER)).isEqualTo(shop.boss.id());
        assertThat(text(task, Task.TITLE)).isEqualTo("Call the client back");
        assertThat(text(task, Task.DUE))
                .isEqualTo(began.plus(Duration.ofHours(4)).toString());
        assertThat(associated(task, Contact.TYPE))
                .isEqualTo(shop.only(Contact.TYPE).ref().id());
        assertThat(associated(task, Deal.TYPE))
                .isEqualTo(shop.only(Deal.TYPE).ref().id());
        assertThat(shop.pass().quiet()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NO ANSWER",
                "BUSY",
                "FAILED",
                "VOICEMAIL",
                "NO-FORWARD",
                "NO+ANSWER",
                "CLIENT NO ANSWER",
                "DECLINE",
                "SOMETHING NEW"
            })
    @Tag("RS-05")
    void missedCallOfAKnownClientIsATaskForTheResponsible(String disposition) {
        RecordRef contact = shop.client("067 123 45 67", shop.olena);
        shop.call(Map.of("caller", CLIENT, "disposition", disposition, "billsec", "0"));

        shop.pass();

        Record task = shop.only(Task.TYPE);
        assertThat(shop.counts()).containsExactly(1, 1, 1, 1, 0);
        assertThat(text(task, Task.OWNER)).isEqualTo(shop.olena.id());
        assertThat(text(task, Task.BODY)).contains("+380671234567", "Talk 0 s");
        assertThat(associated(task, Contact.TYPE)).isEqualTo(contact.id());
        assertThat(associated(task, Deal.TYPE))
                .isEqualTo(shop.only(Deal.TYPE).ref().id());
        assertThat(text(shop.only(Call.TYPE), Call.STATUS)).isNotEqualTo("COMPLETED");
    }

    @Test
    @Tag("RS-06")
    void successfulOutgoingCallIsAddedToWhatIsThere() {
        RecordRef contact = shop.client("+380671234567", shop.olena);
        shop.made(CLIENT, "4312", "ANSWERED");

        shop.pass();

        Record call = shop.only(Call.TYPE);
        assertThat(shop.counts()).containsExactly(1, 1, 1, 0, 0);
        assertThat(text(call, Call.DIRECTION)).isEqualTo("OUTBOUND");
        assertThat(text(call, Call.TO)).isEqualTo("+380671234567");
        assertThat(associated(call, Contact.TYPE)).isEqualTo(contact.id());
        assertThat(associated(call, Deal.TYPE))
                .isEqualTo(shop.only(Deal.TYPE).ref().id());
    }

    @Test
    @Tag("RS-06")
    void outgoingCallToANewClientCreatesNothingAndOneThatFailedIsRecordedOnTheContact() {
        shop.made(CLIENT, "4312", "ANSWERED");
        shop.made("380671234568", "4312", "NO ANSWER");
        RecordRef known = shop.contact(Map.of(Contact.PHONE, "+380671234569"));
        shop.made("380671234569", "4312", "BUSY");

        shop.pass();

        assertThat(shop.counts()).containsExactly(1, 0, 1, 0, 0);
        assertThat(associated(shop.only(Call.TYPE), Contact.TYPE)).isEqualTo(known.id());
        assertThat(shop.pass().quiet()).isTrue();
    }

    @Test
    @Tag("RS-07")
    void unknownEmployeeIsATaskForTheTopManagerAndTheCallIsAttachedAllTheSame() {
        RecordRef contact = shop.client("+380671234567", shop.olena);
        shop.call(Map.of("caller", CLIENT, "disposition", "PROPER", "connected_with", "380501112233"));

        shop.pass();

        Record task = shop.only(Task.TYPE);
        assertThat(shop.counts()).containsExactly(1, 1, 1, 1, 0);
        assertThat(text(task, Task.OWNER)).isEqualTo(shop.boss.id());
        assertThat(text(task, Task.TITLE)).contains("settings");
        assertThat(text(task, Task.BODY)).contains("380501112233");
        assertThat(associated(shop.only(Call.TYPE), Contact.TYPE)).isEqualTo(contact.id());
    }

    @Test
    @Tag("RS-07")
    void unknownEmployeeAndNewClientIsTheTaskOnlyInEitherDirection() {
        shop.call(Map.of("caller", CLIENT, "disposition", "ANSWERED", "employee_number", "9999"));
        shop.made("380671234568", "9999", "ANSWERED");
        shop.project.employee("4314", "Nobody There", "nobody@shop.example");
        shop.answered("380671234569", "4314");

        shop.pass();

        assertThat(shop.counts()).containsExactly(0, 0, 0, 3, 0);
        assertThat(shop.all(Task.TYPE)).allSatisfy(task -> {
            assertThat(text(task, Task.OWNER)).isEqualTo(shop.boss.id());
            assertThat(associated(task, Contact.TYPE)).isEmpty();
        });
        assertThat(shop.pass().quiet()).isTrue();
    }

    @Test
    @Tag("RS-01")
    void callbackIsAnIncomingCall() {
        shop.call(
                Map.of("call_type", "callback", "caller", CLIENT, "disposition", "PROPER", "employee_number", "4312"));

        shop.pass();

        assertThat(shop.counts()).containsExactly(1, 1, 1, 0, 0);
        assertThat(text(shop.only(Call.TYPE), Call.DIRECTION)).isEqualTo("INBOUND");
        assertThat(text(shop.only(Call.TYPE), Call.TITLE)).isEqualTo("Incoming call, callback, Olena Koval");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "anonymous", "unknown", "102", "380442300000"})
    @Tag("RS-09")
    void callWithoutANumberIsATaskOnly(String number) {
        shop.missed(number);
        shop.answered(number, "4312");

        shop.pass();

        assertThat(shop.counts()).containsExactly(0, 0, 0, 2, 0);
        assertThat(shop.parked()).isEmpty();
        assertThat(shop.all(Task.TYPE))
                .allSatisfy(task -> assertThat(text(task, Task.OWNER)).isEqualTo(shop.boss.id()));
    }

    @Test
    @Tag("RS-09")
    void employeesOwnNumberIsNobodysContact() {
        shop.contact(Map.of(Contact.PHONE, "+380501112299"));
        shop.answered("0501112299", "4312");
        shop.made("380501112299", "4313", "ANSWERED");

        shop.pass();

        assertThat(shop.counts()).containsExactly(1, 0, 0, 0, 0);
    }

    @Test
    @Tag("RS-02")
    void knownClientWithoutAnOpenDealGetsOneOfTheResponsible() {
        RecordRef contact = shop.contact(Map.of(Contact.PHONE, "+380671234567", Contact.OWNER, shop.petro.id()));
        RecordRef won = shop.deal(contact, shop.olena);
        shop.crm.edit(won, Deal.STAGE, "closedwon");
        shop.answered(CLIENT, "4312");

        shop.pass();

        Record deal = shop.all(Deal.TYPE).get(1);
        assertThat(shop.counts()).containsExactly(1, 2, 1, 0, 1);
        assertThat(text(deal, Deal.OWNER)).isEqualTo(shop.petro.id());
        assertThat(associated(deal, Contact.TYPE)).isEqualTo(contact.id());
        assertThat(associated(shop.only(Call.TYPE), Deal.TYPE))
                .isEqualTo(deal.ref().id());
        assertThat(shop.pass().quiet()).isTrue();
    }

    @Test
    @Tag("RS-04")
    void withoutATopManagerInTheCrmCallsAreHeldAndSaySo() {
        try (Shop other = Shop.open(settings -> settings.revision(1).on(CallScenario.STAFF, CallAction.nothing()))) {
            other.crm.archive(other.boss);
            other.missed(CLIENT);

            assertThat(other.pass().verdicts()).anySatisfy(verdict -> {
                assertThat(verdict.code()).isEqualTo("NO_TOP_MANAGER");
                assertThat(verdict.reason()).contains("topManager");
            });
        }
    }
}
