package io.tidelock.ringostat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Contact;
import io.tidelock.record.RecordRef;
import io.tidelock.testkit.fake.FakeHttp.SocketFault;
import io.tidelock.testkit.fake.FakeResponse;
import io.tidelock.testkit.fake.RequestPattern;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The CRM's contacts in Ringostat's contact book, over HTTP. */
@Tag("RS-12")
class ContactBookTest {

    private static final String SYNC = "POST /minicrm/contacts/sync";

    private final Shop shop = Shop.open(settings -> settings.contactBook("hubspot"));

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void contactsGoIntoTheBookAsTheVendorAsksForThem() {
        RecordRef ivan = ivan();

        shop.pass();

        assertThat(shop.project.contactBook())
                .containsExactly(
                        "{\"projectId\":171000,\"fullName\":\"Ivan Client\",\"origin\":\"hubspot\",\"externalId\":\""
                                + ivan.id() + "\",\"responsible\":\"" + shop.olena.id()
                                + "\",\"contactDirections\":[{\"type\":\"phone\",\"name\":\"Phone\",\"value\":\"+380671234567\"}]}");
        assertThat(shop.pass().quiet()).isTrue();
        assertThat(shop.project.calls(SYNC)).isEqualTo(1);
    }

    @Test
    void changedContactReplacesTheOneInTheBook() {
        RecordRef ivan = ivan();
        shop.pass();

        shop.clock.advance(Duration.ofMinutes(1));
        shop.crm.edit(ivan, Contact.LAST_NAME, "Customer");
        shop.crm.edit(ivan, Contact.MOBILE_PHONE, "+380501234567");
        shop.pass();

        assertThat(shop.project.contactBook())
                .singleElement()
                .satisfies(contact -> assertThat(contact)
                        .contains("Ivan Customer", "\"+380671234567\"", "\"+380501234567\"", "\"Mobile\""));
        assertThat(shop.pass().quiet()).isTrue();
    }

    @Test
    void contactsAreSentAHundredAtATime() {
        for (int i = 0; i < 250; i++) {
            shop.contact(Map.of(
                    Contact.LAST_NAME,
                    "Client " + i,
                    Contact.OWNER,
                    shop.olena.id(),
                    Contact.PHONE,
                    "+38067" + (1_000_000 + i)));
        }

        shop.pass();

        assertThat(shop.project.contactBook()).hasSize(250);
        assertThat(shop.project.calls(SYNC)).isEqualTo(3);
    }

    @Test
    void contactWithoutANumberOrAnOwnerStaysOutAndSaysWhy() {
        shop.contact(Map.of(Contact.LAST_NAME, "No number", Contact.OWNER, shop.olena.id()));
        shop.contact(Map.of(Contact.LAST_NAME, "Nobody's", Contact.PHONE, "+380671234567"));

        assertThat(shop.pass().verdicts())
                .extracting(verdict -> verdict.code())
                .containsExactly("NO_NUMBER", "NO_OWNER");
        assertThat(shop.project.contactBook()).isEmpty();
    }

    @Test
    void answerThatWasLostIsMadeUpFor() {
        ivan();
        shop.http.breakNext(RequestPattern.of(SYNC), SocketFault.ANSWER_LOST, 1);
        shop.pass();
        shop.clock.advance(Duration.ofHours(1));
        shop.pass();

        assertThat(shop.project.contactBook()).hasSize(1);
        assertThat(shop.engine.parked(RingostatPlan.CONTACT_BOOK)).isEmpty();
    }

    @Test
    void contactThatIsRefusedStopsNoOther() {
        ivan();
        shop.contact(
                Map.of(Contact.LAST_NAME, "Other", Contact.OWNER, shop.olena.id(), Contact.PHONE, "+380671234568"));
        shop.project.failNext(RequestPattern.of(SYNC), FakeResponse.json(400, "{\"error\":\"no\"}"), false, 2);

        shop.pass();

        assertThat(shop.project.contactBook()).hasSize(1);
        assertThat(shop.engine.parked(RingostatPlan.CONTACT_BOOK)).hasSize(1);
    }

    @Test
    void withoutTheSettingNothingIsSent() {
        try (Shop other = Shop.open()) {
            other.contact(
                    Map.of(Contact.LAST_NAME, "Ivan", Contact.OWNER, other.olena.id(), Contact.PHONE, "+380671234567"));

            other.pass();

            assertThat(other.project.contactBook()).isEmpty();
        }
    }

    private RecordRef ivan() {
        return shop.contact(Map.of(
                Contact.FIRST_NAME,
                "Ivan",
                Contact.LAST_NAME,
                "Client",
                Contact.OWNER,
                shop.olena.id(),
                Contact.PHONE,
                "067 123 45 67"));
    }
}
