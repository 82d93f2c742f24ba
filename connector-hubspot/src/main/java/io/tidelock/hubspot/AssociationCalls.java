package io.tidelock.hubspot;

import io.tidelock.crm.Company;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The batch endpoints of associations (§4). */
final class AssociationCalls implements HubSpotAssociations {

    private static final int LINKED = 1_000;
    private static final int READ = 1_000;
    private static final int CUT = 100;

    private static final Map<ObjectKind, Integer> PRIMARY_COMPANY = Map.of(ObjectKind.CONTACT, 1, ObjectKind.DEAL, 5);

    private final Portal portal;

    AssociationCalls(Portal portal) {
        this.portal = portal;
    }

    @Override
    public List<Pair> link(Collection<Pair> pairs) {
        List<Pair> failed = new ArrayList<>();
        byTypes(pairs)
                .forEach((types, some) -> Portal.chunks(some, LINKED).forEach(chunk -> {
                    Wire.AssociationPairs request = new Wire.AssociationPairs(chunk.stream()
                            .map(pair -> new Wire.AssociationPair(id(pair.from()), id(pair.to()), null))
                            .toList());
                    Wire.Linked linked = portal.api()
                            .associate(portal.paths().associations(), types.from.typeId(), types.to.typeId(), request)
                            .write()
                            .body();
                    failed.addAll(missing(chunk, linked));
                }));
        return failed;
    }

    @Override
    public List<Pair> linkPrimary(Collection<Pair> pairs) {
        Map<Types, List<Pair>> groups = byTypes(pairs);
        groups.keySet().forEach(types -> {
            if (!types.to.equals(ObjectKind.COMPANY) || !PRIMARY_COMPANY.containsKey(types.from)) {
                throw new IllegalArgumentException(
                        "A primary link leads from a contact or a deal to a company, not from " + types.from.type()
                                + " to " + types.to.type());
            }
        });
        List<Pair> failed = new ArrayList<>();
        groups.forEach((types, some) -> Portal.chunks(some, LINKED).forEach(chunk -> {
            List<Wire.AssociationSpec> primary =
                    List.of(new Wire.AssociationSpec("HUBSPOT_DEFINED", PRIMARY_COMPANY.getOrDefault(types.from, 0)));
            Wire.AssociationPairs request = new Wire.AssociationPairs(chunk.stream()
                    .map(pair -> new Wire.AssociationPair(id(pair.from()), id(pair.to()), primary))
                    .toList());
            Wire.Linked linked = portal.api()
                    .associateLabelled(portal.paths().associations(), types.from.typeId(), types.to.typeId(), request)
                    .write()
                    .body();
            failed.addAll(missing(chunk, linked));
        }));
        return failed;
    }

    @Override
    public void unlink(Collection<Pair> pairs) {
        byTypes(pairs)
                .forEach((types, some) -> Portal.chunks(some, CUT).forEach(chunk -> {
                    Wire.AssociationCuts request = new Wire.AssociationCuts(chunk.stream()
                            .map(pair -> new Wire.AssociationCut(id(pair.from()), List.of(id(pair.to()))))
                            .toList());
                    portal.api()
                            .dissociate(portal.paths().associations(), types.from.typeId(), types.to.typeId(), request)
                            .write();
                }));
    }

    @Override
    public Map<RecordRef, List<RecordRef>> of(Collection<RecordRef> records, RecordType to) {
        Map<RecordRef, List<RecordRef>> linked = new LinkedHashMap<>();
        read(records, to)
                .forEach((record, ends) -> linked.put(
                        record,
                        ends.stream().map(end -> ref(to, end)).distinct().toList()));
        return linked;
    }

    @Override
    public Map<RecordRef, RecordRef> primaryCompanies(Collection<RecordRef> records) {
        Set<ObjectKind> kinds = new LinkedHashSet<>();
        records.forEach(record -> kinds.add(kind(record.type())));
        if (!PRIMARY_COMPANY.keySet().containsAll(kinds)) {
            throw new IllegalArgumentException("Only contacts and deals have a primary company, not " + kinds);
        }
        Map<RecordRef, RecordRef> primary = new LinkedHashMap<>();
        read(records, Company.TYPE).forEach((record, ends) -> {
            int label = PRIMARY_COMPANY.getOrDefault(kind(record.type()), 0);
            ends.stream()
                    .filter(end -> end.associationTypes().stream().anyMatch(type -> type.typeId() == label))
                    .findFirst()
                    .ifPresent(end -> primary.put(record, ref(Company.TYPE, end)));
        });
        return primary;
    }

    private Map<RecordRef, List<Wire.AssociatedTo>> read(Collection<RecordRef> records, RecordType to) {
        Map<RecordRef, List<Wire.AssociatedTo>> ends = new LinkedHashMap<>();
        Map<ObjectKind, Set<Wire.AssociationRead>> asked = new LinkedHashMap<>();
        for (RecordRef record : records) {
            ends.put(record, new ArrayList<>());
            asked.computeIfAbsent(kind(record.type()), type -> new LinkedHashSet<>())
                    .add(new Wire.AssociationRead(record.id(), null));
        }
        asked.forEach((from, inputs) -> {
            Set<Wire.AssociationRead> seen = new HashSet<>();
            Collection<Wire.AssociationRead> next = inputs;
            while (!next.isEmpty()) {
                seen.addAll(next);
                next = page(from, kind(to), next, ends);
                next.removeAll(seen);
            }
        });
        return ends;
    }

    /** Reads a page of each record's links (G7) and returns what leads on, maybe to where it was already. */
    private List<Wire.AssociationRead> page(
            ObjectKind from,
            ObjectKind to,
            Collection<Wire.AssociationRead> asked,
            Map<RecordRef, List<Wire.AssociatedTo>> ends) {
        List<Wire.AssociationRead> next = new ArrayList<>();
        for (List<Wire.AssociationRead> chunk : Portal.chunks(asked, READ)) {
            Wire.Associated page = portal.api()
                    .associated(
                            portal.paths().associations(), from.typeId(), to.typeId(), new Wire.AssociationReads(chunk))
                    .read()
                    .body();
            for (Wire.AssociatedFrom found : page.results()) {
                Wire.Id id = found.from();
                List<Wire.AssociatedTo> known = id == null ? null : ends.get(from.ref(id.id()));
                if (id != null && known != null) {
                    found.to().stream().filter(end -> end.toObjectId() != null).forEach(known::add);
                    String after = Wire.Paging.after(found.paging());
                    Wire.AssociationRead more = new Wire.AssociationRead(id.id(), after);
                    if (after != null) {
                        next.add(more);
                    }
                }
            }
        }
        return next;
    }

    /** Returns the pairs that an answer does not name, in either direction. */
    private static List<Pair> missing(List<Pair> asked, Wire.Linked linked) {
        Set<List<String>> named = new HashSet<>();
        linked.results().forEach(pair -> {
            named.add(List.of(pair.fromId(), pair.toId()));
            named.add(List.of(pair.toId(), pair.fromId()));
        });
        return asked.stream()
                .filter(pair ->
                        !named.contains(List.of(pair.from().id(), pair.to().id())))
                .toList();
    }

    private static Map<Types, List<Pair>> byTypes(Collection<Pair> pairs) {
        Map<Types, List<Pair>> groups = new LinkedHashMap<>();
        for (Pair pair : new LinkedHashSet<>(pairs)) {
            Types types = new Types(kind(pair.from().type()), kind(pair.to().type()));
            groups.computeIfAbsent(types, key -> new ArrayList<>()).add(pair);
        }
        return groups;
    }

    private static ObjectKind kind(RecordType type) {
        return ObjectKind.of(type)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Contacts, companies and deals can be linked, records of type " + type + " cannot"));
    }

    private static Wire.Id id(RecordRef ref) {
        return new Wire.Id(ref.id());
    }

    private static RecordRef ref(RecordType type, Wire.AssociatedTo end) {
        return RecordRef.of(type, String.valueOf(end.toObjectId()));
    }

    private record Types(ObjectKind from, ObjectKind to) {}
}
