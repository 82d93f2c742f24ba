package io.tidelock.documents;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Says everything that keeps a document from being loaded, at once. For whoever edits the document; its message repeats no
 * values but names.
 */
public final class DocumentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    DocumentException(List<Problem> problems) {
        super(problems.stream()
                .map(Problem::toString)
                .collect(Collectors.joining("\n  ", "The document cannot be loaded:\n  ", "")));
        this.problems = List.copyOf(problems);
    }

    /** Returns the problems, in the order in which they stand in the document; at least one. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * One thing that is wrong.
     *
     * @param line from 1
     * @param column from 1
     * @param path the names that lead there, such as {@code flows.patients.mappings[2].target}; empty for the whole document
     * @param what what is wrong, a sentence
     * @param toDo what to do about it, a sentence
     */
    public record Problem(int line, int column, String path, String what, String toDo) {

        @Override
        public String toString() {
            String where = path.isEmpty() ? "" : " (" + path + ")";
            return "line " + line + ", column " + column + where + ": " + what + ". " + toDo + ".";
        }
    }
}
