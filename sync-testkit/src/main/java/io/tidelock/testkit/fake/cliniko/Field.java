package io.tidelock.testkit.fake.cliniko;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One field of a resource, as a row of the page's field and body tables. Immutable; the methods without
 * {@code is/…} in their name return a copy with one thing more.
 *
 * @param name its key in bodies and answers
 * @param kind what it holds
 * @param column where it is stored; its own name, but for a write-only field that sets another
 * @param access who sees it
 * @param filterable whether {@code q[]} takes it
 * @param required whether a record cannot be without it
 * @param empty what is shown when nothing was stored: null, or {@code ""} where recorded answers have that
 * @param refersTo the resource whose id it must hold, or null
 * @param rules what a given value must satisfy
 * @param store what becomes of a value on its way into the column
 */
record Field(
        String name,
        Kind kind,
        String column,
        Access access,
        boolean filterable,
        boolean required,
        @Nullable Object empty,
        @Nullable String refersTo,
        List<Rule> rules,
        UnaryOperator<Object> store) {

    /** Who may see and set a field. */
    enum Access {
        READ_WRITE,
        READ_ONLY,
        /** Seen by all, set in the UI alone. */
        BY_STAFF,
        WRITE_ONLY,
        INTERNAL
    }

    /** A demand on a value; returns what is wrong, completing the field's name, or null. */
    @FunctionalInterface
    interface Rule {
        @Nullable
        String problem(Object value);
    }

    static Field of(String name, Kind kind) {
        return new Field(
                name, kind, name, Access.READ_WRITE, false, false, null, null, List.of(), UnaryOperator.identity());
    }

    static Field text(String name) {
        return of(name, Kind.TEXT);
    }

    /** A text of at most 255 characters that is shown as {@code ""} when empty. */
    static Field line(String name) {
        return text(name).max(255).shownEmptyAs("");
    }

    static Field flag(String name) {
        return of(name, Kind.FLAG);
    }

    /** A date-time the server sets. */
    static Field stamp(String name) {
        return of(name, Kind.STAMP).readOnly();
    }

    /** The id of another record, shown as a link only (page, "Link objects"). */
    static Field idOf(String resource, String name) {
        return of(name, Kind.ID).with(Access.WRITE_ONLY).referringTo(resource);
    }

    Field readOnly() {
        return with(Access.READ_ONLY);
    }

    Field byStaff() {
        return with(Access.BY_STAFF);
    }

    /** Returns this field, never shown, as another way to set a column. */
    Field setting(String otherColumn, UnaryOperator<Object> how) {
        return new Field(name, kind, otherColumn, Access.WRITE_ONLY, false, required, empty, refersTo, rules, how);
    }

    Field with(Access who) {
        return new Field(name, kind, column, who, filterable, required, empty, refersTo, rules, store);
    }

    Field filterableToo() {
        return new Field(name, kind, column, access, true, required, empty, refersTo, rules, store);
    }

    Field mandatory() {
        return new Field(name, kind, column, access, filterable, true, empty, refersTo, rules, store);
    }

    Field shownEmptyAs(Object value) {
        return new Field(name, kind, column, access, filterable, required, value, refersTo, rules, store);
    }

    private Field referringTo(String resource) {
        return new Field(name, kind, column, access, filterable, required, empty, resource, rules, store);
    }

    Field obeying(Rule rule) {
        List<Rule> more = new ArrayList<>(rules);
        more.add(rule);
        return new Field(name, kind, column, access, filterable, required, empty, refersTo, List.copyOf(more), store);
    }

    Field max(int length) {
        return obeying(value ->
                value.toString().length() <= length ? null : "is too long (maximum is " + length + " characters)");
    }

    /** Takes these values and the empty text. */
    Field oneOf(Object... values) {
        Set<Object> allowed = Set.of(values);
        return obeying(value -> allowed.contains(value) || value.equals("") ? null : "is not included in the list");
    }

    /** Takes texts of that form and the empty text. */
    Field like(Pattern form) {
        return obeying(value -> value.equals("") || form.matcher((String) value).matches() ? null : "is invalid");
    }

    boolean isShown() {
        return access == Access.READ_WRITE || access == Access.READ_ONLY || access == Access.BY_STAFF;
    }

    boolean isWritable(boolean staff) {
        return access == Access.READ_WRITE || access == Access.WRITE_ONLY || (staff && access == Access.BY_STAFF);
    }

    /** Returns what is wrong with a value, or null. */
    @Nullable
    String problem(Object value) {
        if (required && value.toString().isBlank()) {
            return "can't be blank";
        }
        for (Rule rule : rules) {
            String problem = rule.problem(value);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }
}
