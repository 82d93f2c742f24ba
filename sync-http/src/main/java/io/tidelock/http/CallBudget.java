package io.tidelock.http;

import io.tidelock.connector.CallsLeft;
import io.tidelock.connector.SharedPermits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The calls one account may make: windows of the connector's own, configured below the vendor's limits, and what the
 * vendor's answers teach. Clients of one account share one instance. Thread-safe; holds no thread and no clock.
 *
 * <p>In any span of a window's length at most its permits are spent (a span is kept in 32 slices, so a permit may return
 * up to a 32nd of the window late, but nobody waits for longer than the window). A call spends from every window of its {@link Lane} and from those that count every
 * call. Higher {@link Traffic} goes first: it finds permits that the lower leaves, and does not queue behind it.
 */
public final class CallBudget {

    /** The lane of endpoints without {@link Lane}. */
    public static final String ORDINARY = "ordinary";

    /** Stands for all lanes. */
    public static final String EVERY_CALL = "*";

    /** Vendors' windows are a day at most; what lasts longer is a mistake and must not silence an account. */
    private static final Duration LONGEST = Duration.ofHours(25);

    private final List<BudgetWindow> windows;
    private final List<Allowance> learned = new ArrayList<>();
    private final Map<String, Instant> holds = new TreeMap<>();
    private final Map<Traffic, Integer> queued = new EnumMap<>(Traffic.class);
    private Instant latest = Instant.MIN;
    private Duration behind = Duration.ZERO;

    private CallBudget(List<BudgetWindow> windows) {
        this.windows = List.copyOf(windows);
    }

    /** Starts a budget without windows. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a new budget that limits nothing but heeds the vendor's answers. */
    public static CallBudget unlimited() {
        return builder().build();
    }

    /**
     * Returns an unspent budget with the same windows, which several processes share: before it makes calls, each takes a
     * block of them. What the vendor's answers teach, each learns for itself.
     */
    public CallBudget sharedBy(SharedPermits permits) {
        return new CallBudget(
                windows.stream().map(window -> window.sharedBy(permits)).toList());
    }

    /**
     * Returns when the next call may go.
     *
     * @param lane the lane, such as {@link #ORDINARY}
     * @param now the time on the client's clock; a clock that goes back is taken to stand still
     * @return {@code now} if a call may go at once
     */
    public synchronized Instant nextCall(String lane, Traffic traffic, Instant now) {
        Instant moment = steady(now);
        Instant free = moment;
        for (BudgetWindow window : windows) {
            if (window.counts(lane)) {
                int usable = window.permits() - traffic.leaves(window.permits()) - queuedAbove(traffic);
                free = later(free, window.freeAt(moment, usable));
            }
        }
        free = later(free, heldUntil(lane, moment));
        free = later(free, heldUntil(EVERY_CALL, moment));
        for (Allowance known : learnedFor(lane, moment)) {
            int usable = known.remaining() - traffic.leaves(known.limit()) - queuedAbove(traffic);
            free = later(free, usable > 0 ? moment : known.until());
        }
        return now.plus(Duration.between(moment, free));
    }

    /**
     * Returns how many calls of the highest rank may go at once, as far as windows and the vendor's word tell; {@link
     * Integer#MAX_VALUE} if nothing limits them.
     */
    public synchronized int left(String lane, Instant now) {
        Instant moment = steady(now);
        int left = Integer.MAX_VALUE;
        for (BudgetWindow window : windows) {
            if (window.counts(lane)) {
                left = Math.min(left, window.left(moment));
            }
        }
        for (Allowance known : learnedFor(lane, moment)) {
            left = Math.min(left, Math.max(0, known.remaining()));
        }
        boolean held = heldUntil(lane, moment).isAfter(moment)
                || heldUntil(EVERY_CALL, moment).isAfter(moment);
        return held ? 0 : left;
    }

    /**
     * Says what is left of each limit, as far as this process knows: of its windows, in their order, then of what the vendor
     * said, then which lanes rest because the vendor asked for it.
     */
    public synchronized List<CallsLeft> limits(Instant now) {
        Instant moment = steady(now);
        List<CallsLeft> limits = new ArrayList<>();
        windows.forEach(window -> limits.add(window.told(moment)));
        learned.stream()
                .filter(known -> known.until().isAfter(moment))
                .forEach(known -> limits.add(new CallsLeft(
                        named(known.lane()) + ", said the vendor",
                        Math.max(0, known.remaining()),
                        known.limit(),
                        known.until())));
        holds.forEach((lane, until) -> {
            if (until.isAfter(moment)) {
                limits.add(new CallsLeft(named(lane) + ", on hold", 0, 0, until));
            }
        });
        Duration ahead = Duration.between(moment, now);
        return limits.stream()
                .map(told -> new CallsLeft(
                        told.limit(), told.left(), told.of(), told.until().plus(ahead)))
                .toList();
    }

    /** Returns how people are told of a lane. */
    static String named(String lane) {
        return lane.equals(EVERY_CALL) ? "every call" : lane;
    }

    /** Spends a permit if a call may go at once; otherwise spends nothing and says when to ask again. */
    synchronized Instant take(String lane, Traffic traffic, Instant now) {
        Instant free = nextCall(lane, traffic, now);
        if (!free.isAfter(now)) {
            free = later(free, blocksAt(lane, now));
        }
        if (!free.isAfter(now)) {
            Instant moment = steady(now);
            windows.stream().filter(window -> window.counts(lane)).forEach(window -> window.spend(moment));
            learned.replaceAll(known -> counts(known, lane) ? spent(known) : known);
        }
        return free;
    }

    /** Announces a caller that waits, so that lower ranks leave it a permit. */
    synchronized void enqueue(Traffic traffic) {
        queued.merge(traffic, 1, Integer::sum);
    }

    /** Takes back {@link #enqueue}. */
    synchronized void dequeue(Traffic traffic) {
        queued.merge(traffic, -1, Integer::sum);
    }

    /** Takes over what the vendor says is left; its latest word on a limit of a lane counts. */
    synchronized void learn(Allowance allowance, Instant now) {
        if (allowance.until().isAfter(now)) {
            learned.removeIf(known -> known.lane().equals(allowance.lane()) && known.limit() == allowance.limit());
            learned.add(shifted(allowance, now));
        }
    }

    /**
     * Lets no call of a lane go before a moment, at most 25 h from now; never shortens an earlier word.
     *
     * @return the moment
     */
    synchronized Instant hold(String lane, Instant until, Instant now) {
        Duration wait = bounded(Duration.between(now, until));
        holds.merge(lane, steady(now).plus(wait), CallBudget::later);
        return now.plus(wait);
    }

    private static Duration bounded(Duration wait) {
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private int queuedAbove(Traffic traffic) {
        int above = 0;
        for (Map.Entry<Traffic, Integer> waiting : queued.entrySet()) {
            if (waiting.getKey().compareTo(traffic) < 0) {
                above += waiting.getValue();
            }
        }
        return above;
    }

    private Instant blocksAt(String lane, Instant now) {
        Instant free = now;
        for (BudgetWindow window : windows) {
            if (window.counts(lane) && !free.isAfter(now)) {
                free = window.blockAt(now);
            }
        }
        return free;
    }

    private Instant heldUntil(String lane, Instant moment) {
        Instant end = holds.getOrDefault(lane, moment);
        if (!end.isAfter(moment)) {
            holds.remove(lane);
        }
        return end;
    }

    private List<Allowance> learnedFor(String lane, Instant moment) {
        learned.removeIf(known -> !known.until().isAfter(moment));
        return learned.stream().filter(known -> counts(known, lane)).toList();
    }

    private static boolean counts(Allowance known, String lane) {
        return known.lane().equals(EVERY_CALL) || known.lane().equals(lane);
    }

    private Allowance shifted(Allowance allowance, Instant now) {
        Instant until = steady(now).plus(bounded(Duration.between(now, allowance.until())));
        return new Allowance(allowance.lane(), allowance.limit(), allowance.remaining(), until);
    }

    private static Allowance spent(Allowance known) {
        return new Allowance(known.lane(), known.limit(), known.remaining() - 1, known.until());
    }

    /** Turns a clock that may go back into one that does not: what it loses is added from then on. */
    private Instant steady(Instant now) {
        Instant moment = now.plus(behind);
        if (moment.isBefore(latest)) {
            behind = Duration.between(now, latest);
            return latest;
        }
        latest = moment;
        return moment;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Returns how many windows there are; no numbers of the account. */
    @Override
    public String toString() {
        return "call budget of " + windows.size() + " windows";
    }

    /** Collects the windows of a budget; not thread-safe. */
    public static final class Builder {

        private final List<BudgetWindow> windows = new ArrayList<>();

        private Builder() {}

        /** Adds a window that counts every call. */
        public Builder window(Duration length, int permits) {
            return window(EVERY_CALL, length, permits);
        }

        /**
         * Adds a window that counts the calls of one lane.
         *
         * @throws IllegalArgumentException if the length is less than a millisecond or the permits less than 1
         */
        public Builder window(String lane, Duration length, int permits) {
            windows.add(new BudgetWindow(lane, length, permits));
            return this;
        }

        /** Builds the budget. */
        public CallBudget build() {
            return new CallBudget(windows);
        }
    }
}
