package io.tidelock.testkit.fake.ringostat;

import io.tidelock.testkit.fake.CallLog;
import io.tidelock.testkit.fake.FakeRequest;
import io.tidelock.testkit.fake.FakeResponse;
import io.tidelock.testkit.fake.FakeServer;
import io.tidelock.testkit.fake.FaultScript;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A project on Ringostat's API: the call log, the list of staff, the contact book. Written from the vendor's documentation; where
 * that is silent, the Javadoc of the package's classes says <em>assumed</em>. What the cabinet posts makes {@link
 * #webhooks(String)}.
 *
 * <p>The other half of its methods is what callers and the project's people do: they pass no key, are in no call log, and meet no
 * fault. Field names are those of the log. Thread-safe.
 */
public final class FakeRingostat implements FakeServer {

    private final Object lock = new Object();
    private final Clock clock;
    private final String key;
    private final Calls calls;
    private final Staff staff;
    private final ContactBook book;
    private final CallLog log = new CallLog();
    private final FaultScript faults = new FaultScript();

    private FakeRingostat(Builder builder) {
        this.clock = builder.clock;
        this.key = builder.key;
        this.calls = new Calls(builder.clock, builder.project, builder.zone, builder.most);
        this.staff = new Staff(builder.project);
        this.book = new ContactBook(builder.project);
    }

    /** Starts describing a fake. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public FakeResponse handle(FakeRequest request) {
        FakeResponse response = faults.answer(request, this::serve).at(clock.instant());
        log.add(request, response);
        return response;
    }

    private FakeResponse serve(FakeRequest request) {
        try {
            if (!request.header("auth-key").orElse("").equals(key)) {
                throw new Refusal(401, "Unauthorized");
            }
            return locked(() -> route(request));
        } catch (Refusal refusal) {
            return refusal.response();
        }
    }

    private FakeResponse route(FakeRequest request) {
        return switch (request.method() + " " + request.path()) {
            case "GET /calls/list" -> calls.list(request);
            case "POST /api/json-rpc" -> staff.call(request);
            case "POST /minicrm/contacts/sync" -> book.sync(request);
            default -> throw new Refusal(404, "Not found");
        };
    }

    /**
     * Logs a call; returns its id. What the fields do not say is that of an answered incoming call that nobody known took.
     *
     * @param fields by the log's names, such as {@code caller}
     */
    public String call(Instant at, Map<String, String> fields) {
        return locked(() -> calls.add(at, fields).id());
    }

    /** Changes what the log shows of a call: its end, a recording that is there now. */
    public void editCall(String id, Map<String, String> changes) {
        locked(() -> {
            calls.edit(id, changes);
            return id;
        });
    }

    /** Returns the ids of all calls, in the order in which they were logged. */
    public List<String> callIds() {
        return locked(() -> calls.all().stream().map(Row::id).toList());
    }

    /** Adds or changes an employee; the first direction is the main one: a SIP login, or a number in digits. */
    public void employee(String id, String name, String email, String... directions) {
        locked(() -> {
            staff.put(new Staff.Employee(id, name, email, List.of(directions)));
            return id;
        });
    }

    /** Removes an employee. */
    public void removeEmployee(String id) {
        locked(() -> {
            staff.remove(id);
            return id;
        });
    }

    /** Returns the contact book, each contact as JSON, in the order in which they came first. */
    public List<String> contactBook() {
        return locked(() -> book.contacts().stream().map(Json::write).toList());
    }

    /**
     * Returns what posts this project's webhooks to an address.
     *
     * @param uri path and query that the cabinet was told to call, the secret among its static parameters
     */
    public WebhookCaller webhooks(String uri) {
        return new WebhookCaller(uri, id -> locked(() -> calls.row(id)));
    }

    /** Answers the next matching requests with that response; see {@link FaultScript#failNext}. */
    public void failNext(Predicate<? super FakeRequest> matcher, FakeResponse response, boolean applyFirst, int times) {
        faults.failNext(matcher, response, applyFirst, times);
    }

    /** Counts the requests since {@link #clearCalls()} that a pattern names, such as {@code GET /calls/list}. */
    public long calls(String pattern) {
        return log.calls(pattern);
    }

    /** Returns the requests since {@link #clearCalls()}, the latest 50,000. */
    public List<CallLog.Call> calls() {
        return log.recent();
    }

    /** Starts counting anew. */
    public void clearCalls() {
        log.clear();
    }

    private <T> T locked(Supplier<T> work) {
        synchronized (lock) {
            return work.get();
        }
    }

    /** Describes a {@link FakeRingostat}. Every setting has a default; not thread-safe. */
    public static final class Builder {

        private Clock clock = Clock.systemUTC();
        private String key = "fake-ringostat-key";
        private int project = 171_000;
        private ZoneId zone = ZoneId.of("Europe/Kyiv");
        private int most = 6_500;

        private Builder() {}

        /** Sets the clock of windows without ends and of the Date header; the system's by default. */
        public Builder clock(Clock value) {
            this.clock = value;
            return this;
        }

        /** Sets the key, {@code fake-ringostat-key} by default. */
        public Builder key(String value) {
            this.key = value;
            return this;
        }

        /** Sets the project's number, 171000 by default; two projects have two, and so no call of the one is the other's. */
        public Builder project(int value) {
            this.project = value;
            return this;
        }

        /** Sets the project's time zone, in which windows and calls are given [assumed]; Europe/Kyiv by default. */
        public Builder zone(ZoneId value) {
            this.zone = value;
            return this;
        }

        /** Sets how many calls a list shows at most, 6,500 by default. */
        public Builder mostRows(int value) {
            this.most = value;
            return this;
        }

        /** Opens the project, without calls and staff. */
        public FakeRingostat build() {
            return new FakeRingostat(this);
        }
    }
}
