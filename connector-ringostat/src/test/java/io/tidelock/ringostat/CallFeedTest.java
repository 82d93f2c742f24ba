package io.tidelock.ringostat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.connector.AccessDeniedException;
import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.RecordReader;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.connector.StartOverException;
import io.tidelock.record.Change;
import io.tidelock.record.Cursor;
import io.tidelock.record.Record;
import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.FakeHttp;
import io.tidelock.testkit.fake.FakeResponse;
import io.tidelock.testkit.fake.RequestPattern;
import io.tidelock.testkit.fake.ringostat.FakeRingostat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Polling and reading the call log, over HTTP. */
class CallFeedTest {

    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

    private final ManualClock clock = new ManualClock();
    private final FakeRingostat project =
            FakeRingostat.builder().clock(clock).key(Shop.KEY).build();
    private final FakeHttp http = FakeHttp.serving(project).start();

    CallFeedTest() {
        clock.advance(Duration.between(clock.instant(), START));
        project.employee("4312", "Olena Koval", "olena@shop.example", "testproject_olena", "380501112299");
    }

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    @Tag("RS-10")
    void windowThatIsCutIsHalvedUntilNothingIsMissing() {
        for (int i = 0; i < 14_000; i++) {
            project.call(START.plusSeconds(i % 3_600), Map.of("caller", "380671234567"));
        }
        clock.advance(Duration.ofHours(2));

        Walk walk = walk(feed().since(START));

        assertThat(walk.ids()).hasSize(14_000);
        assertThat(project.calls("GET /calls/list")).isLessThan(20);
    }

    @Test
    void quietPollIsOneRequestAndOneOfTheStaffNowAndThen() {
        Cursor cursor = walk(feed().since(START)).cursor();
        ChangeFeed feed = feed();
        cursor = feed.changesAfter(cursor, Set.of()).next();
        project.clearCalls();

        clock.advance(Duration.ofMinutes(5));
        ChangePage page = feed.changesAfter(cursor, Set.of());

        assertThat(page.more()).isFalse();
        assertThat(project.calls()).hasSize(1);
    }

    @Test
    @Tag("RS-10")
    void callThatIsShownOrChangedLateIsSeen() {
        Cursor cursor = walk(feed().since(START)).cursor();
        clock.advance(Duration.ofHours(3));
        cursor = walk(cursor).cursor();
        String recent = project.call(clock.instant().minus(Duration.ofMinutes(29)), Map.of());
        String longOne = project.call(clock.instant().minus(Duration.ofHours(2)), Map.of());

        Walk next = walk(cursor);
        clock.advance(Duration.ofHours(1));
        Walk deep = walk(next.cursor());

        assertThat(next.ids()).contains(recent);
        assertThat(deep.ids()).contains(longOne);
    }

    @Test
    void nothingBeforeTheStartIsShown() {
        project.call(START.minus(Duration.ofMinutes(10)), Map.of());
        String later = project.call(START.plusSeconds(1), Map.of());

        assertThat(walk(feed().since(START)).ids()).containsExactly(later);
    }

    @Test
    void everythingFromTheBeginningTakesFewRequests() {
        String old = project.call(Instant.parse("2019-05-01T10:00:00Z"), Map.of());

        assertThat(walk(feed().since(Instant.EPOCH)).ids()).containsExactly(old);
        assertThat(project.calls("GET /calls/list")).isLessThan(80);
    }

    @Test
    @Tag("RS-10")
    void hourThatClocksShowTwiceLosesNoCallAndDoublesNone() {
        Instant night = Instant.parse("2026-10-24T22:00:00Z"); // Kyiv goes back from 04:00 to 03:00 at 01:00 UTC
        clock.advance(Duration.between(clock.instant(), night));
        Set<String> made = new LinkedHashSet<>();
        Cursor cursor = walk(feed().since(night)).cursor();
        Set<String> seen = new LinkedHashSet<>();
        for (int i = 0; i < 60; i++) {
            clock.advance(Duration.ofMinutes(5));
            made.add(project.call(clock.instant(), Map.of()));
            Walk walk = walk(cursor);
            seen.addAll(walk.ids());
            cursor = walk.cursor();
        }

        assertThat(seen).containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    void summerAndWinterTimeAreTheProjects() {
        String winter = project.call(Instant.parse("2026-01-15T10:00:00Z"), Map.of());
        String summer = project.call(Instant.parse("2026-07-15T10:00:00Z"), Map.of());
        clock.advance(Duration.ofDays(200));

        assertThat(at(winter)).isEqualTo("2026-01-15T10:00:00Z");
        assertThat(at(summer)).isEqualTo("2026-07-15T10:00:00Z");
    }

    @Test
    void callsAreReadByIdInBulkFromTheLatestWindowAndOneByOneFromBefore() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ids.add(project.call(clock.instant(), Map.of()));
        }
        String old = project.call(clock.instant().minus(Duration.ofDays(40)), Map.of());
        ids.add(old);
        ids.add("ua-1.nobody");

        List<String> everywhere = ids.stream().map(id -> "171000:" + id).toList();
        List<ReadOutcome> outcomes = reader().read(everywhere, Set.of());

        assertThat(outcomes).extracting(ReadOutcome::id).containsExactlyElementsOf(everywhere);
        assertThat(outcomes.subList(0, 41)).allMatch(ReadOutcome.Present.class::isInstance);
        assertThat(outcomes.get(41)).isInstanceOf(ReadOutcome.Missing.class);
        assertThat(project.calls("GET /calls/list")).isEqualTo(3);
    }

    @Test
    void derivedIdLeadsToTheCallsOwn() {
        String id = project.call(clock.instant(), Map.of("caller", "380671234567", "disposition", "PROPER"));
        DerivedId derived = DerivedId.of("in", "+380671234567", "380442300000", START, 45, "proper");

        assertThat(DerivedId.parse(derived.text())).contains(derived);
        assertThat(reader().read(List.of(derived.text()), Set.of()))
                .singleElement()
                .isInstanceOfSatisfying(
                        ReadOutcome.MergedInto.class,
                        merged -> assertThat(merged.survivor().ref().id()).isEqualTo("171000:" + id));
        assertThat(reader().read(List.of("derived-x-y", "derived-1-y"), Set.of()))
                .allMatch(ReadOutcome.Missing.class::isInstance);
    }

    @Test
    void idWithinTheProjectLeadsToTheOneAmongAllProjects() {
        String id = project.call(clock.instant(), Map.of("caller", "380671234567", "disposition", "PROPER"));

        assertThat(reader().read(List.of(id), Set.of()))
                .singleElement()
                .isInstanceOfSatisfying(
                        ReadOutcome.MergedInto.class,
                        merged -> assertThat(merged.survivor().ref().id()).isEqualTo("171000:" + id));
        assertThat(reader().read(List.of("171001:" + id), Set.of()))
                .singleElement()
                .isInstanceOf(ReadOutcome.Missing.class);
    }

    @Test
    @Tag("RS-07")
    void employeeIsFoundByIdByNameByLoginOrByNumber() {
        String byId = project.call(clock.instant(), Map.of("employee_number", "4312"));
        String byName = project.call(clock.instant(), Map.of("employee_fio", "olena koval"));
        String byLogin = project.call(clock.instant(), Map.of("connected_with", "testproject_olena"));
        String byNumber = project.call(clock.instant(), Map.of("connected_with", "0501112299"));
        String nobody = project.call(clock.instant(), Map.of("employee_number", "9", "connected_with", "0501112288"));
        project.employee("4399", "Olena Koval", "other@shop.example");
        String twoOfThem = project.call(clock.instant(), Map.of("employee_fio", "Olena Koval"));

        assertThat(List.of(byId, byLogin, byNumber))
                .allSatisfy(id -> assertThat(
                                record(id).value(RingostatCall.EMPLOYEE_EMAIL).plain())
                        .isEqualTo("olena@shop.example"));
        assertThat(List.of(nobody, twoOfThem, byName))
                .allSatisfy(id -> assertThat(
                                record(id).value(RingostatCall.EMPLOYEE_EMAIL).plain())
                        .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"data\":[]}", "{\"result\":[]}", "{\"calls\":[]}", "[]", "[{}]", "[null, 1, \"x\"]"})
    void listIsReadInWhateverShape(String body) {
        project.failNext(RequestPattern.of("GET /calls/list"), FakeResponse.json(200, body), false, 1);

        assertThat(feed().changesAfter(feed().since(START), Set.of()).changes()).isEmpty();
    }

    @Test
    void errorInAnAnswerThatSays200IsTriedAgainLater() {
        project.failNext(
                RequestPattern.of("GET /calls/list"), FakeResponse.json(200, "{\"error\":\"busy\"}"), false, 1);
        assertThatThrownBy(() -> feed().changesAfter(feed().since(START), Set.of()))
                .isInstanceOf(RetryLaterException.class)
                .hasMessageNotContaining("busy");
        project.call(START, Map.of("employee_number", "4312"));
        project.failNext(
                RequestPattern.of("POST /api/json-rpc"),
                FakeResponse.json(200, "{\"error\":{\"code\":-32602,\"message\":\"User does not exist\"}}"),
                false,
                1);
        assertThatThrownBy(() -> feed().changesAfter(feed().since(START), Set.of()))
                .isInstanceOf(RetryLaterException.class)
                .hasMessageContaining("-32602")
                .hasMessageNotContaining("does not exist");
    }

    @Test
    void wrongKeyIsForAPersonAndNotInTheMessage() {
        ChangeFeed feed = builder()
                .key(() -> "canary-wrong-key")
                .build()
                .access(RingostatCall.TYPE)
                .feed()
                .orElseThrow();

        assertThatThrownBy(() -> feed.changesAfter(feed.since(START), Set.of()))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2 a", "1 a b c d e f", "1 2026-03-02T08:00:00Z"})
    void cursorThatCannotBeReadStartsOver(String text) {
        assertThatThrownBy(() -> LogPosition.of(Cursor.of(text.isEmpty() ? " " : text)))
                .isInstanceOf(StartOverException.class);
    }

    @Test
    void whatIsMissingIsNamedAtOnce() {
        assertThatThrownBy(() -> RingostatConnector.builder()
                        .region("nowhere")
                        .recordingHosts("https://rec.example/")
                        .lookBack(Duration.ofSeconds(-1))
                        .build())
                .hasMessageContaining("account")
                .hasMessageContaining("key")
                .hasMessageContaining("project")
                .hasMessageContaining("region")
                .hasMessageContaining("recordingHosts")
                .hasMessageContaining("lookBack");
        assertThatThrownBy(() -> RingostatWebhooks.builder().build())
                .hasMessageContaining("account")
                .hasMessageContaining("token or basic");
    }

    private String at(String id) {
        return record(id).value(RingostatCall.AT).plain();
    }

    private Record record(String id) {
        ReadOutcome outcome = reader().read(List.of("171000:" + id), Set.of()).get(0);
        return ((ReadOutcome.Present) outcome).record();
    }

    private RingostatConnector.Builder builder() {
        return RingostatConnector.builder()
                .account("shop")
                .project(171_000)
                .key(() -> Shop.KEY)
                .baseUrl(http.url())
                .clock(clock)
                .pause(clock);
    }

    private RecordAccess access() {
        return builder().build().access(RingostatCall.TYPE);
    }

    private ChangeFeed feed() {
        return access().feed().orElseThrow();
    }

    private RecordReader reader() {
        return access().reader().orElseThrow();
    }

    private record Walk(List<String> ids, Cursor cursor) {}

    private Walk walk(Cursor from) {
        ChangeFeed feed = feed();
        Set<String> ids = new LinkedHashSet<>();
        Cursor cursor = from;
        for (boolean more = true; more; ) {
            ChangePage page = feed.changesAfter(cursor, Set.of());
            page.changes().stream()
                    .map(Change::ref)
                    .forEach(ref -> ids.add(ref.id().replace("171000:", "")));
            cursor = page.next();
            more = page.more();
        }
        return new Walk(List.copyOf(ids), cursor);
    }
}
