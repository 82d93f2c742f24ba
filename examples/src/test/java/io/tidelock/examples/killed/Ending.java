package io.tidelock.examples.killed;

import io.tidelock.cliniko.ClinikoPlan;
import io.tidelock.record.IntegrationId;
import io.tidelock.store.LinkState;
import io.tidelock.store.StoredLink;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.fake.cliniko.FakeCliniko;
import io.tidelock.testkit.fake.hubspot.FakeHubSpot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What both systems and the store hold in the end: as lines without ids and stamps, and what is wrong with it in itself. */
final class Ending {

    private static final IntegrationId INTEGRATION = IntegrationId.of(KilledChild.INTEGRATION);
    private static final int ALL = 10_000;
    private static final Set<String> OF_THE_SERVER = Set.of(
            "id",
            "links",
            "created_at",
            "updated_at",
            "hs_object_id",
            "createdate",
            "lastmodifieddate",
            "hs_merged_object_ids");

    private final List<String> lines = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    private final FakeCliniko cliniko;
    private final FakeHubSpot hubspot;
    private final SyncStore store;

    Ending(FakeCliniko cliniko, FakeHubSpot hubspot, SyncStore store) {
        this.cliniko = cliniko;
        this.hubspot = hubspot;
        this.store = store;
        people("patient", cliniko.patients());
        people("contact", cliniko.contacts());
        contacts();
        List.of(ClinikoPlan.PATIENTS, ClinikoPlan.CONTACTS).forEach(this::flow);
        Collections.sort(lines);
    }

    /** Returns what there is, one line a record, a link or a record that waits, sorted. */
    List<String> lines() {
        return lines;
    }

    /** Returns what must never be, given the towns that people ended up with. */
    List<String> wrong(Map<String, String> towns) {
        List<String> all = new ArrayList<>(wrong);
        Map<String, String> inCliniko = new TreeMap<>();
        cliniko.patients()
                .forEach(p -> inCliniko.put(String.valueOf(p.get("last_name")), String.valueOf(p.get("city"))));
        Map<String, String> inCrm = new TreeMap<>();
        hubspot.records("contacts").values().forEach(c -> inCrm.put(c.get("lastname"), c.get("city")));
        towns.forEach((name, town) -> {
            if (!town.equals(inCliniko.get(name)) || !town.equals(inCrm.get(name))) {
                all.add("lost edit: " + name + " moved to " + town + ", shown are " + inCliniko.get(name) + " and "
                        + inCrm.get(name));
            }
        });
        return all;
    }

    private void people(String kind, List<Map<String, Object>> records) {
        records.forEach(record -> names.put(String.valueOf(record.get("id")), kind + " " + record.get("last_name")));
        for (Map<String, Object> record : records) {
            Map<String, Object> shown = new TreeMap<>(record);
            shown.keySet().removeAll(OF_THE_SERVER);
            shown.replaceAll((field, value) -> field.endsWith("_at") ? value != null : value);
            shown.values().removeIf(value -> value instanceof Map<?, ?> link && link.containsKey("links"));
            Object winner = record.get("merged_with_patient");
            shown.put("winner", winner == null ? "" : nameInLink(winner));
            lines.add(kind + " " + shown);
        }
    }

    private String nameInLink(Object link) {
        String path = String.valueOf(link);
        return names.entrySet().stream()
                .filter(entry -> path.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(path);
    }

    private void contacts() {
        Map<String, Integer> carriers = new TreeMap<>();
        hubspot.records("contacts").forEach((id, contact) -> {
            Map<String, String> shown = new TreeMap<>(contact);
            shown.keySet().removeAll(OF_THE_SERVER);
            for (String key : List.of("cliniko_patient_id", "cliniko_contact_id")) {
                shown.computeIfPresent(key, (property, value) -> names.getOrDefault(value, "a stranger"));
                if (contact.containsKey(key)) {
                    carriers.merge(key + " " + shown.get(key), 1, Integer::sum);
                }
            }
            names.put(id, "CRM " + contact.get("lastname"));
            lines.add("crm " + shown);
        });
        carriers.forEach((id, count) -> {
            if (count > 1) {
                wrong.add("duplicate: " + count + " contacts carry " + id);
            }
        });
    }

    private void flow(String flow) {
        Set<String> living = hubspot.records("contacts").keySet();
        Map<String, StoredLink> byTarget = new HashMap<>();
        for (StoredLink link : store.links(INTEGRATION, flow, null, ALL)) {
            String pair = name(link.source().id()) + " = " + name(link.target().id());
            lines.add("link " + flow + " " + pair + " " + link.state());
            boolean orphan = !names.containsKey(link.source().id())
                    || !living.contains(link.target().id());
            if (link.state() == LinkState.LIVE && orphan) {
                wrong.add("orphan: " + pair + " are linked and not both there");
            }
            if (byTarget.put(link.target().id(), link) != null) {
                wrong.add("two links: " + pair);
            }
        }
        store.parked(INTEGRATION, flow, ALL)
                .forEach(parked -> lines.add("parked " + flow + " "
                        + parked.key().side() + " " + name(parked.key().ref().id()) + " " + parked.code()));
        store.openIntents(INTEGRATION, flow)
                .forEach(intent -> wrong.add("open: " + intent.id() + " of "
                        + name(intent.origin().ref().id())));
    }

    private String name(String id) {
        return names.getOrDefault(id, "somebody gone");
    }
}
