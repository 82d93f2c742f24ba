package io.tidelock.testkit.simulation;
import java.util.*;
public class Driver {
    public static void main(String[] a) throws Exception {
        int n = Integer.parseInt(a[0]);
        var pool = java.util.concurrent.Executors.newFixedThreadPool(2);
        for (var e : Plans.all().entrySet()) {
            if (a.length > 1 && !e.getKey().contains(a[1])) continue;
            Simulation s = Plans.simulation(e.getValue()).seeds(n).on(pool, 2);
            if (a.length > 2) s.replay(a[2]);
            if (a.length > 3) s.faults(List.of());
            try {
                Outcome o = s.run();
                System.out.println(e.getKey() + ": seeds=" + o.seeds() + " violations=" + o.violated() + " " + o.took());
                if (a.length > 1) o.violations().forEach(v -> System.out.println(v));
                else o.violations().forEach(v -> System.out.println("   " + v.guarantee() + " " + v.what() + " | " + v.script()));
            } catch (Throwable t) { System.out.println(e.getKey() + " FAILED"); t.printStackTrace(System.out); }
        }
        pool.shutdown();
    }
}
