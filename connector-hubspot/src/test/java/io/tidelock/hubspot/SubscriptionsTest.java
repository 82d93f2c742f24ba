package io.tidelock.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Company;
import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.crm.Owner;
import io.tidelock.crm.Product;
import io.tidelock.crm.Task;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.Party;
import io.tidelock.mapping.Plan;
import io.tidelock.mapping.RequestFlag;
import io.tidelock.record.Association;
import io.tidelock.record.Field;
import io.tidelock.record.Footprint;
import io.tidelock.record.Footprint.Use;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a plan has to be told. */
class SubscriptionsTest {

    private static final RecordType MEMBER = RecordType.of("member");
    private static final Field NAME = Field.text("name");

    @Test
    void twoWayFlowHearsOfEverythingItReads() {
        Flow flow = Flow.toCrm("members", MEMBER, Contact.TYPE)
                .match(MatchRule.on(NAME, Contact.LAST_NAME))
                .map(FieldMapping.from(NAME).to(Contact.FIRST_NAME).twoWay())
                .build();

        assertThat(lines(Plan.named("p").flow(flow).build().footprint(Party.CRM)))
                .containsExactly(
                        "contact.creation",
                        "contact.deletion",
                        "contact.merge",
                        "contact.restore",
                        "contact.privacyDeletion",
                        "contact.propertyChange firstname",
                        "contact.propertyChange lastname");
    }

    @Test
    void flagIsHeardOfWhereValuesWaitForARequest() {
        Flow flow = Flow.toCrm("members", MEMBER, Contact.TYPE)
                .map(FieldMapping.from(NAME).to(Contact.FIRST_NAME).twoWay())
                .onRequest(RequestFlag.yesNo(FakePortal.FLAG))
                .build();

        assertThat(lines(Plan.named("p").flow(flow).build().footprint(Party.CRM)))
                .contains("contact.creation", "contact.propertyChange sync_request")
                .doesNotContain("contact.propertyChange firstname");
    }

    @Test
    void oneWayTargetHearsOnlyOfWhatBecomesOfItsLinks() {
        assertThat(lines(use(Company.TYPE, Set.of())))
                .containsExactly("company.deletion", "company.merge", "company.restore");
    }

    @Test
    void associationsAreOneSubscriptionAndStampsNone() {
        Set<String> fields = Set.of(
                Association.to(Contact.TYPE).field().name(),
                Association.to(Company.TYPE).field().name(),
                "hs_lastmodifieddate");

        assertThat(lines(use(Deal.TYPE, fields)))
                .containsExactly(
                        "deal.creation", "deal.deletion", "deal.merge", "deal.restore", "deal.associationChange");
    }

    @Test
    void productsHaveNoAssociationsAndActivitiesAndOwnersAreNotTold() {
        assertThat(lines(use(
                        Product.TYPE, Set.of(Association.to(Deal.TYPE).field().name()))))
                .containsExactly("product.creation", "product.deletion", "product.merge", "product.restore");
        assertThat(lines(use(Task.TYPE, Set.of("title")))).isEmpty();
        assertThat(lines(use(Owner.TYPE, Set.of()))).isEmpty();
    }

    private static Footprint use(RecordType type, Set<String> watched) {
        return new Footprint(List.of(new Use(type, true, watched, watched, Set.of(), false)), Schema.none());
    }

    private static List<String> lines(Footprint crm) {
        return HubSpotWebhooks.subscriptions(crm).stream()
                .map(HubSpotSubscription::toString)
                .toList();
    }
}
