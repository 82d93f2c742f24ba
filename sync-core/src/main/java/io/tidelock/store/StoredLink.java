package io.tidelock.store;

import io.tidelock.record.IdLink;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link with what the engine remembers about the pair.
 *
 * @param flow the flow
 * @param source the source record
 * @param target the target record
 * @param linkedAt when they were linked
 * @param state whether both are there
 * @param base what both showed when they last settled
 * @param sourceDigest the source's fingerprint over all fields the flow reads, if every one of them is settled
 * @param targetDigest the same of the target
 * @param sourceStamp the source's change stamp after our last acknowledged write there
 * @param targetStamp the same of the target
 * @param keyId which key the fingerprints are made with; 0 where there are none
 * @param shared whether other source records of the flow may be linked with the same target
 */
public record StoredLink(
        String flow,
        RecordRef source,
        RecordRef target,
        Instant linkedAt,
        LinkState state,
        Base base,
        @Nullable Fingerprint sourceDigest,
        @Nullable Fingerprint targetDigest,
        @Nullable Instant sourceStamp,
        @Nullable Instant targetStamp,
        int keyId,
        boolean shared)
        implements IdLink {

    /** Returns a link of two records that never settled. */
    public static StoredLink between(String flow, RecordRef source, RecordRef target, Instant now) {
        return new StoredLink(flow, source, target, now, LinkState.LIVE, Base.none(), null, null, null, null, 0, false);
    }

    /** Returns a side's digest. */
    public @Nullable Fingerprint digest(Side side) {
        return side == Side.SOURCE ? sourceDigest : targetDigest;
    }

    /** Returns a side's change stamp after our last acknowledged write there. */
    public @Nullable Instant stamp(Side side) {
        return side == Side.SOURCE ? sourceStamp : targetStamp;
    }

    /** Returns this link in another state; what was settled no longer counts. */
    public StoredLink in(LinkState other) {
        return new StoredLink(
                flow, source, target, linkedAt, other, base, null, null, sourceStamp, targetStamp, keyId, shared);
    }

    /** Returns this link with another record at a side, whose digest and stamp are unknown. */
    public StoredLink moved(Side side, RecordRef ref) {
        boolean atSource = side == Side.SOURCE;
        return new StoredLink(
                flow,
                atSource ? ref : source,
                atSource ? target : ref,
                linkedAt,
                LinkState.LIVE,
                base,
                null,
                null,
                atSource ? null : sourceStamp,
                atSource ? targetStamp : null,
                keyId,
                shared);
    }

    /** Returns this link with what was settled. */
    public StoredLink settled(Base newBase, @Nullable Fingerprint sourceDigest, @Nullable Fingerprint targetDigest) {
        return new StoredLink(
                flow,
                source,
                target,
                linkedAt,
                state,
                newBase,
                sourceDigest,
                targetDigest,
                sourceStamp,
                targetStamp,
                keyId,
                shared);
    }

    /** Returns this link with a side's change stamp after our write; null keeps the one it has. */
    public StoredLink stamped(Side side, @Nullable Instant stamp) {
        if (stamp == null) {
            return this;
        }
        boolean atSource = side == Side.SOURCE;
        return new StoredLink(
                flow,
                source,
                target,
                linkedAt,
                state,
                base,
                sourceDigest,
                targetDigest,
                atSource ? stamp : sourceStamp,
                atSource ? targetStamp : stamp,
                keyId,
                shared);
    }

    /** Returns this link with fingerprints made with a key. */
    public StoredLink keyed(int key) {
        return new StoredLink(
                flow,
                source,
                target,
                linkedAt,
                state,
                base,
                sourceDigest,
                targetDigest,
                sourceStamp,
                targetStamp,
                key,
                shared);
    }

    /** Returns this link as one of several to the same target. */
    public StoredLink sharing() {
        return new StoredLink(
                flow,
                source,
                target,
                linkedAt,
                state,
                base,
                sourceDigest,
                targetDigest,
                sourceStamp,
                targetStamp,
                keyId,
                true);
    }
}
