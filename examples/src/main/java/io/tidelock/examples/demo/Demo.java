package io.tidelock.examples.demo;

import io.tidelock.cliniko.ClinikoPlan;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncReport;
import io.tidelock.examples.demo.ClinikoExport.Row;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** Three acts: everybody is new, or was here before; people edit both sides; nothing happens. */
final class Demo {

    private static final int MOST_COMPLAINTS = 10;
    private static final Duration A_MINUTE = Duration.ofSeconds(61);

    private final DemoWorld world;
    private final PrintWriter out;
    private final Claims claims;
    private final Map<String, SyncReport> passes = new LinkedHashMap<>();

    Demo(DemoWorld world, PrintWriter out) {
        this.world = world;
        this.out = out;
        this.claims = new Claims(out);
    }

    /** Begins anew; tells whether all it claimed holds. */
    boolean show(List<Row> export) {
        Map<String, Map<String, Object>> patients = load(export);
        if (patients.isEmpty()) {
            out.println("Cliniko takes none of these patients, so there is nothing to show.");
            return false;
        }
        Map<String, String> known = EarlierContacts.type(patients, world.hubspot);
        out.println(
                "patients in Cliniko: " + patients.size() + "; known to the CRM, spelled otherwise: " + known.size());
        world.note(false);
        SyncEngine engine = engine(patients.size());
        return goOn(engine, first(engine, patients, known));
    }

    /** Goes on where the demo before ended, or was cut short; tells whether all it claimed holds. */
    boolean resume(boolean ended) throws InterruptedException {
        Map<String, Map<String, Object>> patients = new LinkedHashMap<>();
        world.cliniko.patients().forEach(patient -> patients.put(String.valueOf(patient.get("id")), patient));
        out.println("goes on where the last demo " + (ended ? "ended" : "was cut short") + " (--fresh starts over): "
                + patients.size() + " patients in Cliniko, "
                + world.hubspot.records("contacts").size() + " contacts in the CRM");
        world.note(false);
        SyncEngine engine = engine(patients.size());
        return goOn(engine, again(engine, patients, ended));
    }

    private SyncEngine engine(int expected) {
        SyncEngine engine = world.engine(new Progress(out, expected, Ansi.AUTO.enabled()));
        engine.provisionSchema();
        return engine;
    }

    private boolean goOn(SyncEngine engine, List<String> settled) {
        boolean played = new Story(world, claims, passes).play(engine, settled);
        if (!settled.isEmpty()) {
            new Bookings(world, claims, passes).play(engine, settled.get(0));
        }
        quiet(engine);
        world.note(true);

        new ResultTable(out)
                .print(
                        passes,
                        engine.parked(ClinikoPlan.PATIENTS),
                        world.cliniko.calls("* /**"),
                        world.hubspot.calls().size());
        out.println(verdict(played));
        return claims.allHold();
    }

    private String verdict(boolean played) {
        if (!claims.allHold()) {
            return "Something claimed is WRONG.";
        }
        return "Everything claimed was checked."
                + (played
                        ? ""
                        : " Edits on both sides were not tried: that takes " + Story.PEOPLE + " synced patients.");
    }

    private Map<String, Map<String, Object>> load(List<Row> export) {
        Map<String, Map<String, Object>> patients = new LinkedHashMap<>();
        int refusals = 0;
        for (Row row : export) {
            try {
                patients.put(world.cliniko.createPatient(row.patient()), row.patient());
            } catch (IllegalArgumentException refused) {
                if (++refusals <= MOST_COMPLAINTS) {
                    out.println("line " + row.line() + " is left out, Cliniko refuses it: " + refused.getMessage());
                }
            }
        }
        if (refusals > MOST_COMPLAINTS) {
            out.println("and " + (refusals - MOST_COMPLAINTS) + " lines more");
        }
        return patients;
    }

    private List<String> first(
            SyncEngine engine, Map<String, Map<String, Object>> patients, Map<String, String> known) {
        SyncReport report = engine.runNow();
        passes.put("first", report);
        return looked(engine, report, patients, known);
    }

    /** What was linked before is linked now: nobody is new, nothing is written twice. */
    private List<String> again(SyncEngine engine, Map<String, Map<String, Object>> patients, boolean ended)
            throws InterruptedException {
        SyncReport report = engine.runNow();
        while (!ended && world.hasLostWrites()) {
            out.println("  a write was under way when it died; what became of it is looked up in a minute");
            world.pause(A_MINUTE);
            report = engine.runNow();
        }
        passes.put("again", report);
        if (ended) {
            claims.that("nobody was created, nothing was written", report.writes() == 0);
            claims.that("the servers saw no write either", world.clinikoWrites() + world.hubspotWrites() == 0);
        }
        return looked(engine, report, patients, Map.of());
    }

    private List<String> looked(
            SyncEngine engine,
            SyncReport report,
            Map<String, Map<String, Object>> patients,
            Map<String, String> known) {
        Set<String> held = engine.parked(ClinikoPlan.PATIENTS).stream()
                .map(parked -> parked.key().ref().id())
                .collect(Collectors.toSet());
        FirstPass seen = new FirstPass(patients, world.hubspot.records("contacts"));
        claims.that("no step was interrupted", report.interruptions().isEmpty());
        seen.check(claims, known, held);
        return seen.settled();
    }

    private void quiet(SyncEngine engine) {
        long before = world.clinikoWrites() + world.hubspotWrites();
        SyncReport report = engine.runNow();
        passes.put("quiet", report);
        claims.that("a pass after that writes nothing anywhere", report.writes() == 0);
        claims.that("the servers saw no write either", world.clinikoWrites() + world.hubspotWrites() == before);
        claims.that("nothing changed in the store", report.storeChanges() == 0);
    }
}
