package io.tidelock.testkit.fake.cliniko;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Declares one kind of record: its fields, which of them filter, its links, and which verbs it knows (page, sections 2
 * and 3). Built once, then only read.
 */
final class Resource {

    /** What can be done beyond list and get. */
    enum Verb {
        CREATE,
        UPDATE,
        ARCHIVE,
        UNARCHIVE,
        CANCEL
    }

    /**
     * A key of the answer that is made, not stored.
     *
     * @param name the key
     * @param value makes it; null leaves the key out
     */
    record Computed(String name, Function<Row, @Nullable JsonNode> value) {}

    /**
     * A link object (page, "Link objects").
     *
     * @param name the key
     * @param path makes the path below {@code /v1}; null leaves the key out
     */
    record Link(String name, Function<Row, @Nullable String> path) {}

    private final String name;
    private final Set<Verb> verbs = EnumSet.noneOf(Verb.class);
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Map<String, Object> empties = new HashMap<>();
    private final List<String> hiding = new ArrayList<>();
    private final List<Computed> computed = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private BiConsumer<Clinic, Row> derivation = (clinic, row) -> {};

    private Resource(String name) {
        this.name = name;
    }

    /** Declares a resource by its plural, which is its path and its key in a list. */
    static Resource named(String plural) {
        return new Resource(plural)
                .fields(
                        Field.of("id", Kind.ID).readOnly().filterableToo(),
                        Field.stamp("created_at").filterableToo(),
                        Field.stamp("updated_at").filterableToo());
    }

    Resource verbs(Verb... known) {
        verbs.addAll(List.of(known));
        return this;
    }

    Resource fields(Field... more) {
        for (Field field : more) {
            fields.put(field.name(), field);
            if (field.empty() != null) {
                empties.put(field.column(), field.empty());
            }
        }
        return this;
    }

    /** Declares a filterable date-time which, once set, hides the row from lists that do not filter by it. */
    Resource hiddenBy(String column) {
        hiding.add(column);
        return fields(Field.stamp(column).filterableToo());
    }

    Resource computed(String key, Function<Row, @Nullable JsonNode> value) {
        computed.add(new Computed(key, value));
        return this;
    }

    /** Declares a link to many records, always shown; {@code {id}} in the path stands for the row's id. */
    Resource linkToMany(String key, String path) {
        links.add(new Link(key, row -> path.replace("{id}", Long.toString(row.id()))));
        return this;
    }

    /** Declares a link to the one record whose id is in a column, left out when there is none. */
    Resource linkToOne(String key, String resource, String column) {
        links.add(new Link(key, row -> row.get(column) == null ? null : "/" + resource + "/" + row.get(column)));
        return this;
    }

    /** Sets what follows from other columns after each change of a row. */
    Resource deriving(BiConsumer<Clinic, Row> rule) {
        this.derivation = rule;
        return this;
    }

    String name() {
        return name;
    }

    boolean knows(Verb verb) {
        return verbs.contains(verb);
    }

    Collection<Field> fields() {
        return fields.values();
    }

    @Nullable
    Field field(String key) {
        return fields.get(key);
    }

    /** Returns what a column holds. */
    Kind kindOf(String column) {
        return fields.values().stream()
                .filter(field -> field.column().equals(column))
                .map(Field::kind)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " have no column " + column));
    }

    @Nullable
    Object emptyValue(String column) {
        return empties.get(column);
    }

    /** Returns the columns that hide a row: archived, cancelled, deleted. */
    List<String> hiding() {
        return hiding;
    }

    List<Computed> computed() {
        return computed;
    }

    List<Link> links() {
        return links;
    }

    void derive(Clinic clinic, Row row) {
        derivation.accept(clinic, row);
    }
}
