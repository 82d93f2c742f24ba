package io.tidelock.documents;

import io.tidelock.documents.DocumentException.Problem;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects everything that is wrong with a document, so that it is told at once. */
final class Problems {

    private final List<Problem> found = new ArrayList<>();

    void add(Node.Place place, String what, String toDo) {
        found.add(new Problem(place.line(), place.column(), place.path(), what, toDo));
    }

    /** Makes something; what cannot be made of the text at a place is a problem there. */
    <T> Optional<T> attempt(Node.Place place, String toDo, Supplier<T> made) {
        try {
            return Optional.of(made.get());
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException unfit) {
            add(place, "This cannot be read", toDo);
            return Optional.empty();
        }
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            found.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
            throw new DocumentException(found);
        }
    }
}
