package io.tidelock.ringostat;

import static io.tidelock.ringostat.Shop.CLIENT;
import static io.tidelock.ringostat.Shop.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.crm.Task;
import io.tidelock.mapping.PlanLint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The matrix as configuration: each cell can be switched, printed and read. */
@Tag("RS-08")
class CallMatrixTest {

    @Test
    void docsShowTheMatrixThatTheCodeHas() throws IOException {
        String page = Files.readString(Path.of("../docs/integrations/ringostat.md"));

        assertThat(page.replace("\r\n", "\n")).contains(CallMatrix.defaults().table());
    }

    @Test
    void planIsSoundWhateverTheMatrix() {
        RingostatSettings.Builder nothing = RingostatSettings.topManager("boss@shop.example");
        for (CallScenario scenario : CallScenario.values()) {
            nothing.on(scenario, CallAction.nothing());
        }

        assertThat(PlanLint.of(RingostatPlan.of(RingostatSettings.topManager("boss@shop.example")
                                .build()))
                        .findings())
                .isEmpty();
        assertThat(PlanLint.of(RingostatPlan.of(nothing.build())).errors()).isEmpty();
    }

    @Test
    void eachPartOfACellCanBeSwitched() {
        CallAction cell = CallAction.nothing()
                .contact()
                .task(CallTask.of("Write to them", Whose.ANSWERER).dueAfter(Duration.ofMinutes(90)));
        try (Shop shop = Shop.open(settings -> settings.on(CallScenario.ANSWERED_NEW, cell))) {
            shop.answered(CLIENT, "4313");
            Instant began = shop.clock.instant();

            shop.pass();

            assertThat(shop.counts()).containsExactly(1, 0, 0, 1, 0);
            assertThat(text(shop.only(Task.TYPE), Task.OWNER)).isEqualTo(shop.petro.id());
            assertThat(text(shop.only(Task.TYPE), Task.DUE))
                    .isEqualTo(began.plus(Duration.ofMinutes(90)).toString());
            assertThat(shop.pass().quiet()).isTrue();
        }
    }

    @Test
    void scenarioCanBeSwitchedOff() {
        try (Shop shop = Shop.open(settings -> settings.on(CallScenario.MISSED_NEW, CallAction.nothing()))) {
            shop.missed(CLIENT);

            shop.pass();

            assertThat(shop.counts()).containsExactly(0, 0, 0, 0, 0);
        }
    }

    @Test
    void outgoingCallsCanMakeContactsAndDealsToo() {
        CallAction all =
                CallAction.nothing().contact().deal().ownedBy(Whose.ANSWERER).call();
        try (Shop shop = Shop.open(settings -> settings.on(CallScenario.MADE_NEW, all))) {
            shop.made(CLIENT, "4312", "ANSWERED");

            shop.pass();

            assertThat(shop.counts()).containsExactly(1, 1, 1, 0, 0);
            assertThat(text(shop.only(Deal.TYPE), Deal.OWNER)).isEqualTo(shop.olena.id());
        }
    }

    @Test
    void knownClientNeedNotGetADeal() {
        try (Shop shop = Shop.open(settings -> settings.createDealIfNoOpen(false))) {
            shop.contact(Map.of(Contact.PHONE, "+380671234567", Contact.OWNER, shop.olena.id()));
            shop.answered(CLIENT, "4312");

            shop.pass();

            assertThat(shop.counts()).containsExactly(1, 0, 1, 0, 0);
            assertThat(shop.pass().quiet()).isTrue();
        }
    }

    @Test
    @Tag("RS-01")
    void employeeCanBeAnotherUserOfTheCrmThanTheOwnAddressSays() {
        try (Shop shop = Shop.open(settings -> settings.employee("4312", "Petro@shop.example"))) {
            shop.answered(CLIENT, "4312");

            shop.pass();

            assertThat(text(shop.only(Deal.TYPE), Deal.OWNER)).isEqualTo(shop.petro.id());
        }
    }

    @Test
    @Tag("RS-04")
    void topManagerIsRequired() {
        assertThatThrownBy(() -> RingostatSettings.topManager(" ").build()).hasMessageContaining("topManager");
        assertThatThrownBy(() -> RingostatSettings.topManager("boss@shop.example")
                        .revision(0)
                        .region("Ukraine")
                        .every(Duration.ofSeconds(-1))
                        .newDealsIn("", "")
                        .employee("1", "nobody")
                        .build())
                .hasMessageContaining("revision")
                .hasMessageContaining("region")
                .hasMessageContaining("every")
                .hasMessageContaining("newDealsIn")
                .hasMessageContaining("employee");
    }

    @Test
    void taskIsDueAfterTheCallAndSaysSomething() {
        assertThatThrownBy(() -> CallTask.of(" ", Whose.TOP_MANAGER)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CallTask.of("Call", Whose.TOP_MANAGER).dueAfter(Duration.ofHours(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void matricesThatSayTheSameAreEqual() {
        assertThat(CallMatrix.defaults())
                .isEqualTo(CallMatrix.defaults())
                .hasSameHashCodeAs(CallMatrix.defaults())
                .hasToString(CallMatrix.defaults().table())
                .isNotEqualTo(CallMatrix.defaults()
                        .with(CallScenario.STAFF, CallAction.nothing().call()));
    }
}
