package io.tidelock.examples;

import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncEngine;
import io.tidelock.examples.MembersTable.Row;
import io.tidelock.hubspot.HubSpotConnector;
import io.tidelock.hubspot.HubSpotGrant;
import io.tidelock.hubspot.HubSpotScopes;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Party;
import io.tidelock.mapping.Plan;
import io.tidelock.record.Field;
import io.tidelock.record.Schema;
import io.tidelock.store.InMemoryStore;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Connects a HubSpot portal by OAuth: consent, code, tokens that are renewed, and a person who takes it all back. */
@Command(name = "oauth", description = "Connects a fake HubSpot by OAuth and syncs a table with it for a day.")
public final class OAuthMain implements Callable<Integer> {

    private static final Field MEMBER_ID = Field.text("member_id");
    private static final Plan PLAN = Plan.named("members")
            .flow(Flow.toCrm("members", MembersTable.TYPE, Contact.TYPE)
                    .idField(MEMBER_ID)
                    .map(FieldMapping.from(MembersTable.NAME).to(Contact.LAST_NAME))
                    .build())
            .needs(Schema.Property.of(Contact.TYPE, MEMBER_ID, "Member id").asUnique())
            .build();

    private final MembersTable members = new MembersTable();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (OAuthPortal portal = new OAuthPortal()) {
            String state = "random, and kept in the person's session";
            SortedSet<String> scopes = HubSpotScopes.of(PLAN.footprint(Party.CRM));
            URI consent = portal.app().consentUrl(state, scopes, Set.of());
            HubSpotGrant grant = portal.app().connect(portal.codeOf(consent, state));
            out.println("connected: portal " + grant.portal() + ", " + scopes + ", missing " + grant.missing(scopes));

            SyncEngine engine = engine(portal.connector(grant.portal()));
            engine.provisionSchema();
            for (int hour = 0; hour < 24; hour++) {
                members.insert(new Row("", "Member " + hour, "m" + hour + "@example.com", 0));
                engine.runNow();
                portal.hour();
            }
            out.println("after a day: " + portal.contacts() + " contacts, " + portal.renewals() + " renewals");

            portal.uninstall();
            members.insert(new Row("", "Too late", "late@example.com", 0));
            String said = engine.runNow().interruptions().toString();
            out.println("uninstalled: " + said);
            return portal.contacts() == 24 && portal.renewals() >= 23 && said.contains("person") ? 0 : 1;
        }
    }

    private SyncEngine engine(HubSpotConnector hubspot) {
        return SyncEngine.builder()
                .integration("oauth")
                .plan(PLAN)
                .business(new MembersConnector(members))
                .crm(hubspot)
                .store(new InMemoryStore())
                .fingerprintKey("a real secret goes here".getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
