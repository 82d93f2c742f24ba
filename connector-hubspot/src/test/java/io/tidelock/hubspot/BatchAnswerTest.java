package io.tidelock.hubspot;

import static io.tidelock.hubspot.WireServer.change;
import static io.tidelock.hubspot.WireServer.contact;
import static io.tidelock.hubspot.WireServer.creation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.connector.QuotaExhaustedException;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordFinder;
import io.tidelock.connector.RecordReader;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.crm.Company;
import io.tidelock.crm.Contact;
import io.tidelock.crm.Owner;
import io.tidelock.record.Association;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.Value;
import io.tidelock.testkit.fake.FakeResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** HubSpot's answers to batches as they were recorded (§2.4). */
class BatchAnswerTest {

    private static final Map<Field, String> A = Map.of(Contact.EMAIL, "a@example.com");
    private static final Map<Field, String> B = Map.of(Contact.EMAIL, "b@example.com");

    private final WireServer server = new WireServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    @Tag("G8")
    void conflictInMixedAnswerNamesTheRecordThatIsThere() {
        server.answers(207, """
                {"completedAt":"2025-11-04T20:29:54.897Z","status":"COMPLETE","startedAt":"2025-11-04T20:29:54.816Z",
                 "results":[{"id":"171596044870","properties":{"email":"a@example.com"},"createdAt":"2025-11-03T23:36:13.632Z","updatedAt":"2025-11-03T23:36:13.632Z","archived":false}],
                 "errors":[{"status":"error","category":"CONFLICT","message":"Contact already exists. Existing ID: 171591000198",
                            "context":{"objectWriteTraceId":["0"],"existingId":["171591000198"]}}],"numErrors":1}""");

        List<WriteOutcome> outcomes = server.write(creation("0", null, B), creation("1", null, A));

        assertThat(outcomes.get(0)).isEqualTo(new WriteOutcome.AlreadyExists(contact("171591000198")));
        WriteOutcome.Written written = (WriteOutcome.Written) outcomes.get(1);
        assertThat(written.ref()).isEqualTo(contact("171596044870"));
        assertThat(written.created()).isTrue();
        Record receipt = written.receipt().orElseThrow();
        assertThat(receipt.value(Contact.EMAIL).plain()).isEqualTo("a@example.com");
        assertThat(receipt.changedAt()).contains(Instant.parse("2025-11-03T23:36:13.632Z"));
        assertThat(server.request(0).text()).contains("\"objectWriteTraceId\":\"0\"", "\"objectWriteTraceId\":\"1\"");
    }

    @Test
    void unknownIdInMixedAnswerIsGoneOnceReadById() {
        server.answers(207, """
                        {"status":"COMPLETE","results":[{"id":"7","properties":{"firstname":"Ann"}}],"errors":[{"status":"error","category":"OBJECT_NOT_FOUND",
                          "message":"Could not get some CONTACT objects, they may be deleted or not exist. Check that ids are valid.","context":{"ids":["888"]}}],"numErrors":1}""")
                .answers(207, "{\"results\":[]}")
                .answers(404, "{\"category\":\"OBJECT_NOT_FOUND\"}")
                .answers(207, "{\"results\":[]}");

        List<WriteOutcome> outcomes = server.write(
                change("u1", "888", Map.of(Contact.FIRST_NAME, "Bob")),
                change("u2", "7", Map.of(Contact.FIRST_NAME, "Ann")));

        assertThat(outcomes.get(0)).isEqualTo(new WriteOutcome.Gone(contact("888")));
        assertThat(outcomes.get(1)).isInstanceOf(WriteOutcome.Written.class);
    }

    @Test
    void rowThatHubSpotFailedAtIsNotTakenForAMissingOne() {
        server.answers(207, """
                {"status":"COMPLETE","results":[],"errors":[{"status":"error","category":"INTERNAL_ERROR","message":"m","context":{"ids":["7"]}}]}""");
        RecordReader reader = server.contacts().reader().orElseThrow();

        assertThatThrownBy(() -> reader.read(List.of("7"), Set.of())).isInstanceOf(RetryLaterException.class);

        assertThat(server.requests).hasSize(1);
    }

    @Test
    void survivorThatIsGoneByTheTimeItIsReadLeavesTheQuestionOpen() {
        server.answers(207, "{\"results\":[]}").answers(200, "{\"id\":\"9\"}").answers(207, "{\"results\":[]}");
        RecordReader reader = server.contacts().reader().orElseThrow();

        assertThatThrownBy(() -> reader.read(List.of("7"), Set.of())).isInstanceOf(RetryLaterException.class);
    }

    @Test
    void ownersWhosePagesLeadInACircleEnd() {
        for (String next : List.of("a", "b", "a")) {
            server.answers(200, "{\"results\":[],\"paging\":{\"next\":{\"after\":\"" + next + "\"}}}");
        }
        RecordFinder owners = server.connector().access(Owner.TYPE).finder().orElseThrow();

        assertThat(owners.by(List.of(Owner.EMAIL)).orElseThrow().find(List.of(List.of("x@y.co")), Set.of()))
                .containsExactly(List.of());
        assertThat(server.requests).hasSize(3);
    }

    @Test
    @Tag("G7")
    void linksWhosePagesLeadInACircleEnd() {
        server.answers(200, "{\"results\":[{\"id\":\"1\"}]}");
        for (String next : List.of("a", "b", "a")) {
            server.answers(
                    200,
                    "{\"results\":[{\"from\":{\"id\":\"1\"},\"paging\":{\"next\":{\"after\":\"" + next + "\"}}}]}");
        }

        Field companies = Association.to(Company.TYPE).field();
        var outcomes = server.connector()
                .access(Contact.TYPE)
                .reader()
                .orElseThrow()
                .read(List.of("1"), Set.of(companies.name()));

        assertThat(((ReadOutcome.Present) outcomes.get(0)).record().value(companies))
                .isEqualTo(Value.empty());
        assertThat(server.requests).hasSize(4);
    }

    @Test
    @Tag("G10")
    void uniqueConflictIsTheLastOfTheTwoIds() {
        server.answers(400, """
                {"status":"error","message":"Cannot set PropertyValueCoordinates{portalId=449, objectTypeId=ObjectTypeId{legacyObjectType=CONTACT}, propertyName=email, value=on 1. 2 already has that value} on 552148386511. 552239500007 already has that value.","correlationId":"c","category":"VALIDATION_ERROR"}""");

        assertThat(server.write(creation("i", null, A)))
                .containsExactly(new WriteOutcome.AlreadyExists(contact("552239500007")));
    }

    @Test
    @Tag("G10")
    void uniqueConflictOfAnUpdateNamesTheHolder() {
        server.answers(400, """
                {"message":"Cannot set PropertyValueCoordinates{portalId=449, propertyName=email, value=x@y.com} on 552148386511. 552239500007 already has that value.","category":"VALIDATION_ERROR"}""");

        WriteOutcome outcome = server.write(change("i", "5", A)).get(0);

        assertThat(outcome).isEqualTo(new WriteOutcome.AlreadyExists(contact("552239500007")));
    }

    @Test
    @Tag("G8")
    void conflictWithoutAnIdIsLookedUpByTheAddress() {
        server.answers(409, "{\"message\":\"Contact already exists\",\"category\":\"CONFLICT\"}")
                .answers(200, "{\"results\":[{\"id\":\"6001\",\"properties\":{\"email\":\"a@example.com\"}}]}");

        assertThat(server.write(creation("i", null, A)))
                .containsExactly(new WriteOutcome.AlreadyExists(contact("6001")));
        assertThat(server.request(1).text()).contains("\"idProperty\":\"email\"");
    }

    @Test
    @Tag("G15")
    void unknownPropertyIsNamedAsThePlanCallsItAndCostsNoBisection() {
        String refusal = """
                {"status":"error","message":"Property values were not valid: [{\\"isValid\\":false,\\"message\\":\\"Property \\\\\\"jobtitle\\\\\\" does not exist\\",\\"error\\":\\"PROPERTY_DOESNT_EXIST\\",\\"name\\":\\"jobtitle\\"}]","category":"VALIDATION_ERROR"}""";
        server.answers(400, refusal)
                .answers(201, "{\"results\":[{\"id\":\"1\",\"properties\":{\"email\":\"a@example.com\"}}]}");

        List<WriteOutcome> outcomes =
                server.write(creation("x", null, Map.of(Contact.JOB_TITLE, "Boss")), creation("y", null, A));

        assertThat(outcomes.get(0))
                .isEqualTo(new WriteOutcome.Rejected(
                        "PROPERTY_DOESNT_EXIST", Map.of("job_title", "does not exist in HubSpot")));
        assertThat(outcomes.get(1)).isInstanceOf(WriteOutcome.Written.class);
        assertThat(server.requests).hasSize(2);
    }

    @Test
    void refusalOfAWholeBatchFailsOnlyTheBadOne() {
        String bad = """
                {"category":"VALIDATION_ERROR","message":"Property values were not valid: secret@x","errors":[{"message":"secret@x is bad","code":"INVALID_EMAIL","context":{"propertyName":["email"]}}]}""";
        server.answers(400, bad)
                .answers(400, bad)
                .answers(201, "{\"results\":[{\"id\":\"2\",\"properties\":{\"email\":\"b@example.com\"}}]}");

        List<WriteOutcome> outcomes = server.write(creation("x", null, A), creation("y", null, B));

        assertThat(outcomes.get(0))
                .isEqualTo(new WriteOutcome.Rejected(
                        "INVALID_EMAIL", Map.of("email", "is no e-mail address that HubSpot accepts")));
        assertThat(outcomes.get(1)).isInstanceOf(WriteOutcome.Written.class);
        assertThat(outcomes.toString()).doesNotContain("secret");
    }

    @Test
    @Tag("G14")
    void answerThatSaysNothingIsUnknown() {
        server.answers(200, "{\"status\":\"COMPLETE\",\"results\":[]}");

        assertThat(server.write(change("u", "7", A))).containsExactly(new WriteOutcome.Unknown());
    }

    @Test
    @Tag("G25")
    void twinsThatNobodyCanTellApartAreUnknown() {
        Map<Field, String> twin = Map.of(Contact.LAST_NAME, "Lee");
        server.answers(201, """
                {"results":[{"id":"1","properties":{"lastname":"Lee"}},{"id":"2","properties":{"lastname":"Lee"}}]}""");

        assertThat(server.write(creation("x", null, twin), creation("y", null, twin)))
                .containsOnly(new WriteOutcome.Unknown());
    }

    @Test
    @Tag("G25")
    void traceIdsTellTwinsApartWhateverTheOrder() {
        Map<Field, String> twin = Map.of(Contact.LAST_NAME, "Lee");
        server.answers(201, """
                {"results":[{"id":"2","objectWriteTraceId":"y","properties":{"lastname":"Lee"}},{"id":"1","objectWriteTraceId":"x","properties":{"lastname":"Lee"}}]}""");

        assertThat(server.write(creation("x", null, twin), creation("y", null, twin)))
                .extracting(outcome -> ((WriteOutcome.Written) outcome).ref().id())
                .containsExactly("1", "2");
    }

    @Test
    @Tag("G18")
    void failureAfterAnAppliedCallIsRetryableForTheRest() {
        server.answers(200, "{\"results\":[{\"id\":\"7\",\"properties\":{\"email\":\"b@example.com\"}}]}")
                .answers(423, "{\"message\":\"locked\"}");

        List<WriteOutcome> outcomes = server.write(creation("c", null, A), change("u", "7", B));

        assertThat(outcomes.get(0)).isEqualTo(new WriteOutcome.Retryable(Duration.ofSeconds(2)));
        assertThat(outcomes.get(1)).isInstanceOf(WriteOutcome.Written.class);
    }

    @Test
    @Tag("G18")
    void lockBeforeAnythingIsAppliedIsTheCallersToWaitFor() {
        server.answers(423, "{\"message\":\"locked\"}");

        assertThatThrownBy(() -> server.write(creation("c", null, A)))
                .isInstanceOfSatisfying(
                        RetryLaterException.class,
                        later -> assertThat(later.after()).isEqualTo(Duration.ofSeconds(2)));
    }

    @Test
    @Tag("G17")
    void usedUpDayStopsTheWriterUntilLater() {
        server.answers(429, """
                {"status":"error","message":"You have reached your daily limit.","errorType":"RATE_LIMIT","policyName":"DAILY"}""");

        assertThatThrownBy(() -> server.write(creation("c", null, A)))
                .isInstanceOfSatisfying(
                        QuotaExhaustedException.class,
                        quota -> assertThat(quota.until())
                                .isEqualTo(server.clock.instant().plus(Duration.ofHours(1))));
    }

    @Test
    @Tag("G18")
    void htmlErrorPageLeavesAWriteUnknown() {
        server.answers(new FakeResponse(
                524, Map.of("Content-Type", "text/html"), "<html>timeout</html>".getBytes(StandardCharsets.UTF_8)));

        assertThat(server.write(creation("c", null, A))).containsExactly(new WriteOutcome.Unknown());
        assertThat(server.requests).hasSize(1);
    }

    @Test
    @Tag("G11")
    void updateThatLandsOnAnotherRecordWasMerged() {
        server.answers(
                200,
                "{\"results\":[{\"id\":\"300\",\"objectWriteTraceId\":\"u\",\"properties\":{\"lastname\":\"Lee\"}}]}");

        assertThat(server.write(change("u", "100", Map.of(Contact.LAST_NAME, "Lee"))))
                .containsExactly(new WriteOutcome.MergedInto(contact("300")));
    }
}
