package io.tidelock.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.tidelock.connector.CallsLeft;
import io.tidelock.connector.Connector;
import io.tidelock.connector.QuotaExhaustedException;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.RecordReader;
import io.tidelock.crm.Company;
import io.tidelock.crm.Contact;
import io.tidelock.http.CallBudget;
import io.tidelock.record.Association;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Schema;
import io.tidelock.record.Value;
import io.tidelock.testkit.fake.FakeResponse;
import io.tidelock.testkit.fake.hubspot.RateLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls stay within what HubSpot grants, so that it never has to say so. */
@Tag("G17")
class LimitsTest {

    private final FakePortal portal =
            new FakePortal("2026-03", settings -> settings.rateLimits(RateLimits.professional()));

    @AfterEach
    void close() {
        portal.close();
    }

    @Test
    void searchesKeepBelowFiveASecond() {
        RecordAccess contacts = portal.connector().access(Contact.TYPE);
        List<List<String>> keys =
                IntStream.range(0, 2_000).mapToObj(i -> List.of("Somebody" + i)).toList();

        contacts.finder()
                .orElseThrow()
                .by(List.of(Contact.LAST_NAME))
                .orElseThrow()
                .find(keys, Set.of("email"));

        assertThat(portal.hubspot.calls("search")).hasSizeBetween(20, 25).allMatch(call -> call.status() == 200);
    }

    @Test
    void fewSearchesAreNotHeldUp() {
        var flagged = portal.connector().access(Contact.TYPE).flagged().orElseThrow();
        Instant start = portal.clock.instant();

        for (int i = 0; i < 4; i++) {
            flagged.flagged(FakePortal.FLAG, Value.text("Yes"), null);
        }

        assertThat(portal.clock.instant()).isEqualTo(start);
        flagged.flagged(FakePortal.FLAG, Value.text("Yes"), null);
        assertThat(portal.clock.instant()).isEqualTo(start.plusSeconds(1));
    }

    @Test
    void whatAssociationsSayOfTheirLimitHoldsForThemAlone() {
        try (WireServer server = new WireServer()) {
            FakeResponse used = FakeResponse.json(200, "{\"results\":[]}").with("X-HubSpot-RateLimit-Remaining", "0");
            String there = "{\"results\":[{\"id\":\"1\"}]}";
            server.answers(200, there).answers(used).answers(200, there).answers(200, there);
            RecordReader reader =
                    server.connector().access(Contact.TYPE).reader().orElseThrow();
            Set<String> companies = Set.of(Association.to(Company.TYPE).field().name());

            reader.read(List.of("1"), companies);

            assertThat(reader.read(List.of("1"), Set.of())).hasOnlyElementsOfType(ReadOutcome.Present.class);
            assertThatThrownBy(() -> reader.read(List.of("1"), companies)).isInstanceOf(QuotaExhaustedException.class);
        }
    }

    @Test
    void readsKeepBelowTheTenSecondsAndSayWhenToGoOn() {
        var reader = portal.connector().access(Contact.TYPE).reader().orElseThrow();
        List<String> unknown = IntStream.range(0, 90).mapToObj(i -> "90000" + i).toList();
        int turns = 0;

        for (int i = 0; i < 5; i++) {
            try {
                reader.read(unknown, Set.of());
                turns++;
            } catch (QuotaExhaustedException full) {
                portal.clock.advance(Duration.between(portal.clock.instant(), full.until()));
            }
        }

        assertThat(turns).isBetween(2, 4);
        assertThat(portal.hubspot.calls()).allMatch(call -> call.status() != 429);
    }

    @Test
    void whatHubSpotSaysIsLeftCountsWhateverTierWasSet() {
        try (FakePortal starter = new FakePortal("2026-03", settings -> settings.rateLimits(RateLimits.starter()))) {
            RecordReader reader = starter.settings()
                    .tier(HubSpotTier.ENTERPRISE)
                    .build()
                    .access(Contact.TYPE)
                    .reader()
                    .orElseThrow();
            List<String> ids = List.of(starter.create(starter.sample(1)).id());

            for (int i = 0; i < 400; i++) {
                readOrWait(reader, ids, starter);
            }

            assertThat(starter.hubspot.calls()).hasSizeGreaterThan(200).allMatch(call -> call.status() == 200);
        }
    }

    @Test
    void budgetSaysWhatTheLastAnswersLeftAndAsksNobody() {
        List<String> ids = List.of(portal.create(portal.sample(1)).id());
        Connector connector = portal.connector();
        RecordReader reader = connector.access(Contact.TYPE).reader().orElseThrow();
        reader.read(ids, Set.of("email"));
        reader.read(ids, Set.of("email"));
        Instant now = portal.clock.instant();

        List<CallsLeft> budget = connector.speaking(Schema.none()).budget();

        assertThat(portal.hubspot.calls()).hasSize(2);
        assertThat(budget)
                .contains(
                        new CallsLeft("ordinary in 10s", 169, 171, now.plusSeconds(10)),
                        new CallsLeft("ordinary, said the vendor", 188, 190, now.plusSeconds(10)))
                .extracting(CallsLeft::limit, CallsLeft::left, CallsLeft::of)
                .contains(
                        tuple("every call in 24h", 312_498, 312_500),
                        tuple("every call, said the vendor", 624_998, 625_000));
    }

    @Test
    void workersOfAnAccountShareOneBudget() throws Exception {
        CallBudget shared = HubSpotTier.PROFESSIONAL.budget();
        List<String> ids = List.of(portal.create(portal.sample(1)).id());
        ExecutorService workers = Executors.newFixedThreadPool(3);
        try {
            List<Future<Integer>> read = IntStream.range(0, 3)
                    .mapToObj(i -> workers.submit(() -> readUntilFull(shared, ids)))
                    .toList();
            int all = 0;
            for (Future<Integer> one : read) {
                all += one.get();
            }

            assertThat(all).as("95 of 100 of nine tenths of 190").isEqualTo(163);
        } finally {
            workers.shutdown();
        }
        assertThat(portal.hubspot.calls()).hasSize(163).allMatch(call -> call.status() == 200);
    }

    private int readUntilFull(CallBudget budget, List<String> ids) {
        RecordReader reader = portal.settings()
                .budget(budget)
                .build()
                .access(Contact.TYPE)
                .reader()
                .orElseThrow();
        for (int i = 0; ; i++) {
            try {
                reader.read(ids, Set.of());
            } catch (QuotaExhaustedException full) {
                return i;
            }
        }
    }

    @Test
    void dayOfAnAppIsNotLimitedAndItsTenSecondsAre() {
        CallBudget app = HubSpotTier.PUBLIC_APP.budget();

        assertThat(app.left(CallBudget.ORDINARY, portal.clock.instant())).isEqualTo(99);
        assertThat(app.left(CallBudget.EVERY_CALL, portal.clock.instant())).isEqualTo(Integer.MAX_VALUE);
        assertThat(HubSpotTier.STARTER.budget().left(CallBudget.EVERY_CALL, portal.clock.instant()))
                .isEqualTo(125_000);
    }

    @ParameterizedTest
    @CsvSource({"STARTER, 90, 90", "PROFESSIONAL, 171, 135", "ENTERPRISE, 171, 135", "PUBLIC_APP, 99, 90"})
    void nineTenthsOfWhatATierGrantsAreUsed(HubSpotTier tier, int calls, int associations) {
        CallBudget budget = tier.budget();

        assertThat(budget.left(CallBudget.ORDINARY, portal.clock.instant())).isEqualTo(calls);
        assertThat(budget.left(HubSpotApi.ASSOCIATIONS, portal.clock.instant())).isEqualTo(associations);
        assertThat(budget.left(HubSpotApi.SEARCH, portal.clock.instant())).isEqualTo(4);
    }

    @Test
    void dayThatIsNearlyUsedUpStopsBeforeHubSpotHasToSaySo() {
        try (FakePortal small =
                new FakePortal("2026-03", settings -> settings.rateLimits(new RateLimits(100, 5, 100, 40)))) {
            RecordReader reader = small.settings()
                    .timeZone(ZoneOffset.UTC)
                    .build()
                    .access(Contact.TYPE)
                    .reader()
                    .orElseThrow();
            List<String> ids = List.of(small.create(small.sample(1)).id());

            QuotaExhaustedException used = catchThrowableOfType(QuotaExhaustedException.class, () -> {
                for (int i = 0; i < 50; i++) {
                    reader.read(ids, Set.of());
                }
            });

            assertThat(used.until()).isEqualTo("2026-01-06T00:00:00Z");
            assertThat(small.hubspot.calls()).hasSizeBetween(35, 40).allMatch(call -> call.status() == 200);
        }
    }

    private static void readOrWait(RecordReader reader, List<String> ids, FakePortal portal) {
        try {
            reader.read(ids, Set.of());
        } catch (QuotaExhaustedException full) {
            portal.clock.advance(Duration.between(portal.clock.instant(), full.until()));
        }
    }

    @Test
    @Tag("G11")
    void moreLostRecordsThanCallsInTenSecondsAreReadOverTheSeconds() {
        var reader = portal.connector().access(Contact.TYPE).reader().orElseThrow();
        RecordRef loser = portal.create(portal.sample(1));
        RecordRef survivor = portal.merge(loser, portal.create(portal.sample(2)));
        List<String> ids = Stream.concat(
                        Stream.of(loser.id()), IntStream.range(0, 400).mapToObj(i -> "90000" + i))
                .toList();
        List<ReadOutcome> outcomes = List.of();

        for (int turn = 0; turn < 4 && outcomes.isEmpty(); turn++) {
            try {
                outcomes = reader.read(ids, Set.of());
            } catch (QuotaExhaustedException full) {
                portal.clock.advance(Duration.between(portal.clock.instant(), full.until()));
            }
        }

        assertThat(outcomes).hasSize(401);
        assertThat(((ReadOutcome.MergedInto) outcomes.get(0)).survivor().ref()).isEqualTo(survivor);
        assertThat(outcomes.subList(1, 401)).hasOnlyElementsOfType(ReadOutcome.Missing.class);
        assertThat(portal.hubspot.calls("GET ")).hasSize(401);
    }

    @Test
    void longKeysAreSplitOverQueriesThatHubSpotTakes() {
        RecordAccess contacts = portal.connector().access(Contact.TYPE);
        Field note = Field.text("jobtitle");
        portal.create(Map.of(Contact.LAST_NAME, "Long", note, "x".repeat(800) + 3));
        List<List<String>> keys = IntStream.range(0, 12)
                .mapToObj(i -> List.of("x".repeat(800) + i))
                .toList();

        var found =
                contacts.finder().orElseThrow().by(List.of(note)).orElseThrow().find(keys, Set.of("email"));

        assertThat(found.get(3)).hasSize(1);
        assertThat(portal.hubspot.calls("search")).hasSizeBetween(4, 7).allMatch(call -> call.status() == 200);
    }
}
