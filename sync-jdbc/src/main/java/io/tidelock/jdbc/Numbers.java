package io.tidelock.jdbc;

import io.tidelock.record.Side;
import io.tidelock.store.LinkState;
import io.tidelock.store.Parked;

/** The numbers under which sides and states are stored, for ever. */
final class Numbers {

    private Numbers() {}

    static int of(Side side) {
        return switch (side) {
            case SOURCE -> 0;
            case TARGET -> 1;
        };
    }

    static Side side(int number) {
        return switch (number) {
            case 0 -> Side.SOURCE;
            case 1 -> Side.TARGET;
            default -> throw unknown("side", number);
        };
    }

    static int of(LinkState state) {
        return switch (state) {
            case LIVE -> 0;
            case SOURCE_GONE -> 1;
            case TARGET_GONE -> 2;
            case BOTH_GONE -> 3;
        };
    }

    static LinkState linkState(int number) {
        return switch (number) {
            case 0 -> LinkState.LIVE;
            case 1 -> LinkState.SOURCE_GONE;
            case 2 -> LinkState.TARGET_GONE;
            case 3 -> LinkState.BOTH_GONE;
            default -> throw unknown("state of a link", number);
        };
    }

    static int of(Parked.State state) {
        return switch (state) {
            case PENDING -> 0;
            case WAITING -> 1;
            case QUARANTINED -> 2;
        };
    }

    static Parked.State parkedState(int number) {
        return switch (number) {
            case 0 -> Parked.State.PENDING;
            case 1 -> Parked.State.WAITING;
            case 2 -> Parked.State.QUARANTINED;
            default -> throw unknown("state of a parked record", number);
        };
    }

    private static StoreFormatException unknown(String what, int number) {
        return new StoreFormatException("A stored " + what + " is " + number
                + ", which this release does not know: a newer release wrote it; update this node");
    }
}
