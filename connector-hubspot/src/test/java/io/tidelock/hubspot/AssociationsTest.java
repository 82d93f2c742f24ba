package io.tidelock.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.crm.Company;
import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.hubspot.HubSpotAssociations.Pair;
import io.tidelock.record.RecordRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"v3", "2026-03", "2026-09"})
class AssociationsTest {

    private final FakePortal portal;
    private final HubSpotAssociations associations;
    private final RecordRef contact;
    private final RecordRef company;
    private final RecordRef deal;

    AssociationsTest(String version) {
        portal = new FakePortal(version);
        associations = portal.hubSpotConnector().associations();
        contact = portal.create(portal.sample(1));
        company = company("Acme");
        deal = RecordRef.of(
                Deal.TYPE,
                portal.hubspot.create(
                        "deals", Map.of("dealname", "Big", "dealstage", "contractsent", "pipeline", "default")));
        portal.hubspot.clearCalls();
    }

    @AfterEach
    void close() {
        portal.close();
    }

    @Test
    void linksAreSeenFromBothEndsAndCut() {
        List<Pair> pairs = List.of(new Pair(contact, company), new Pair(deal, contact), new Pair(deal, company));

        assertThat(associations.link(pairs)).isEmpty();
        assertThat(associations.link(pairs)).as("again").isEmpty();

        assertThat(associations.of(List.of(contact, deal), Company.TYPE))
                .containsExactly(Map.entry(contact, List.of(company)), Map.entry(deal, List.of(company)));
        assertThat(associations.of(List.of(company), Deal.TYPE)).containsEntry(company, List.of(deal));
        assertThat(associations.primaryCompanies(List.of(contact, deal))).isEmpty();

        associations.unlink(List.of(new Pair(contact, company)));
        assertThat(associations.of(List.of(contact), Company.TYPE)).containsEntry(contact, List.of());
        assertThat(associations.of(List.of(company), Deal.TYPE)).containsEntry(company, List.of(deal));
    }

    @Test
    void primaryCompanyIsOneOfTheLinkedOnes() {
        RecordRef other = company("Other");
        associations.link(List.of(new Pair(contact, other)));

        assertThat(associations.linkPrimary(List.of(new Pair(contact, company), new Pair(deal, company))))
                .isEmpty();

        assertThat(associations.primaryCompanies(List.of(contact, deal)))
                .containsExactly(Map.entry(contact, company), Map.entry(deal, company));
        assertThat(associations.of(List.of(contact), Company.TYPE).get(contact))
                .containsExactlyInAnyOrder(company, other);
    }

    @Test
    @Tag("G7")
    void moreLinksThanAPageShowsAreAllRead() {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            pairs.add(new Pair(portal.create(portal.sample(100 + i)), company));
        }

        assertThat(associations.link(pairs)).isEmpty();

        assertThat(portal.hubspot.calls("associate/default")).hasSize(2);
        assertThat(associations.of(List.of(company), Contact.TYPE).get(company))
                .containsExactlyInAnyOrderElementsOf(
                        pairs.stream().map(Pair::from).toList());
    }

    @Test
    void pairWithARecordThatIsGoneIsNamedAndTheOthersAreLinked() {
        RecordRef gone = RecordRef.of(Contact.TYPE, "999999999");

        List<Pair> failed = associations.link(List.of(new Pair(gone, company), new Pair(contact, company)));

        assertThat(failed).containsExactly(new Pair(gone, company));
        assertThat(associations.of(List.of(contact), Company.TYPE)).containsEntry(contact, List.of(company));
    }

    @Test
    void onlyCompaniesArePrimary() {
        assertThatThrownBy(() -> associations.linkPrimary(List.of(new Pair(contact, deal))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from contact to deal");
    }

    private RecordRef company(String name) {
        return RecordRef.of(Company.TYPE, portal.hubspot.create("companies", Map.of("name", name)));
    }
}
