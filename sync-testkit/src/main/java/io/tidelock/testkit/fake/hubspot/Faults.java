package io.tidelock.testkit.fake.hubspot;

import io.tidelock.testkit.fake.FakeRequest;
import io.tidelock.testkit.fake.FakeResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What goes wrong on demand. Faults are tried in the order they were added, one per request and kind. */
final class Faults {

    private final List<Fault<FakeResponse>> instead = new ArrayList<>();
    private final List<Fault<UnaryOperator<FakeResponse>>> after = new ArrayList<>();
    private final List<Fault<Runnable>> before = new ArrayList<>();

    private static final class Fault<T> {

        private final Predicate<FakeRequest> which;
        private final T effect;
        private int left;

        Fault(int times, Predicate<FakeRequest> which, T effect) {
            this.left = times;
            this.which = which;
            this.effect = effect;
        }
    }

    void instead(int times, Predicate<FakeRequest> which, FakeResponse answer) {
        instead.add(new Fault<>(times, which, answer));
    }

    void after(int times, Predicate<FakeRequest> which, UnaryOperator<FakeResponse> change) {
        after.add(new Fault<>(times, which, change));
    }

    void before(Predicate<FakeRequest> which, Runnable step) {
        before.add(new Fault<>(1, which, step));
    }

    void clear() {
        instead.clear();
        after.clear();
        before.clear();
    }

    void runBefore(FakeRequest request) {
        next(before, request).ifPresent(Runnable::run);
    }

    Optional<FakeResponse> answerInstead(FakeRequest request) {
        return next(instead, request);
    }

    FakeResponse changeAfter(FakeRequest request, FakeResponse response) {
        return next(after, request).map(change -> change.apply(response)).orElse(response);
    }

    private static <T> Optional<T> next(List<Fault<T>> faults, FakeRequest request) {
        for (Iterator<Fault<T>> each = faults.iterator(); each.hasNext(); ) {
            Fault<T> fault = each.next();
            if (fault.which.test(request)) {
                fault.left--;
                if (fault.left <= 0) {
                    each.remove();
                }
                return Optional.of(fault.effect);
            }
        }
        return Optional.empty();
    }
}
