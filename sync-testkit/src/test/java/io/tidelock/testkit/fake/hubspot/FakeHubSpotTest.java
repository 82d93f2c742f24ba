package io.tidelock.testkit.fake.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.CallLog;
import io.tidelock.testkit.fake.hubspot.Caller.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FakeHubSpotTest {

    private static final String CONTACTS = "/crm/v3/objects/contacts";
    private static final String ANN = "{'properties':{'email':'ann@b.co'}}";

    private final ManualClock clock = new ManualClock();
    private final FakeHubSpot fake = FakeHubSpot.builder().clock(clock).build();
    private final Caller caller = new Caller(fake);

    @Test
    void refusedRequestIsNotApplied() {
        fake.answerInstead(2, FakeHubSpot.on("POST", "/objects/contacts"), Answers.html(502));

        assertThat(caller.get(CONTACTS).status()).isEqualTo(200);
        assertThat(caller.post(CONTACTS, ANN).status()).isEqualTo(502);
        assertThat(caller.post(CONTACTS, ANN).status()).isEqualTo(502);
        assertThat(fake.records("contacts")).isEmpty();
        assertThat(caller.post(CONTACTS, ANN).status()).isEqualTo(201);
    }

    @Test
    void lostAnswerIsApplied() {
        fake.loseAnswer(1, FakeHubSpot.on("POST", "/objects/contacts"), Answers.html(502));

        assertThat(caller.post(CONTACTS, ANN).status()).isEqualTo(502);
        assertThat(caller.post(CONTACTS, ANN).status()).isEqualTo(409);
        assertThat(fake.records("contacts")).hasSize(1);
    }

    @Test
    void answerCanBeCutShort() {
        fake.changeAnswer(1, FakeHubSpot.on("POST", "/objects/contacts"), Answers.cutShort());

        Answer cut = caller.post(CONTACTS, ANN);

        assertThat(cut.status()).isEqualTo(201);
        assertThat(cut.body().isMissingNode()).isTrue();
    }

    @Test
    void somethingCanComeBetweenReadAndWrite() {
        String one = fake.create("contacts", Map.of("email", "a@b.co"));
        String two = fake.create("contacts", Map.of("email", "c@b.co"));
        fake.interleave(FakeHubSpot.on("PATCH", "/contacts/"), () -> fake.merge("contacts", two, one));

        Answer patched = caller.patch(CONTACTS + "/" + one, "{'properties':{'city':'Bern'}}");

        assertThat(patched.status()).isEqualTo(200);
        assertThat(patched.id()).isNotIn(one, two);
    }

    @Test
    void everyAnswerTellsThePortalsTime() {
        fake.answerInstead(1, request -> true, Answers.html(502));

        assertThat(caller.get(CONTACTS).headers()).containsEntry("Date", "Mon, 05 Jan 2026 08:00:00 GMT");
        clock.advance(Duration.ofMillis(1_999));
        assertThat(caller.get(CONTACTS).headers()).containsEntry("Date", "Mon, 05 Jan 2026 08:00:01 GMT");
    }

    @Test
    void unusedFaultsCanBeCleared() {
        fake.answerInstead(9, request -> true, Answers.locked());

        fake.clearFaults();

        assertThat(caller.get(CONTACTS).status()).isEqualTo(200);
    }

    @Test
    void badDaysLookAsDocumented() {
        assertThat(Answers.locked().status()).isEqualTo(423);
        assertThat(Answers.migrating(Duration.ofHours(2)).headers()).containsEntry("Retry-After", "7200");
        assertThat(Answers.rateLimited("DAILY").text()).contains("\"policyName\":\"DAILY\"");
        assertThat(Answers.unavailable().headers()).containsEntry("Retry-After", "0");
    }

    @Test
    void callsAreLoggedWithWhatTheCallerSaw() {
        fake.loseAnswer(1, FakeHubSpot.on("POST", "/objects/contacts"), Answers.html(502));
        caller.post(CONTACTS, ANN);
        caller.post(CONTACTS + "/search?x=1", "{}");

        assertThat(fake.calls()).extracting(CallLog.Call::status).containsExactly(502, 200);
        assertThat(fake.calls("POST .*/search$")).hasSize(1);
        fake.clearCalls();
        assertThat(fake.calls()).isEmpty();
    }

    @Test
    void workflowRunsAfterApiWritesOnly() {
        fake.workflow((type, id) -> fake.edit(type, id, Map.of("jobtitle", "set by workflow")));

        Answer created = caller.post(CONTACTS, ANN);
        String other = fake.create("contacts", Map.of("email", "c@b.co"));

        assertThat(fake.record("contacts", created.id()).orElseThrow()).containsEntry("jobtitle", "set by workflow");
        assertThat(fake.record("contacts", other).orElseThrow()).doesNotContainKey("jobtitle");
    }

    @Test
    void peopleAreRefusedWhatTheApiRefuses() {
        fake.create("contacts", Map.of("email", "a@b.co"));

        assertThatThrownBy(() -> fake.create("contacts", Map.of("email", "a@b.co")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Contact already exists");
        assertThatThrownBy(() -> fake.edit("contacts", "1", Map.of())).hasMessageContaining("No live record 1");
    }

    @Test
    void definitionsCanBeMadeDirectly() {
        fake.defineProperty("deals", "due", "date", "date");
        fake.defineEnumeration("deals", "size", "s", "m");

        String id = fake.create("deals", Map.of("dealname", "D", "dealstage", "closedwon", "due", "1767571200000"));

        assertThat(fake.record("deals", id).orElseThrow()).containsEntry("due", "2026-01-05");
        assertThat(fake.property("deals", "size").orElseThrow()).contains("\"value\":\"m\"");
        fake.archiveProperty("deals", "size");
        assertThat(fake.property("deals", "size")).isEmpty();
    }

    @Test
    void sameSeedGivesTheSameAnswers() {
        String body = "{'inputs':[{'properties':{'firstname':'A'}},{'properties':{'firstname':'B'}}]}";

        List<String> one = new Caller(FakeHubSpot.builder().clock(clock).seed(7).build())
                .post(CONTACTS + "/batch/create", body)
                .ids();
        List<String> two = new Caller(FakeHubSpot.builder().clock(clock).seed(7).build())
                .post(CONTACTS + "/batch/create", body)
                .ids();

        assertThat(one).isEqualTo(two).hasSize(2);
    }

    @Test
    void closingADealSetsItsDateOnRequest() {
        FakeHubSpot closing = FakeHubSpot.builder().clock(clock).autoCloseDate().build();

        String id = closing.create("deals", Map.of("dealname", "D", "dealstage", "contractsent"));
        closing.edit("deals", id, Map.of("dealstage", "closedwon"));

        assertThat(closing.record("deals", id).orElseThrow()).containsEntry("closedate", "2026-01-05T08:00:00.000Z");
    }

    @Test
    void optionsForWhatIsNotConfirmed() {
        FakeHubSpot other = FakeHubSpot.builder()
                .clock(clock)
                .echoTraceIds()
                .batchReadFollowsMerges()
                .build();
        Caller calls = new Caller(other);
        String one = other.create("contacts", Map.of("email", "a@b.co"));
        String two = other.create("contacts", Map.of("email", "c@b.co"));
        String merged = other.merge("contacts", one, two);

        Answer read = calls.post(CONTACTS + "/batch/read", "{'inputs':[{'id':'" + one + "'}]}");
        Answer created = calls.post(
                CONTACTS + "/batch/create", "{'inputs':[{'objectWriteTraceId':'t','properties':{'email':'n@b.co'}}]}");

        assertThat(read.ids()).containsExactly(merged);
        assertThat(created.body().at("/results/0/objectWriteTraceId").asText()).isEqualTo("t");
    }

    @Test
    void threadsShareOnePortal() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> calls = IntStream.range(0, 200)
                    .<Callable<Integer>>mapToObj(
                            i -> () -> caller.post(CONTACTS, "{'properties':{'email':'" + i % 50 + "@b.co'}}")
                                    .status())
                    .toList();
            int created = 0;
            for (Future<Integer> status : threads.invokeAll(calls)) {
                created += status.get() == 201 ? 1 : 0;
            }

            assertThat(created).isEqualTo(50);
            assertThat(fake.records("contacts")).hasSize(50);
        } finally {
            threads.shutdownNow();
        }
    }
}
