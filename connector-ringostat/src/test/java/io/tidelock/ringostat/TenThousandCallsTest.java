package io.tidelock.ringostat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Call;
import io.tidelock.crm.Contact;
import io.tidelock.crm.Owner;
import io.tidelock.engine.Inbox;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.WebhookReceiver;
import io.tidelock.engine.WebhookRoute;
import io.tidelock.mapping.Party;
import io.tidelock.mapping.PhoneNumbers;
import io.tidelock.record.Field;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.Record;
import io.tidelock.store.InMemoryStore;
import io.tidelock.testkit.InMemoryCrm;
import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.FakeHttp;
import io.tidelock.testkit.fake.FakeRequest;
import io.tidelock.testkit.fake.ringostat.FakeRingostat;
import io.tidelock.testkit.fake.ringostat.WebhookCaller.Dialect;
import io.tidelock.testkit.fake.ringostat.WebhookCaller.Encoding;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The known defect, at scale: two workers, each with a project and a store of its own, write the calls of the same 3,000 people
 * into one CRM whose index lags 15 seconds; every tenth call is told by a webhook before polling shows it.
 *
 * <p>The workers have threads, but take turns (see {@link Turns}), so that each run is the same. {@code
 * -Dtidelock.calls=10000} plays all of them, a build a fifth.
 */
@Tag("RS-09")
@Tag("RS-10")
class TenThousandCallsTest {

    private static final int CALLS = Integer.getInteger("tidelock.calls", 2_000);
    private static final int NUMBERS = CALLS * 3 / 10;
    private static final int KNOWN = CALLS / 20;
    private static final int AT_ONCE = 1_000;

    private final ManualClock clock = new ManualClock();
    private final Turns turns = new Turns();
    private final InMemoryCrm crm =
            InMemoryCrm.builder().clock(clock).searchLag(Duration.ofSeconds(15)).build();

    @Test
    void callsOfNumbersInFiveSpellingsMakeOneContactForEachNumber() throws Exception {
        crm.create(Owner.TYPE, Map.of(Owner.EMAIL, "boss@shop.example"));
        crm.create(Owner.TYPE, Map.of(Owner.EMAIL, "olena@shop.example"));
        for (int i = 0; i < KNOWN; i++) {
            crm.create(Contact.TYPE, Map.of(i % 3 == 0 ? Contact.MOBILE_PHONE : Contact.PHONE, foreign(i)));
        }
        clock.advance(Duration.ofDays(365));
        List<String> numbers = numbers();

        try (Worker one = new Worker(0, 171_000);
                Worker two = new Worker(1, 171_001)) {
            turns.play(one.taking(numbers.subList(0, CALLS / 2)), two.taking(numbers.subList(CALLS / 2, CALLS)));

            assertThat(one.parked()).isEmpty();
            assertThat(two.parked()).isEmpty();
            assertThat(recorded()).isEqualTo(sorted(Stream.of(one, two).flatMap(Worker::callIds)));
            assertThat(recorded()).doesNotHaveDuplicates().hasSize(CALLS);
        }
        assertThat(crm.records(Contact.TYPE)).hasSize(NUMBERS);
        assertThat(crm.records(Contact.TYPE)).allMatch(TenThousandCallsTest::hasItsKey);
    }

    private List<String> recorded() {
        return sorted(crm.records(Call.TYPE).stream()
                .map(call -> call.value(RingostatPlan.CALL_ID.name()).plain()));
    }

    private static List<String> sorted(Stream<String> ids) {
        return ids.sorted().toList();
    }

    private static List<String> numbers() {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            numbers.add(spelled(i % NUMBERS, i / NUMBERS + i % 5));
        }
        Collections.shuffle(numbers, new Random(11));
        return numbers;
    }

    private static boolean hasItsKey(Record contact) {
        return isKeyOf(contact, RingostatPlan.PHONE_KEY, Contact.PHONE)
                || isKeyOf(contact, RingostatPlan.MOBILE_KEY, Contact.MOBILE_PHONE);
    }

    private static boolean isKeyOf(Record contact, Field key, Field phone) {
        String known = contact.value(key.name()).plain();
        return !known.isEmpty()
                && PhoneNumbers.e164(contact.value(phone.name()).plain(), "UA")
                        .filter(known::equals)
                        .isPresent();
    }

    /** How people wrote the number into the CRM. */
    private static String foreign(int number) {
        String own = "67" + String.format("%07d", 1_000_000 + number);
        return switch (number % 4) {
            case 0 -> "80" + own;
            case 1 -> "(067) " + own.substring(2, 5) + "-" + own.substring(5, 7) + "-" + own.substring(7);
            case 2 -> "0" + own;
            default -> "+38 (067) " + own.substring(2, 5) + "-" + own.substring(5, 7) + "-" + own.substring(7);
        };
    }

    /** How the telephony writes it. */
    private static String spelled(int number, int way) {
        String own = "67" + String.format("%07d", 1_000_000 + number);
        return switch (way % 5) {
            case 0 -> "380" + own;
            case 1 -> "+380" + own;
            case 2 -> "0" + own;
            case 3 -> "0" + own.substring(0, 2) + " " + own.substring(2, 5) + " " + own.substring(5);
            default -> "+38 (067) " + own.substring(2, 5) + "-" + own.substring(5);
        };
    }

    /** A project with an integration of its own. */
    private final class Worker implements AutoCloseable {
        private final int number;
        private final FakeRingostat project;
        private final FakeHttp http;
        private final SyncEngine engine;
        private final WebhookReceiver receiver;
        private int made;

        Worker(int place, int number) {
            this.number = number;
            String name = "project " + number;
            project = FakeRingostat.builder().clock(clock).project(number).build();
            http = FakeHttp.serving(project).start();
            InMemoryStore store = new InMemoryStore();
            project.employee("4312", "Olena Koval", "olena@shop.example");
            engine = SyncEngine.builder()
                    .integration(name)
                    .plan(RingostatPlan.of(RingostatSettings.topManager("boss@shop.example")
                            .every(Duration.ZERO)
                            .build()))
                    .business(RingostatConnector.builder()
                            .account(name)
                            .project(number)
                            .key(() -> "fake-ringostat-key")
                            .baseUrl(http.url())
                            .clock(clock)
                            .pause(clock)
                            .build())
                    .crm(crm)
                    .store(store)
                    .fingerprintKey("sixteen bytes or more".getBytes(StandardCharsets.UTF_8))
                    .clock(turns.clock(place, clock))
                    .build();
            engine.provisionSchema();
            engine.runNow();
            receiver = Inbox.builder()
                    .store(store)
                    .clock(clock)
                    .build()
                    .receiver(
                            RingostatWebhooks.builder()
                                    .account(name)
                                    .token(() -> "secret")
                                    .build(),
                            account -> List.of(new WebhookRoute(IntegrationId.of(name), Party.BUSINESS)));
        }

        /** Makes calls, a thousand at a time, and passes between; then passes until nothing is left to do. */
        Runnable taking(List<String> numbers) {
            return () -> {
                for (int start = 0; start < numbers.size(); start += AT_ONCE) {
                    numbers.subList(start, start + AT_ONCE).forEach(this::call);
                    engine.runNow();
                    clock.advance(Duration.ofSeconds(2));
                }
                comeToRest();
            };
        }

        private void call(String number) {
            String id = project.call(
                    clock.instant(), Map.of("caller", number, "disposition", "PROPER", "employee_number", "4312"));
            if (made++ % 10 == 0) {
                receive(project.webhooks("/hooks?token=secret").afterCall(id, Dialect.LOG, Encoding.JSON));
            }
        }

        private void comeToRest() {
            for (int pass = 0; pass < 20; pass++) {
                clock.advance(Duration.ofMinutes(20));
                SyncReport report = engine.runNow();
                if (report.quiet() && report.interruptions().isEmpty()) {
                    return;
                }
            }
            throw new AssertionError("It does not come to rest");
        }

        private void receive(FakeRequest request) {
            Map<String, List<String>> headers = new LinkedHashMap<>();
            request.headers().forEach((name, value) -> headers.put(name, List.of(value)));
            receiver.receive(request.method(), request.target(), headers, request.body());
        }

        Stream<String> callIds() {
            return project.callIds().stream().map(id -> number + ":" + id);
        }

        List<String> parked() {
            return List.of(RingostatPlan.CONTACTS, RingostatPlan.DEALS, RingostatPlan.CALLS).stream()
                    .flatMap(flow -> engine.parked(flow).stream())
                    .map(parked -> parked.code() + " " + parked.reason())
                    .distinct()
                    .limit(5)
                    .toList();
        }

        @Override
        public void close() {
            http.close();
        }
    }
}
