package io.tidelock.documents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.mapping.Condition;
import io.tidelock.mapping.Converter;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Party;
import io.tidelock.mapping.Plan;
import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * A plan's mappings and settings as a document that a host's users edit, YAML or JSON, laid over the plan that is code:
 * {@code PlanDocument.of(plan).load(text)}.
 *
 * <p>A document says the field mappings, schedules, sweeps, limits, brakes, how far windows reach, what happens to contested
 * keys, gone sources and merges, and what is needed in the CRM. Everything else – which flows there are, match rules,
 * eligibility, parts, versions, decisions, enrichments, id and flag fields, what is created where – is the code's. Converters
 * other than tables, and conditions, are named: those of the plan are known, others are {@link #knowing registered}.
 *
 * <p>What a document leaves out is as in the code; mappings that a flow lists replace all of its code's. Immutable and
 * thread-safe.
 */
public final class PlanDocument {

    private static final String SCHEMA = "plan.schema.json";

    private final Plan code;
    private final Names names;

    private PlanDocument(Plan code, Names names) {
        this.code = code;
        this.names = names;
    }

    /** Lays documents over a plan. */
    public static PlanDocument of(Plan code) {
        return new PlanDocument(code, Names.of(code));
    }

    /** Returns this with converters that a document may name; one of the same name as the plan's replaces it. */
    public PlanDocument knowing(Converter... more) {
        return new PlanDocument(code, names.with(more));
    }

    /** Returns this with conditions that a document may name; one of the same name as the plan's replaces it. */
    public PlanDocument knowing(Condition... more) {
        return new PlanDocument(code, names.with(more));
    }

    /**
     * Returns this with all fields that records of a type have, as the host reads them from the system: a document that names
     * another one is refused, also if it says the field's type.
     */
    public PlanDocument knowing(Party party, RecordType type, Field... fields) {
        return new PlanDocument(code, names.with(party, type, fields));
    }

    /**
     * Writes a plan as YAML: the plan that is code, or one that was loaded over it. Loading the text gives a plan with the
     * same fingerprint.
     *
     * @throws IllegalArgumentException if it would not, naming the converters and conditions that are not registered, or the
     *     flows that differ in what no document says
     */
    public String yaml(Plan plan) {
        return checked(plan, Texts.yaml(tree(plan)));
    }

    /**
     * Writes a plan as JSON, see {@link #yaml}.
     *
     * @throws IllegalArgumentException as there
     */
    public String json(Plan plan) {
        return checked(plan, Texts.json(tree(plan)));
    }

    /**
     * Reads a document, YAML or JSON, over the plan that is code. The revision is the document's.
     *
     * @throws DocumentException with everything that is wrong, if anything is
     */
    public Plan load(String text) {
        return new PlanReader(code, names).read(text);
    }

    /** Returns the JSON Schema of documents, draft 2020-12, for editors. */
    public static String schema() {
        try (InputStream schema = PlanDocument.class.getResourceAsStream(SCHEMA)) {
            return new String(Objects.requireNonNull(schema, SCHEMA).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The jar of sync-documents cannot be read", unreadable);
        }
    }

    private ObjectNode tree(Plan plan) {
        Set<String> missing = new TreeSet<>();
        plan.flows().stream().map(Flow::mappings).flatMap(List::stream).forEach(mapping -> {
            Converter by = mapping.converter();
            if (!Names.isTable(by)
                    && !Names.isIdentity(by)
                    && names.converter(by.name()).isEmpty()) {
                missing.add("converter " + by.name());
            }
            mapping.condition()
                    .filter(condition -> names.condition(condition.name()).isEmpty())
                    .ifPresent(condition -> missing.add("condition " + condition.name()));
        });
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("Not registered: " + String.join(", ", missing)
                    + ". Register what documents of the plan name with knowing(…).");
        }
        return new PlanWriter().write(plan);
    }

    /** A document that would change the plan is never handed out. */
    private String checked(Plan plan, String text) {
        Plan loaded = load(text);
        Set<String> others = new TreeSet<>();
        plan.flows().stream()
                .filter(flow -> loaded.flows().stream()
                        .noneMatch(same -> same.fingerprint().equals(flow.fingerprint())))
                .forEach(flow -> others.add(flow.id()));
        if (!loaded.fingerprint().equals(plan.fingerprint())
                || !new PlanWriter().write(loaded).equals(new PlanWriter().write(plan))) {
            throw new IllegalArgumentException("Loaded again, the document would say something else than plan "
                    + plan.name() + (others.isEmpty() ? "" : " does in flows " + String.join(", ", others))
                    + ". Export a plan of the same code, with converters and conditions of the registered versions.");
        }
        return text;
    }
}
