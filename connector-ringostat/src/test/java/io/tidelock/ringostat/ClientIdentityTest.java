package io.tidelock.ringostat;

import static io.tidelock.ringostat.Shop.CLIENT;
import static io.tidelock.ringostat.Shop.associated;
import static io.tidelock.ringostat.Shop.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Call;
import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.crm.Task;
import io.tidelock.record.RecordRef;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One client is one contact and one open deal, however the number is written on either side. */
@Tag("RS-09")
class ClientIdentityTest {

    private final Shop shop = Shop.open();

    @AfterEach
    void close() {
        shop.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+380671234567",
                "380671234567",
                "0671234567",
                "80671234567",
                "671234567",
                "00380671234567",
                "067 123 45 67",
                "(067) 123-45-67",
                "+38 (067) 123-45-67",
                "+38067 123 45 67"
            })
    void contactIsFoundHoweverItsNumberIsWrittenAndGetsItsKey(String written) {
        RecordRef contact = shop.contact(Map.of(Contact.PHONE, written, Contact.LAST_NAME, "Ivan"));
        shop.answered("0671234567", "4312");

        shop.pass();

        assertThat(shop.all(Contact.TYPE)).hasSize(1);
        assertThat(shop.crm.value(contact, RingostatPlan.PHONE_KEY)).isEqualTo("+380671234567");
        assertThat(shop.crm.value(contact, Contact.PHONE)).isEqualTo(written);
        assertThat(shop.crm.value(contact, Contact.LAST_NAME)).isEqualTo("Ivan");
        assertThat(associated(shop.only(Call.TYPE), Contact.TYPE)).isEqualTo(contact.id());
        assertThat(shop.pass().quiet()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+380671234567",
                "380671234567",
                "0671234567",
                "067 123-45-67",
                "80671234567",
                "tel:+380-67-123-45-67",
                "0671234567,,12",
                "067 123 45 67 ext. 12"
            })
    void callIsTheSameClientsHoweverItsNumberIsWritten(String written) {
        shop.answered(CLIENT, "4312");
        shop.pass();
        shop.answered(written, "4312");

        shop.pass();

        assertThat(shop.counts()).containsExactly(1, 1, 2, 0, 0);
    }

    @Test
    void onceTheKeyIsThereOneLookUpByAUniquePropertyFindsTheClient() {
        RecordRef contact = shop.client("067 123 45 67", shop.olena);
        shop.answered(CLIENT, "4312");
        shop.pass();
        shop.crm.edit(contact, Contact.PHONE, "somewhere else, ask Ivan");
        shop.crm.resetCalls();

        shop.answered(CLIENT, "4312");
        shop.pass();

        assertThat(shop.counts()).containsExactly(1, 1, 2, 0, 0);
        assertThat(shop.crm.calls().searches()).isZero();
    }

    @Test
    void mobileNumberIsFoundTooAndHasAKeyOfItsOwn() {
        RecordRef contact = shop.contact(Map.of(Contact.PHONE, "0442223344", Contact.MOBILE_PHONE, "067 123 45 67"));
        shop.answered(CLIENT, "4312");
        shop.answered("+380442223344", "4312");

        shop.pass();

        assertThat(shop.all(Contact.TYPE)).hasSize(1);
        assertThat(shop.crm.value(contact, RingostatPlan.MOBILE_KEY)).isEqualTo("+380671234567");
        assertThat(shop.crm.value(contact, RingostatPlan.PHONE_KEY)).isEqualTo("+380442223344");
        assertThat(shop.pass().quiet()).isTrue();
    }

    @Test
    void numberOfAnotherCountryIsNotTakenForOurs() {
        shop.contact(Map.of(Contact.PHONE, "0671234567", Contact.COUNTRY, "DE"));
        shop.answered(CLIENT, "4312");

        shop.pass();

        assertThat(shop.all(Contact.TYPE)).hasSize(2);
    }

    @Test
    void twoContactsWithTheNumberAreATaskAndNoGuess() {
        shop.client("067 123 45 67", shop.olena);
        shop.client("+380671234567", shop.petro);
        shop.answered(CLIENT, "4312");

        shop.pass();

        assertThat(shop.counts()).containsExactly(2, 2, 0, 1, 0);
        assertThat(text(shop.only(Task.TYPE), Task.TITLE)).startsWith("Several contacts have this number");
        assertThat(text(shop.only(Task.TYPE), Task.OWNER)).isEqualTo(shop.boss.id());
        assertThat(associated(shop.only(Task.TYPE), Contact.TYPE)).isEmpty();
    }

    @Test
    void twoFirstCallsAtOnceMakeOneContactAndOneDeal() {
        shop.answered(CLIENT, "4312");
        shop.missed("0671234567");
        shop.answered("067 123 45 67", "4313");

        shop.pass();

        assertThat(shop.counts()).containsExactly(1, 1, 3, 1, 0);
        assertThat(shop.all(Call.TYPE))
                .extracting(call -> associated(call, Deal.TYPE))
                .containsOnly(shop.only(Deal.TYPE).ref().id());
        assertThat(shop.pass().quiet()).isTrue();
    }

    @Test
    void whatOthersCreatedMeanwhileIsTakenUp() {
        shop.answered(CLIENT, "4312");
        shop.pass();
        RecordRef contact = shop.only(Contact.TYPE).ref();
        RecordRef ours = shop.only(Deal.TYPE).ref();
        shop.crm.edit(ours, Deal.STAGE, "closedlost");
        RecordRef theirs = shop.deal(contact, shop.petro);

        shop.answered(CLIENT, "4313");
        shop.pass();

        assertThat(shop.all(Deal.TYPE)).hasSize(2);
        assertThat(shop.all(Call.TYPE))
                .extracting(call -> associated(call, Deal.TYPE))
                .containsExactlyInAnyOrder(ours.id(), theirs.id());
        assertThat(List.of(shop.parked())).containsExactly(List.of());
    }
}
