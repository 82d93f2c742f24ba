package io.tidelock.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.connector.AccessDeniedException;
import io.tidelock.crm.Company;
import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.crm.LineItem;
import io.tidelock.crm.Owner;
import io.tidelock.crm.Task;
import io.tidelock.crm.Ticket;
import io.tidelock.engine.SyncEngine;
import io.tidelock.mapping.Decided;
import io.tidelock.mapping.Decision;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.LookUp;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.Party;
import io.tidelock.mapping.Plan;
import io.tidelock.record.Association;
import io.tidelock.record.Field;
import io.tidelock.record.Footprint;
import io.tidelock.record.Footprint.Use;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import io.tidelock.store.InMemoryStore;
import io.tidelock.testkit.InMemorySystem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A plan's scopes suffice, and none of them is too many. */
class HubSpotScopesTest {

    private static final RecordType MEMBER = RecordType.of("member");
    private static final Field NAME = Field.text("name");
    private static final Field EMAIL = Field.email("email");
    private static final Field NUMBER = Field.text("member_number");

    @Test
    void scopesSufficeAndEachIsNeeded() {
        Plan plan = plan();
        Set<String> needed = HubSpotScopes.of(plan.footprint(Party.CRM));

        assertThat(needed)
                .containsExactly(
                        "crm.objects.companies.read",
                        "crm.objects.contacts.read",
                        "crm.objects.contacts.write",
                        "crm.objects.owners.read",
                        "crm.schemas.companies.read",
                        "crm.schemas.contacts.read",
                        "crm.schemas.contacts.write");
        assertThat(whatIsDenied(plan, needed)).isEmpty();
        for (String scope : needed) {
            Set<String> fewer = new TreeSet<>(needed);
            fewer.remove(scope);
            assertThat(whatIsDenied(plan, fewer)).as("without " + scope).contains("MISSING_SCOPES", scope);
        }
    }

    @Test
    void typesThatAreOnlyReadNeedNoScopeToWrite() {
        assertThat(of(use(Deal.TYPE, false))).containsExactly("crm.objects.deals.read", "crm.schemas.deals.read");
        assertThat(of(use(LineItem.TYPE, true)))
                .containsExactly(
                        "crm.objects.line_items.read", "crm.objects.line_items.write", "crm.schemas.line_items.read");
    }

    @Test
    void activitiesGoWithContactsAndTicketsHaveOneForBoth() {
        assertThat(of(use(Task.TYPE, true)))
                .containsExactly(
                        "crm.objects.contacts.read", "crm.objects.contacts.write", "crm.schemas.contacts.read");
        assertThat(of(use(Ticket.TYPE, true))).containsExactly("crm.schemas.tickets.read", "tickets");
    }

    @Test
    void otherEndOfAnAssociationIsRead() {
        Set<String> fields = Set.of(Association.to(Company.TYPE).field().name());

        assertThat(of(new Use(Deal.TYPE, true, Set.of(), fields, fields, true)))
                .containsExactly(
                        "crm.objects.companies.read",
                        "crm.objects.deals.read",
                        "crm.objects.deals.write",
                        "crm.schemas.deals.read");
    }

    @Test
    void whatThePlanDeclaresHasToBeCreated() {
        Schema schema = Schema.of(
                Schema.Pipeline.of(Deal.TYPE, "sales", "Sales", Schema.Stage.open("new", "New", 10)),
                Schema.Property.of(Ticket.TYPE, NUMBER, "Number"));

        assertThat(HubSpotScopes.of(new Footprint(List.of(), schema)))
                .containsExactly(
                        "crm.objects.deals.read",
                        "crm.objects.deals.write",
                        "crm.schemas.deals.read",
                        "crm.schemas.deals.write",
                        "crm.schemas.tickets.read",
                        "crm.schemas.tickets.write");
    }

    @Test
    void typeThatHubSpotDoesNotHaveIsNamed() {
        assertThatThrownBy(() -> of(use(MEMBER, false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("member");
    }

    private static Set<String> of(Use use) {
        return HubSpotScopes.of(new Footprint(List.of(use), Schema.none()));
    }

    private static Use use(RecordType type, boolean changed) {
        return new Use(type, true, Set.of(), Set.of(), Set.of(), changed);
    }

    /** Provisions, lets members and contacts flow both ways, and returns what HubSpot denied. */
    private static String whatIsDenied(Plan plan, Set<String> granted) {
        StringBuilder denied = new StringBuilder();
        try (FakePortal portal = new FakePortal("2026-03")) {
            portal.hubspot.create("contacts", Map.of("email", "grace@example.com", "lastname", "Hopper"));
            portal.hubspot.scopes(granted);
            InMemorySystem members = InMemorySystem.builder("members")
                    .type(MEMBER, List.of(NAME, EMAIL))
                    .clock(portal.clock)
                    .build();
            members.create(MEMBER, Map.of(NAME, "Byron", EMAIL, "ada@example.com"));
            try {
                portal.hubSpotConnector().schema().orElseThrow().provision(plan.crmSchema());
            } catch (AccessDeniedException missing) {
                denied.append(missing.getMessage());
            }
            SyncEngine engine = engine(plan, portal, members);
            for (int pass = 0; pass < 2; pass++) {
                portal.clock.advance(Duration.ofMinutes(10));
                engine.runNow().interruptions().forEach(denied::append);
            }
        }
        return denied.toString();
    }

    private static Plan plan() {
        Decision decision = Decision.named("who", 1)
                .reads(EMAIL)
                .lookUp(LookUp.by("owner", Owner.TYPE, Owner.EMAIL, (member, found) -> List.of("o@example.com")))
                .lookUp(LookUp.by("company", Company.TYPE, Company.NAME, (member, found) -> List.of("Example")))
                .by((member, found) -> Decided.as("ALWAYS").into("members"));
        Flow flow = Flow.toCrm("members", MEMBER, Contact.TYPE)
                .idField(NUMBER)
                .match(MatchRule.on(EMAIL, Contact.EMAIL))
                .map(FieldMapping.from(NAME).to(Contact.LAST_NAME).twoWay())
                .map(FieldMapping.from(EMAIL).to(Contact.EMAIL))
                .decidedBy(decision)
                .build();
        return Plan.named("members")
                .flow(flow)
                .needs(Schema.Property.of(Contact.TYPE, NUMBER, "Member number").asUnique())
                .build();
    }

    private static SyncEngine engine(Plan plan, FakePortal portal, InMemorySystem members) {
        return SyncEngine.builder()
                .integration("tenant-1")
                .plan(plan)
                .business(members)
                .crm(portal.hubSpotConnector())
                .store(new InMemoryStore())
                .fingerprintKey("sixteen bytes or more".getBytes(StandardCharsets.UTF_8))
                .clock(portal.clock)
                .build();
    }
}
