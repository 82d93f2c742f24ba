package io.tidelock.testkit;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What every call passes on its way in and out: the counters, the watcher and the faults. Thread-safe. */
final class Gateway {

    private final List<Fault> faults = new ArrayList<>();
    private CrmCalls calls = CrmCalls.none();
    private CallWatcher watcher = new CallWatcher() {};

    <T> T pass(Call call, Supplier<T> answer) {
        return pass(call, (Optional<Fault> none) -> answer.get());
    }

    /** Answers a call; a fault that the call itself has to play is handed in. */
    <T> T pass(Call call, Function<Optional<Fault>, T> answer) {
        CallWatcher observer = count(call);
        observer.before(call);
        Optional<Fault> fault = nextFault(call.kind());
        if (fault.isPresent() && fault.get() instanceof Fault.Throwing throwing) {
            throw throwing.exception();
        }
        T result = answer.apply(fault);
        observer.after(call);
        return result;
    }

    synchronized void add(Fault fault) {
        faults.add(fault);
    }

    synchronized void watch(CallWatcher observer) {
        watcher = observer;
    }

    synchronized CrmCalls calls() {
        return calls;
    }

    synchronized void reset() {
        calls = CrmCalls.none();
    }

    private synchronized CallWatcher count(Call call) {
        calls = calls.plus(call);
        return watcher;
    }

    private synchronized Optional<Fault> nextFault(Call.Kind kind) {
        for (Iterator<Fault> all = faults.iterator(); all.hasNext(); ) {
            Fault fault = all.next();
            if (fault.fits(kind)) {
                all.remove();
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
