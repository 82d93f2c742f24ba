package io.tidelock.silence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.answers.Ceilings;
import io.tidelock.answers.UndoPlan;
import io.tidelock.answers.UndoScope;
import io.tidelock.engine.Inbox;
import io.tidelock.engine.WebhookReceiver;
import io.tidelock.engine.WebhookRoute;
import io.tidelock.hubspot.HubSpotWebhooks;
import io.tidelock.jdbc.JdbcStore;
import io.tidelock.mapping.Party;
import io.tidelock.record.Verb;
import io.tidelock.runner.SyncRunner;
import io.tidelock.store.JournalRequest;
import io.tidelock.testkit.fake.FakeHttp.SocketFault;
import io.tidelock.testkit.fake.FakeResponse;
import io.tidelock.testkit.fake.RequestPattern;
import io.tidelock.testkit.fake.hubspot.FakeHubSpot;
import io.tidelock.testkit.fake.hubspot.FakeWebhook;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A canary in every secret and every personal field, through whatever goes wrong; and then none in any log line, exception,
 * report, verdict, answer or stored byte.
 */
class SilenceTest {

    private static final String PHONE = "0491570156";
    private static final String BORN = "1987-06-05";
    private static final String CLIENT_SECRET = "canary-client-secret";
    private static final String HOOK = "https://hooks.example.com/hubspot";
    private static final String ECHO = "canary-echo of Canaryfirst, canary.ada@example.com, " + PHONE + ", " + BORN;

    /** Errors as servers write them, each repeating what it was sent, and more. */
    private static final List<FakeResponse> ECHOES = List.of(
            FakeResponse.json(
                    400,
                    "{\"status\":\"error\",\"message\":\"" + ECHO
                            + "\",\"category\":\"VALIDATION_ERROR\",\"errors\":[{\"code\":\"INVALID_EMAIL\",\"message\":\""
                            + ECHO + "\",\"context\":{\"propertyName\":[\"" + ECHO + "\"]}}]}"),
            FakeResponse.json(
                    409,
                    "{\"category\":\"CONFLICT\",\"message\":\"" + ECHO + "\",\"context\":{\"existingId\":[\"" + ECHO
                            + "\"]}}"),
            FakeResponse.json(422, "{\"message\":\"" + ECHO + "\",\"errors\":{\"email\":\"" + ECHO + "\"}}"),
            FakeResponse.json(500, "<html>" + ECHO + "</html>"),
            FakeResponse.json(502, ""),
            FakeResponse.json(429, "{\"policyName\":\"" + ECHO + "\",\"message\":\"daily " + ECHO + "\"}"),
            FakeResponse.json(
                    403,
                    "{\"category\":\"MISSING_SCOPES\",\"message\":\"" + ECHO
                            + "\",\"errors\":[{\"context\":{\"requiredScopes\":[\"" + ECHO + "\"]}}]}"),
            FakeResponse.json(401, "{\"category\":\"EXPIRED_AUTHENTICATION\",\"message\":\"" + ECHO + "\"}"),
            FakeResponse.json(307, ECHO).with("Location", "https://canary-host.example/"),
            FakeResponse.json(200, "{\"results\":[{\"" + ECHO + "\":"),
            FakeResponse.json(200, "{\"results\":\"" + ECHO + "\",\"patients\":\"" + ECHO + "\"}"),
            FakeResponse.json(
                    207,
                    "{\"results\":[],\"errors\":[{\"category\":\"" + ECHO + "\",\"message\":\"" + ECHO
                            + "\",\"context\":{\"ids\":[\"" + ECHO + "\"]}}]}"));

    @TempDir
    private Path folder;

    private Ward ward;

    @BeforeEach
    void open() {
        Log.listen(true);
        ward = new Ward(folder);
    }

    @AfterEach
    void close() {
        ward.close();
        Log.listen(false);
    }

    @Test
    void nothingThatGoesWrongSaysASecretOrAValue() throws Exception {
        ward.attempt(() -> ward.show(ward.engine.checkSchema(), ward.engine.provisionSchema()));
        String ada = person("Canaryfirst", "canary.ada@example.com");
        ward.pass();
        assertThat(ward.hubspot.records("contacts").toString()).contains("Canaryfirst");

        poison();
        echoes(ada);
        conflict(ada);
        brokenConnections(ada);
        tokenRefused(ada);
        webhooks();
        undo();
        assertSilent(
                "CREATED",
                "CHANGED_SINCE",
                "another key",
                "RequestRejectedException",
                "AccessDeniedException",
                "SIGNATURE_INVALID");

        storeFails(ada);
        assertThat(ward.shown.indexOf("StoreUnavailableException")).isNotNegative();
        assertThat(leaks(ward.shown + Log.text())).isEmpty();
    }

    private void assertSilent(String... expected) throws Exception {
        assertThat(expected).as("what was shown").allMatch(ward.shown.toString()::contains);
        assertThat(List.of("DEBUG io.tidelock.http.Attempt hubspot:44 POST", "batch/upsert", "TRACE org.sqlite"))
                .as("what was logged")
                .allMatch(Log.text()::contains);
        assertThat(leaks(ward.shown.toString())).as("reports and exceptions").isEmpty();
        assertThat(leaks(Log.text())).as("log").isEmpty();
        assertThat(leaks(ward.stored())).as("stored rows").isEmpty();
    }

    /** Returns where a canary sits, with what stands around it. */
    private static List<String> leaks(String text) {
        String all = text.toLowerCase(Locale.ROOT);
        String basic = Base64.getEncoder().encodeToString((Ward.KEY + ":").getBytes(StandardCharsets.UTF_8));
        return List.of("canary", PHONE, PHONE.substring(1), BORN, basic.toLowerCase(Locale.ROOT)).stream()
                .filter(all::contains)
                .map(canary -> text.substring(
                        Math.max(0, all.indexOf(canary) - 300), Math.min(text.length(), all.indexOf(canary) + 100)))
                .toList();
    }

    private String person(String first, String email) {
        Map<String, Object> fields = new HashMap<>();
        for (String field : List.of(
                "last_name",
                "preferred_first_name",
                "address_1",
                "address_2",
                "city",
                "state",
                "post_code",
                "notes",
                "occupation",
                "referral_source",
                "title",
                "gender_identity")) {
            fields.put(field, "Canary " + field);
        }
        fields.put("first_name", first);
        fields.put("email", email);
        fields.put("date_of_birth", BORN);
        fields.put("patient_phone_numbers", List.of(Map.of("phone_type", "Mobile", "number", PHONE)));
        return ward.cliniko.createPatient(fields);
    }

    /** Everything that can be undone, with the key and with another one. */
    private void undo() {
        Instant ever = ward.clock.instant().plus(Duration.ofDays(1));
        assertThat(ward.store.journal(JournalRequest.between(Ward.ID, Instant.EPOCH, ever, 10)))
                .hasSize(10);
        UndoScope all = UndoScope.between(Instant.EPOCH, ever).removingCreated();
        String other = Ward.JOURNAL_KEY.toUpperCase(Locale.ROOT);
        ward.attempt(() -> ward.show(ward.engine(other).undo(all)));
        ward.attempt(() -> {
            UndoPlan plan = ward.engine.undo(all);
            ward.show(plan, ward.engine.apply(plan, Ceilings.of(Verb.UPDATE, 1)));
        });
    }

    /** What a CRM refuses, and what two people share. */
    private void poison() {
        person("Canarybad", "canary.bad@-example.org");
        person("Canarychild", "canary.ada@example.com");
        String odd = person("Canary\0odd \uD83D\uDE00\u202E", "canary.odd@example.com");
        ward.cliniko.editPatient(odd, Map.of("notes", "Canary long ".repeat(6_000)));
        ward.pass();
    }

    /** Each error from each system, while a person edits both sides and asks for the way back. */
    private void echoes(String patient) {
        String contact = contact(patient);
        int n = 0;
        for (FakeResponse echo : ECHOES) {
            for (String path : List.of("/batch/upsert", "/batch/update", "/batch/read", "/search")) {
                ward.cliniko.editPatient(patient, Map.of("city", "Canarytown" + n++));
                person("Canarynew" + n, "canary" + n + "@example.com");
                ward.hubspot.answerInstead(1, FakeHubSpot.on("POST", path), echo);
                ward.pass();
                ward.hubspot.clearFaults();
            }
            for (String method : List.of("GET", "PATCH")) {
                ward.hubspot.edit(
                        "contacts", contact, Map.of("lastname", "Canarylast" + n++, "update_cliniko_patient", "Yes"));
                ward.cliniko.failNext(
                        request -> request.method().equals(method)
                                && request.path().contains("patients"),
                        echo,
                        false,
                        1);
                ward.pass();
            }
            ward.clock.advance(Duration.ofHours(2));
        }
        ward.clock.advance(Duration.ofDays(2));
        ward.pass();
    }

    private void conflict(String patient) {
        ward.cliniko.editPatient(patient, Map.of("first_name", "Canaryhere"));
        ward.hubspot.edit(
                "contacts", contact(patient), Map.of("firstname", "Canarythere", "update_cliniko_patient", "Yes"));
        ward.pass();
        ward.hubspot.edit(
                "contacts", contact(patient), Map.of("country", "Canaryland", "update_cliniko_patient", "Yes"));
        ward.pass();
    }

    private void brokenConnections(String patient) {
        for (SocketFault fault : SocketFault.values()) {
            ward.cliniko.editPatient(patient, Map.of("city", "Canary" + fault));
            ward.hubspotServer.breakNext(RequestPattern.of("POST /**"), fault, 1);
            ward.pass();
            ward.clinikoServer.breakNext(RequestPattern.of("GET /**"), fault, 1);
            ward.pass();
        }
    }

    private void tokenRefused(String patient) {
        ward.hubspot.token("canary-other-token");
        ward.cliniko.editPatient(patient, Map.of("city", "Canaryville"));
        ward.pass();
        ward.attempt(() -> ward.show(ward.engine.provisionSchema()));
        ward.hubspot.token(Ward.TOKEN);
        ward.pass();
    }

    private void webhooks() {
        WebhookReceiver receiver = Inbox.builder()
                .store(ward.store)
                .clock(ward.clock)
                .build()
                .receiver(
                        HubSpotWebhooks.builder()
                                .clientSecret(() -> CLIENT_SECRET)
                                .build(),
                        account -> List.of(new WebhookRoute(Ward.ID, Party.CRM)));
        for (String secret : List.of(CLIENT_SECRET, "canary-forged-secret")) {
            for (String body : List.of(
                    "[" + FakeWebhook.propertyChange(44, "contact", "7", "canary_name", ECHO) + "]",
                    "[{\"portalId\":\"canary\",\"subscriptionType\":\"canary.canary\"}]",
                    ECHO)) {
                FakeWebhook webhook = FakeWebhook.ofBody(secret, HOOK + "?canary", ward.clock.instant(), body);
                ward.attempt(() -> ward.show(
                        receiver,
                        receiver.receive(webhook.method(), webhook.url(), webhook.headers(), webhook.body())));
            }
        }
        ward.show(ward.store.hints(Ward.ID, 10));
        ward.pass();
    }

    /** The tables are taken away beneath it; then a runner meets the same, and a catalog that speaks. */
    private void storeFails(String patient) throws SQLException {
        try (Connection connection = ward.source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE tidelock_link");
        }
        ward.cliniko.editPatient(patient, Map.of("city", "Canaryburg"));
        ward.attempt(ward::pass);
        run(ward.store);
        ward.store.close();
        ward.attempt(ward::pass);
        run(ward.store);
    }

    private void run(JdbcStore store) {
        SyncRunner runner = SyncRunner.builder()
                .catalog(id -> ward.integration())
                .engine((id, engine) -> engine.store(store).fingerprintKey(Ward.FINGERPRINT_KEY))
                .executor(Runnable::run)
                .clock(ward.clock)
                .listener(ward)
                .build();
        runner.add(Ward.ID);
        ward.attempt(() -> ward.show(runner.dispatch()));
        ward.show(runner.health(), runner.health().integrations());
        ward.show(runner.close(Duration.ofSeconds(1)));
    }

    private String contact(String patient) {
        return ward.hubspot.records("contacts").values().stream()
                .filter(contact -> patient.equals(contact.get("cliniko_patient_id")))
                .map(contact -> contact.get("hs_object_id"))
                .findFirst()
                .orElseThrow();
    }
}
