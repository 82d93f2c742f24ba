package io.tidelock.jdbc;

import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.Base;
import io.tidelock.store.Base.Settled;
import io.tidelock.store.ClaimKey;
import io.tidelock.store.Fingerprint;
import io.tidelock.store.Intent;
import io.tidelock.store.LinkState;
import io.tidelock.store.Parked;
import io.tidelock.store.Sealed;
import io.tidelock.store.StoredDecision;
import io.tidelock.store.StoredLink;
import io.tidelock.store.StoredWrite;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Packs what rows hold as one value: the base of a link, an intent, a decision, an entry of the journal. Names are numbers in it, too. */
final class Packing {

    private static final int FORMAT = 1;
    /** The second has notes behind all else. */
    private static final int DECISION_FORMAT = 2;

    private static final int FINGERPRINT = 2 * Long.BYTES;

    private final Scope scope;

    Packing(Scope scope) {
        this.scope = scope;
    }

    byte[] pack(StoredLink link) throws SQLException {
        PackWriter out = new PackWriter()
                .number(FORMAT)
                .moment(link.linkedAt())
                .fingerprintOrNull(link.sourceDigest())
                .fingerprintOrNull(link.targetDigest())
                .momentOrNull(link.sourceStamp())
                .momentOrNull(link.targetStamp());
        pack(link.base(), out);
        return out.toBytes();
    }

    StoredLink link(
            String flow, RecordRef source, RecordRef target, LinkState state, boolean shared, int keyId, byte[] value)
            throws SQLException {
        PackReader in = new PackReader(value);
        in.format(FORMAT);
        Instant linkedAt = in.moment();
        Fingerprint sourceDigest = in.fingerprintOrNull();
        Fingerprint targetDigest = in.fingerprintOrNull();
        Instant sourceStamp = in.momentOrNull();
        Instant targetStamp = in.momentOrNull();
        return new StoredLink(
                flow,
                source,
                target,
                linkedAt,
                state,
                base(in),
                sourceDigest,
                targetDigest,
                sourceStamp,
                targetStamp,
                keyId,
                shared);
    }

    byte[] pack(Intent intent) throws SQLException {
        RecordRef record = intent.record();
        PackWriter out = new PackWriter()
                .number(FORMAT)
                .number(Numbers.of(intent.origin().side()))
                .ref(scope.stored(intent.origin().ref()))
                .number(Numbers.of(intent.written()))
                .moment(intent.at())
                .flag(record != null);
        if (record != null) {
            out.ref(scope.stored(record));
        }
        out.number(intent.claims().size());
        for (ClaimKey claim : intent.claims()) {
            out.number(scope.names().number(claim.kind())).fingerprint(claim.hash());
        }
        pack(intent.expected(), out);
        return out.toBytes();
    }

    Intent intent(String id, String flow, byte[] value) throws SQLException {
        PackReader in = new PackReader(value);
        in.format(FORMAT);
        Side side = Numbers.side(in.integer());
        Parked.Key origin = new Parked.Key(flow, side, scope.ref(in.ref()));
        Side written = Numbers.side(in.integer());
        Instant at = in.moment();
        RecordRef record = in.flag() ? scope.ref(in.ref()) : null;
        return new Intent(id, origin, written, record, claims(in), base(in), at);
    }

    private List<ClaimKey> claims(PackReader in) throws SQLException {
        List<ClaimKey> claims = new ArrayList<>();
        for (int left = in.integer(); left > 0; left--) {
            claims.add(new ClaimKey(scope.names().name(in.integer()), in.fingerprint()));
        }
        return claims;
    }

    byte[] pack(StoredDecision decision) throws SQLException {
        PackWriter out = new PackWriter()
                .number(decision.notes().isEmpty() ? FORMAT : DECISION_FORMAT)
                .number(decision.version())
                .text(decision.scenario())
                .moment(decision.at())
                .number(decision.flows().size());
        for (String flow : decision.flows()) {
            out.number(scope.names().number(flow));
        }
        out.number(decision.chosen().size());
        for (Map.Entry<String, RecordRef> chosen : decision.chosen().entrySet()) {
            out.number(scope.names().number(chosen.getKey())).ref(scope.stored(chosen.getValue()));
        }
        if (!decision.notes().isEmpty()) {
            out.number(decision.notes().size());
            for (Map.Entry<String, String> note : decision.notes().entrySet()) {
                out.number(scope.names().number(note.getKey())).text(note.getValue());
            }
        }
        return out.toBytes();
    }

    StoredDecision decision(String name, RecordRef source, byte[] value) throws SQLException {
        PackReader in = new PackReader(value);
        int format = in.formatUpTo(DECISION_FORMAT);
        int version = in.integer();
        String scenario = in.text();
        Instant at = in.moment();
        Set<String> flows = new TreeSet<>();
        for (int left = in.integer(); left > 0; left--) {
            flows.add(scope.names().name(in.integer()));
        }
        Map<String, RecordRef> chosen = new TreeMap<>();
        for (int left = in.integer(); left > 0; left--) {
            chosen.put(scope.names().name(in.integer()), scope.ref(in.ref()));
        }
        Map<String, String> notes = new TreeMap<>();
        for (int left = format < DECISION_FORMAT ? 0 : in.integer(); left > 0; left--) {
            notes.put(scope.names().name(in.integer()), in.text());
        }
        return new StoredDecision(name, source, version, scenario, flows, chosen, notes, at);
    }

    byte[] pack(StoredWrite write) throws SQLException {
        PackWriter out = new PackWriter().number(FORMAT).number(scope.names().number(write.keyId()));
        names(write.fields(), out);
        names(write.leftOut(), out);
        return out.bytes(write.values().bytes()).toBytes();
    }

    private void names(List<String> names, PackWriter out) throws SQLException {
        out.number(names.size());
        for (String name : names) {
            out.number(scope.names().number(name));
        }
    }

    private List<String> names(PackReader in) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int left = in.integer(); left > 0; left--) {
            names.add(scope.names().name(in.integer()));
        }
        return names;
    }

    StoredWrite write(
            String intent,
            Instant at,
            Parked.Key origin,
            @Nullable RecordRef record,
            boolean creates,
            boolean settled,
            byte[] value)
            throws SQLException {
        PackReader in = new PackReader(value);
        in.format(FORMAT);
        String keyId = scope.names().name(in.integer());
        List<String> fields = names(in);
        List<String> leftOut = names(in);
        return new StoredWrite(
                intent, at, origin, record, creates, settled, fields, leftOut, keyId, Sealed.of(in.bytes()));
    }

    private void pack(Base base, PackWriter out) throws SQLException {
        out.number(base.fields().size());
        for (Map.Entry<String, Settled> field : base.fields().entrySet()) {
            Settled settled = field.getValue();
            out.number(scope.names().number(field.getKey()))
                    .fingerprint(settled.source())
                    .fingerprint(settled.target())
                    .number(settled.members().size());
            settled.members().forEach(out::fingerprint);
        }
    }

    private Base base(PackReader in) throws SQLException {
        int mappings = in.count(2 * FINGERPRINT);
        Base.Reading base = Base.reading(mappings);
        for (int left = mappings; left > 0; left--) {
            base.add(scope.names().name(in.integer()), in.fingerprint(), in.fingerprint(), members(in));
        }
        return base.done();
    }

    private static SortedSet<Fingerprint> members(PackReader in) {
        int members = in.count(FINGERPRINT);
        if (members == 0) {
            return Collections.emptySortedSet();
        }
        SortedSet<Fingerprint> common = new TreeSet<>();
        for (int left = members; left > 0; left--) {
            common.add(in.fingerprint());
        }
        return Collections.unmodifiableSortedSet(common);
    }
}
