package io.tidelock.documents;

import java.util.List;

/** A part of a document as it was read, with the place where it stands. */
sealed interface Node {

    Place place();

    /** Where something stands: line and column from 1, and the names that lead to it. */
    record Place(int line, int column, String path) {

        Place named(String name) {
            return new Place(line, column, path.isEmpty() ? name : path + "." + name);
        }

        Place numbered(int index) {
            return new Place(line, column, path + "[" + index + "]");
        }

        Place at(int otherLine, int otherColumn) {
            return new Place(otherLine, otherColumn, path);
        }
    }

    /** What a scalar is written as. */
    enum Kind {
        TEXT,
        NUMBER,
        TRUTH,
        NOTHING
    }

    /** A scalar, as it is written. */
    record Leaf(Place place, Kind kind, String text) implements Node {}

    /** A list. */
    record Items(Place place, List<Node> nodes) implements Node {}

    /** Names with values, in order; each name once. */
    record Fields(Place place, List<Entry> entries) implements Node {}

    /** A name with its value; the place is that of the name. */
    record Entry(Place place, String name, Node value) {}
}
