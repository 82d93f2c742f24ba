package io.tidelock.examples.demo;

import io.tidelock.cliniko.ClinikoPlan;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict.Kind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Syncs a thousand patients to contacts over HTTP, offline, and checks everything it claims. */
@Command(name = "demo", description = "Syncs patients to a CRM against fake servers, offline, and checks the result.")
public final class DemoMain implements Callable<Integer> {

    private static final PrintStream OUT = System.out;

    @Option(names = "--patients", paramLabel = "FILE", description = "a patients export of Cliniko's, as CSV")
    private @Nullable Path file;

    private final Claims claims = new Claims(OUT);
    private final Map<String, SyncReport> passes = new LinkedHashMap<>();

    @Override
    public Integer call() throws IOException {
        List<Map<String, Object>> export = ClinikoExport.read(file);
        try (DemoWorld world = new DemoWorld()) {
            OUT.println("cliniko on " + world.clinikoServer.url() + ", hubspot on " + world.hubspotServer.url());
            List<String> patients = load(world, export);
            int known = EarlierContacts.type(export, world.hubspot);
            OUT.println(patients.size() + " patients in Cliniko; " + known + " of them in the CRM, spelled otherwise");

            SyncEngine engine = world.engine(new Progress(OUT, patients.size(), CommandLine.Help.Ansi.AUTO.enabled()));
            engine.provisionSchema();
            first(world, engine, patients, known);
            if (patients.size() >= Story.PEOPLE) {
                new Story(world, claims, passes).play(engine, settledPatients(world, patients));
            }
            quiet(world, engine);
            new ResultTable(OUT)
                    .print(
                            passes,
                            engine.parked(ClinikoPlan.PATIENTS),
                            world.cliniko.calls("* /**"),
                            world.hubspot.calls().size());
        }
        OUT.println(claims.allHold() ? "Everything claimed was checked." : "Something claimed is WRONG.");
        return claims.allHold() ? 0 : 1;
    }

    private static List<String> load(DemoWorld world, List<Map<String, Object>> export) {
        List<String> ids = new ArrayList<>();
        for (Map<String, Object> patient : export) {
            try {
                ids.add(world.cliniko.createPatient(patient));
            } catch (IllegalArgumentException refused) {
                OUT.println("row " + (ids.size() + 2) + " is left out: " + refused.getMessage());
            }
        }
        return ids;
    }

    private void first(DemoWorld world, SyncEngine engine, List<String> patients, int known) {
        SyncReport report = engine.runNow();
        passes.put("first", report);
        int contacts = world.hubspot.records("contacts").size();
        int held = report.count(Kind.QUARANTINED) + report.count(Kind.DISPUTED);
        claims.that("no step was interrupted", report.interruptions().isEmpty());
        claims.that("every patient has a contact or a reason", contacts == patients.size() - held);
        claims.that(
                "the " + known + " known people were linked, none was duplicated", report.count(Kind.LINKED) == known);
        claims.that(
                report.count(Kind.KEPT_APART) + " relatives who share an e-mail stayed contacts of their own",
                report.count(Kind.CREATED) + report.count(Kind.KEPT_APART) + known + held == patients.size());
    }

    private static List<String> settledPatients(DemoWorld world, List<String> patients) {
        return patients.stream()
                .filter(id -> world.hubspot.records("contacts").values().stream()
                        .anyMatch(contact -> id.equals(contact.get("cliniko_patient_id"))))
                .limit(Story.PEOPLE)
                .toList();
    }

    private void quiet(DemoWorld world, SyncEngine engine) {
        long before = world.clinikoWrites() + world.hubspotWrites();
        SyncReport report = engine.runNow();
        passes.put("quiet", report);
        claims.that("a pass after that writes nothing anywhere", report.writes() == 0);
        claims.that("the servers saw no write either", world.clinikoWrites() + world.hubspotWrites() == before);
        claims.that("nothing changed in the store", report.storeChanges() == 0);
    }
}
