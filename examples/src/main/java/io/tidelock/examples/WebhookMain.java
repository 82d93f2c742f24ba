package io.tidelock.examples;

import com.sun.net.httpserver.HttpServer;
import io.tidelock.crm.Contact;
import io.tidelock.engine.Inbox;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.WebhookReceiver;
import io.tidelock.engine.WebhookRoute;
import io.tidelock.hubspot.HubSpotWebhooks;
import io.tidelock.mapping.Party;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.store.InMemoryStore;
import io.tidelock.testkit.InMemoryCrm;
import io.tidelock.testkit.fake.hubspot.FakeWebhook;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Takes a signed webhook over HTTP: durable first, then answered, then read by the next pass. */
@Command(name = "webhook", description = "Takes a webhook as HubSpot signs it, and syncs what it hints at.")
public final class WebhookMain implements Callable<Integer> {

    private static final String TARGET_URL = "https://hooks.example.com/hubspot"; // what HubSpot was told to call
    private static final String SECRET = "the client secret";
    private static final IntegrationId INTEGRATION = IntegrationId.of("own-app");

    private final InMemoryStore store = new InMemoryStore();
    private final MembersTable members = new MembersTable();
    private final InMemoryCrm crm = InMemoryCrm.create();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        SyncEngine engine = MembersSync.engine(INTEGRATION.value(), members, crm, store);
        members.insert(new MembersTable.Row("", "Ada Byron", "ada@example.com", 0));
        engine.run();
        RecordRef contact = crm.records(Contact.TYPE).get(0).ref();
        crm.editUnseen(contact, Contact.LAST_NAME, "Ada Lovelace"); // as if the search index lagged
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", new WebhookHandler(receiver(out)));
        server.start();
        URI inner = URI.create("http://localhost:" + server.getAddress().getPort() + "/hubspot");
        String event = FakeWebhook.propertyChange(44, "contact", contact.id(), "lastname", "whatever it says");
        for (String secret : List.of("a guess", SECRET)) {
            FakeWebhook webhook = FakeWebhook.of(secret, TARGET_URL, Instant.now(), event);
            out.println("signed with " + secret + ": " + webhook.post(inner));
        }
        server.stop(0);
        out.println("in the inbox: " + store.countHints(INTEGRATION));
        out.println("the pass wrote: " + engine.run().writes());
        out.println("the table has: " + members.all().get(0).name());
        return 0;
    }

    private WebhookReceiver receiver(PrintWriter out) {
        Inbox inbox = Inbox.builder()
                .store(store)
                .onHints(id -> out.println("to run now: " + id))
                .build();
        HubSpotWebhooks decoder = HubSpotWebhooks.builder()
                .clientSecret(() -> SECRET)
                .targetUrl(TARGET_URL)
                .build();
        WebhookRoute route = new WebhookRoute(INTEGRATION, Party.CRM);
        return inbox.receiver(decoder, account -> account.account().equals("44") ? List.of(route) : List.of());
    }
}
